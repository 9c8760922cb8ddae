import { Injectable } from '@nestjs/common';
import { Assets } from '../../../platform/html';
import { UnitOfWork } from '../../../platform/database';
import { AuditLogService } from '../../audit-log';

/** Puts the hash of the checking page into the log, so that one visitor can't be given another page than everybody else unseen. */
@Injectable()
export class VerifierPublication {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLogService,
  ) {}

  /** At every start of a process that serves the page; written once for each hash. @returns whether it was written now */
  async publish(): Promise<boolean> {
    const sha256 = new Assets().sha256Of('verify.html');
    return this.unitOfWork.run((em) => this.log.appendOnce(em, { type: 'verifier.published', sha256 }));
  }
}
