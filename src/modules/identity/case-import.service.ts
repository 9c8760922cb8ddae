import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sha256HexOfText } from '../../core';
import { Clock } from '../../platform/clock';
import { lockInTransaction, UnitOfWork } from '../../platform/database';
import { readCaseFile } from './case-file';
import { CaseRecordsRepository } from './case-records.repository';
import { CaseImportError, type CaseRowError } from './identity.errors';
import { IdentityKeys } from './identity-keys';

/** Errors listed in an answer; a file with more has one cause, and the list would not help. */
const MOST_ERRORS_LISTED = 200;

/** What an import has done, or, as a dry run, would do. */
export interface CaseImportReport {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** How many rows are wrong; the first of them are in `errors`. Only a dry run can report any. */
  readonly errorCount: number;
  readonly errors: readonly CaseRowError[];
}

/**
 * Takes over an export of the office's case register.
 *
 * All or nothing: one transaction, so a crash or a wrong row leaves the register as it was. Importing the same file again
 * changes nothing. Two imports for one authority run one after the other. Cases that a file does not mention stay: an
 * export of part of the register must not erase the rest.
 */
@Injectable()
export class CaseImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: CaseRecordsRepository,
    private readonly identityKeys: IdentityKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param csv plain or keyed rows (see case-row.ts)
   * @param dryRun find every mistake and count what would change, but change nothing
   * @param importedBy pseudonym of the member of staff; null where there is none
   * @throws CaseImportError for the first wrong row, with the number of all; a dry run throws only for an unreadable file
   */
  async import(authority: string, csv: string, dryRun: boolean, importedBy: string | null = null): Promise<CaseImportReport> {
    const { rows, errors } = await readCaseFile(csv, authority, this.identityKeys);
    if (!dryRun && errors.length > 0) throw new CaseImportError(errors[0]!, errors.length);
    const fileSha256 = sha256HexOfText(csv);
    const counts = await this.unitOfWork.run(async (em) => {
      await lockInTransaction(em, `case-register.import ${authority}`);
      // A dry run does the very same and takes it back: what it counts is what will happen.
      if (dryRun) await em.query('SAVEPOINT before_import');
      const imported = { id: randomUUID(), authority, importedAt: this.clock.now(), importedBy, fileSha256, rows: rows.length };
      const stored = await this.repository.store(em, imported, rows);
      if (dryRun) await em.query('ROLLBACK TO SAVEPOINT before_import');
      return stored;
    });
    return {
      dryRun,
      rows: rows.length + errors.length,
      ...counts,
      errorCount: errors.length,
      errors: errors.slice(0, MOST_ERRORS_LISTED),
    };
  }
}
