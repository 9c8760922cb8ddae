import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_TRUST, type Report, verifyRecord } from '../../core';
import { UnitOfWork } from '../../platform/database';
import { LOG_IDENTITY, type LogIdentity } from '../audit-log';
import { DrawRecordsService } from '../draws';
import { EvidenceRepository } from './evidence.repository';

/** Reports kept. What is published never changes, so what is kept is never wrong. */
const MOST_REMEMBERED = 50;

/** Runs the verifier over published records, with the trust of this deployment's own log and of no witness. */
@Injectable()
export class DrawVerification {
  private readonly remembered = new Map<string, Report>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DrawRecordsService,
    private readonly evidence: EvidenceRepository,
    @Inject(LOG_IDENTITY) private readonly identity: LogIdentity,
  ) {}

  /** Null before the draw is drawn: there is no record to verify. @throws DrawError `draw.unknown` */
  async verify(drawId: string): Promise<Report | null> {
    const known = this.remembered.get(drawId);
    if (known) return known;
    const { state, publishedAt } = await this.records.get(drawId);
    if (state !== 'drawn') return null;
    const files = await this.unitOfWork.run((em) => this.evidence.getRecord(em, drawId));
    const report = verifyRecord(files, { ...DEFAULT_TRUST, logs: [this.identity.verifierKey] }, null);
    if (publishedAt === null) return report;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
    this.remembered.set(drawId, report);
    return report;
  }
}
