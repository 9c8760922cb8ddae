import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseRow } from './case-row';
import { CaseImportRow } from './case-import.entity';

/** Rows a statement; large enough that the round trips do not count, small enough for the server's memory. */
const ROWS_A_STATEMENT = 5000;

/** What storing rows has changed. */
interface StoredCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Writes the table of cases. */
@Injectable()
export class CaseRecordsRepository {
  /** Stores cases of one authority, replacing what was known about them. A row that says nothing new is not written. */
  async store(em: EntityManager, imported: CaseImportRow, rows: readonly CaseRow[]): Promise<StoredCounts> {
    await em.insert(CaseImportRow, imported);
    let [created, changed] = [0, 0];
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      const written = await this.storeSome(em, imported, rows.slice(from, from + ROWS_A_STATEMENT));
      created += written.filter((row) => row.created).length;
      changed += written.filter((row) => !row.created).length;
    }
    return { created, changed, unchanged: rows.length - created - changed };
  }

  private async storeSome(em: EntityManager, imported: CaseImportRow, rows: readonly CaseRow[]) {
    return em.query<{ created: boolean }[]>(
      `INSERT INTO case_records AS known
         (authority, case_key, name_keys, birth_key, critical_date, critical_date_source, application_recorded, updated_at, import_id)
       SELECT $1, case_key, ARRAY[name_key_1, name_key_2], birth_key, critical_date, critical_date_source, application_recorded, $2, $10
       FROM unnest($3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::date[], $8::text[], $9::boolean[])
         AS told (case_key, name_key_1, name_key_2, birth_key, critical_date, critical_date_source, application_recorded)
       ON CONFLICT (authority, case_key) DO UPDATE SET
         name_keys = excluded.name_keys, birth_key = excluded.birth_key, critical_date = excluded.critical_date,
         critical_date_source = excluded.critical_date_source, application_recorded = excluded.application_recorded,
         updated_at = excluded.updated_at, import_id = excluded.import_id
       WHERE (known.name_keys, known.birth_key, known.critical_date, known.critical_date_source, known.application_recorded)
         IS DISTINCT FROM
         (excluded.name_keys, excluded.birth_key, excluded.critical_date, excluded.critical_date_source, excluded.application_recorded)
       RETURNING (xmax = 0) AS created`,
      [
        imported.authority,
        imported.importedAt,
        rows.map((row) => row.keys.caseKey),
        rows.map((row) => row.keys.nameKeys[0]),
        rows.map((row) => row.keys.nameKeys[1]),
        rows.map((row) => row.keys.birthKey),
        rows.map((row) => row.criticalDate),
        rows.map((row) => row.criticalDateSource),
        rows.map((row) => row.applicationRecorded),
        imported.id,
      ],
    );
  }
}
