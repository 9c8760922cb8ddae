import { Injectable } from '@nestjs/common';
import { type Announcement, parseAnnouncement, parseSlots, type Report } from '../../core';
import { UnitOfWork } from '../../platform/database';
import { Assets } from '../../platform/html';
import { LogBrowser, type ProvenLines } from '../audit-log';
import { DrawFairnessService, DrawRecordsService, DrawsService, type DrawSummary } from '../draws';
import { type Fault, listFaults } from './draw-faults';
import { DrawVerification } from './draw-verification.service';
import type { EvidenceFile } from './evidence-archive';
import { EvidenceRepository } from './evidence.repository';
import { actsTable, faultsTable, json, ledgerTable, logLines, weightsTable } from './evidence-tables';
import { type LedgerLine, LedgerLinesService } from './ledger-lines.service';
import { type ManualAct, ManualActs } from './manual-acts.service';
import { AuditError } from './audits.errors';

/** Everything about one drawn draw that a court may ask for, without a name in it. */
export interface DrawEvidence {
  readonly draw: DrawSummary;
  readonly announcement: Announcement;
  readonly record: ReadonlyMap<string, Uint8Array>;
  readonly report: Report;
  readonly log: ProvenLines;
  readonly acts: readonly ManualAct[];
  readonly ledger: readonly LedgerLine[];
  /** What did not go as planned. */
  readonly faults: readonly Fault[];
  /** SHA-256 of the checking page. */
  readonly verifierSha256: string;
  /** SHA-256 of the second, independent verifier. */
  readonly secondVerifierSha256: string;
}

/** Gathers the evidence of a draw, and makes files of it. */
@Injectable()
export class DrawEvidenceService {
  private readonly assets = new Assets();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DrawRecordsService,
    private readonly verification: DrawVerification,
    private readonly repository: EvidenceRepository,
    private readonly log: LogBrowser,
    private readonly acts: ManualActs,
    private readonly ledger: LedgerLinesService,
    private readonly draws: DrawsService,
    private readonly fairness: DrawFairnessService,
  ) {}

  /** @throws DrawError `draw.unknown`; AuditError `audit.not-drawn` */
  async gather(drawId: string): Promise<DrawEvidence> {
    const [draw, report] = [await this.records.get(drawId), await this.verification.verify(drawId)];
    if (report === null) throw new AuditError('audit.not-drawn');
    const path = drawId.slice(0, drawId.lastIndexOf('/'));
    return this.unitOfWork.run(async (em) => {
      const record = await this.repository.getRecord(em, drawId);
      const log = await this.log.listAbout(em, [path, drawId]);
      const acts = (await this.acts.listOfDraw(em, drawId)).map(withoutHealth);
      const ledger = await this.ledger.listAll(em, path);
      const announcement = parseAnnouncement(record.get('announcement.json')!);
      const [failures, ended] = [await this.repository.listStepFailures(em, drawId), await this.repository.listEndedDraws(em, drawId)];
      const faults = listFaults(draw, announcement, failures, ended);
      const verifierSha256 = this.assets.sha256Of('verify.html');
      const secondVerifierSha256 = this.assets.sha256Of('verify.py');
      return { draw, announcement, record, report, log, acts, ledger, faults, verifierSha256, secondVerifierSha256 };
    });
  }

  /**
   * The record stands at the root, so that the archive itself is one: whoever drops it on a verifier has it checked. Its own sums are left out; the
   * archive's cover every file.
   */
  async filesOf(evidence: DrawEvidence): Promise<EvidenceFile[]> {
    const { draw, record, report, log, acts, ledger, faults } = evidence;
    const slots = new Set(parseSlots(record.get('slots.txt')!).map(({ slotId }) => slotId));
    const saltOf = (slotId: string): string | null => (slots.has(slotId) ? this.draws.getSlotSalt(draw.drawId, slotId) : null);
    const weights = await this.unitOfWork.run((em) => this.repository.listWeights(em, draw.drawId));
    return [
      ...[...record].filter(([name]) => name !== 'SHA256SUMS').map(([name, content]) => ({ name, content })),
      { name: 'evidence/verification.json', content: json(report) },
      { name: 'evidence/weights.csv', content: weightsTable(weights) },
      { name: 'evidence/ledger.csv', content: ledgerTable(ledger, saltOf) },
      { name: 'evidence/acts.csv', content: actsTable(acts) },
      { name: 'evidence/faults.csv', content: faultsTable(faults) },
      { name: 'evidence/statistics.json', content: json(await this.fairness.ofDraw(draw.drawId)) },
      { name: 'evidence/log/entries.jsonl', content: logLines(log) },
      { name: 'evidence/log/checkpoint.txt', content: Buffer.from(log.checkpoint.note) },
      { name: 'verifier/fairslot-verify.html', content: this.assets.read('verify.html') },
      { name: 'verifier/verify.py', content: this.assets.read('verify.py') },
    ];
  }
}

/** Why hardship was granted says something about a person's health or need; with a ticket beside it, about which. A court that needs it asks. */
function withoutHealth(act: ManualAct): ManualAct {
  return act.kind === 'hardship' || act.what.startsWith('hardship') ? { ...act, ticketId: null } : act;
}
