import { CoreError, normalizeBirthDate, normalizeCaseNumber, normalizeIdentityField, parseCivilDate } from '../../core';
import { CRITICAL_DATE_SOURCES, type CaseFacts, type CriticalDateSource } from './case-register';
import type { CaseKeys, IdentityKeys } from './identity-keys';
import { deriveNameForms } from './name-forms';
import type { CaseImportErrorCode } from './identity.errors';

const FACT_COLUMNS = ['critical_date', 'critical_date_source', 'application_on_record'] as const;
/** Rows as the office's own program exports them; hashed here and never stored as they are. */
export const PLAIN_COLUMNS = ['case_number', 'surname', 'given_names', 'birth_date', ...FACT_COLUMNS] as const;
/** Rows hashed inside the office's own network, so that no name ever leaves it. */
export const KEYED_COLUMNS = ['case_key', 'name_key_1', 'name_key_2', 'birth_key', ...FACT_COLUMNS] as const;

/** A row of the file, fields by column name, blanks around values removed. */
export type RawRow = Readonly<Record<string, string>>;

/** One case, ready to be stored. */
export interface CaseRow extends CaseFacts {
  readonly keys: CaseKeys;
}

/** What is wrong with one field. */
export class RowProblem extends Error {
  constructor(
    readonly field: string,
    readonly code: CaseImportErrorCode,
  ) {
    super(code);
  }
}

/** Turns a row of plain columns into keys and facts. @throws RowProblem for its first wrong field */
export function parsePlainRow(row: RawRow, authority: string, identityKeys: IdentityKeys): CaseRow {
  const caseNumber = required(row, 'case_number');
  const [surname, givenNames] = [row.surname ?? '', row.given_names ?? ''];
  if (surname === '' && givenNames === '') throw new RowProblem('surname', 'case-register.missing-value');
  const birthDate = required(row, 'birth_date');
  const check = (field: string, normalize: () => unknown) => orProblem(field, normalize);
  check('case_number', () => normalizeCaseNumber(caseNumber));
  check('surname', () => normalizeIdentityField(surname));
  check('given_names', () => normalizeIdentityField(givenNames));
  check('surname', () => deriveNameForms(surname, givenNames));
  check('birth_date', () => normalizeBirthDate(birthDate));
  const { caseKey, nameKeys, birthKey } = identityKeys.derive(authority, { surname, givenNames, birthDate, caseNumber });
  return { keys: { caseKey, nameKeys, birthKey }, ...parseFacts(row) };
}

/** Turns a row of keyed columns into keys and facts. @throws RowProblem for its first wrong field */
export function parseKeyedRow(row: RawRow): CaseRow {
  const key = (field: string): Buffer => {
    const text = required(row, field);
    if (!/^[0-9a-f]{64}$/.test(text)) throw new RowProblem(field, 'case-register.malformed-value');
    return Buffer.from(text, 'hex');
  };
  const keys: CaseKeys = {
    caseKey: key('case_key'),
    nameKeys: [key('name_key_1'), key('name_key_2')],
    birthKey: key('birth_key'),
  };
  return { keys, ...parseFacts(row) };
}

function parseFacts(row: RawRow): CaseFacts {
  const date = row.critical_date ?? '';
  const source = row.critical_date_source ?? '';
  if ((date === '') !== (source === '')) throw new RowProblem('critical_date', 'case-register.date-without-source');
  if (date !== '') orProblem('critical_date', () => parseCivilDate(date));
  if (source !== '' && !isSource(source)) throw new RowProblem('critical_date_source', 'case-register.unknown-source');
  const application = required(row, 'application_on_record');
  if (application !== 'yes' && application !== 'no') {
    throw new RowProblem('application_on_record', 'case-register.malformed-value');
  }
  return {
    criticalDate: date === '' ? null : date,
    criticalDateSource: isSource(source) ? source : null,
    applicationRecorded: application === 'yes',
  };
}

function isSource(text: string): text is CriticalDateSource {
  return (CRITICAL_DATE_SOURCES as readonly string[]).includes(text);
}

function required(row: RawRow, field: string): string {
  const value = row[field] ?? '';
  if (value === '') throw new RowProblem(field, 'case-register.missing-value');
  return value;
}

function orProblem(field: string, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (error instanceof CoreError || error instanceof RangeError) {
      throw new RowProblem(field, 'case-register.malformed-value');
    }
    throw error;
  }
}
