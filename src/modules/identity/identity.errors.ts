import { DomainError, type ErrorPlace } from '../../platform/http';

/** Why a file of cases is refused. Messages and details name places, never values: the values are people. */
export type CaseImportErrorCode =
  | 'case-register.empty-file'
  | 'case-register.unreadable-csv'
  | 'case-register.wrong-columns'
  | 'case-register.missing-value'
  | 'case-register.malformed-value'
  | 'case-register.unknown-source'
  | 'case-register.date-without-source'
  | 'case-register.duplicate-case';

const MESSAGES: Readonly<Record<CaseImportErrorCode, string>> = {
  'case-register.empty-file': 'The file has no rows.',
  'case-register.unreadable-csv': 'This line is not CSV in UTF-8.',
  'case-register.wrong-columns': 'The first line must name exactly the columns of plain rows or of keyed rows; see the operations guide.',
  'case-register.missing-value': 'This field must not be empty.',
  'case-register.malformed-value': 'This field does not have the form its column needs.',
  'case-register.unknown-source': 'The source of a critical date must be one of the closed list.',
  'case-register.date-without-source': 'A critical date and its source belong together: give both or none.',
  'case-register.duplicate-case': 'An earlier line names the same case.',
};

/** One thing that is wrong with a row. */
export interface CaseRowError {
  /** Line of the file, counted from 1; where a quoted field spans lines, the row's last one. */
  readonly line: number;
  readonly field?: string;
  readonly code: CaseImportErrorCode;
}

/** The whole file is refused because of one or more rows; nothing of it has been taken over. */
export class CaseImportError extends DomainError<CaseImportErrorCode> {
  constructor(first: CaseRowError, errors = 1) {
    const place: ErrorPlace = { line: first.line, field: first.field, details: { errors } };
    super('invalid', first.code, MESSAGES[first.code], place);
  }
}
