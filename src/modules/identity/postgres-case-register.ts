import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { byteaArray } from '../../platform/database';
import { type CaseCheck, type CaseFacts, type CaseQuestion, CaseRegister, type CriticalDateSource } from './case-register';

/**
 * The register as a table of keyed rows that the office exports and imports (CaseImportService). Other sources (a
 * vendor's interface, a message bus between authorities) fill the same table or stand beside this class.
 */
@Injectable()
export class PostgresCaseRegister extends CaseRegister {
  async check(em: EntityManager, questions: readonly CaseQuestion[]): Promise<CaseCheck[]> {
    if (questions.length === 0) return [];
    const rows: { answer: CaseCheck }[] = await em.query(
      `SELECT CASE
         WHEN known.case_key IS NULL THEN 'unknown'
         WHEN known.birth_key = asked.birth_key AND known.name_keys && ARRAY[asked.name_key_1, asked.name_key_2] THEN 'matches'
         ELSE 'differs'
       END AS answer
       FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[])
         WITH ORDINALITY AS asked (authority, case_key, name_key_1, name_key_2, birth_key, place)
       LEFT JOIN case_records known ON known.authority = asked.authority AND known.case_key = asked.case_key
       ORDER BY asked.place`,
      [
        questions.map((question) => question.authority),
        byteaArray(questions.map((question) => question.keys.caseKey)),
        byteaArray(questions.map((question) => question.keys.nameKeys[0])),
        byteaArray(questions.map((question) => question.keys.nameKeys[1])),
        byteaArray(questions.map((question) => question.keys.birthKey)),
      ],
    );
    return rows.map((row) => row.answer);
  }

  async factsOf(em: EntityManager, authority: string, caseKeys: readonly Buffer[]): Promise<Map<string, CaseFacts>> {
    if (caseKeys.length === 0) return new Map();
    const rows: FactsRow[] = await em.query(
      `SELECT known.case_key, known.critical_date::text, known.critical_date_source, known.application_recorded
       FROM unnest($2::bytea[]) AS asked (case_key)
       JOIN case_records known ON known.authority = $1 AND known.case_key = asked.case_key`,
      [authority, caseKeys],
    );
    return new Map(
      rows.map((row) => [
        row.case_key.toString('hex'),
        {
          criticalDate: row.critical_date,
          criticalDateSource: row.critical_date_source,
          applicationRecorded: row.application_recorded,
        },
      ]),
    );
  }
}

interface FactsRow {
  readonly case_key: Buffer;
  readonly critical_date: string | null;
  readonly critical_date_source: CriticalDateSource | null;
  readonly application_recorded: boolean;
}
