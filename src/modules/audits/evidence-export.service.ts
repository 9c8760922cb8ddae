import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { drawRecord, individualSheet } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { AuditLogService } from '../audit-log';
import { IdentityKeys } from '../identity';
import { ReceiptsLog } from '../registrations';
import type { StaffMember } from '../staff';
import { AuditExportRow } from './audit.entities';
import { AuditSamples } from './audit-samples.service';
import { AuditError } from './audits.errors';
import { type DrawEvidence, DrawEvidenceService } from './draw-evidence.service';
import { EntryOpening } from './entry-opening.service';
import { type EvidenceArchive, type EvidenceFile, packEvidence } from './evidence-archive';
import { EvidenceRepository } from './evidence.repository';
import { EvidencePaper } from './evidence-paper.service';
import { json } from './evidence-tables';
import { RevocationEvidenceService } from './revocation-evidence.service';

export interface ExportedArchive extends EvidenceArchive {
  /** Of the file, without personal data. */
  readonly name: string;
}

/**
 * Archives for courts: of a draw, which names nobody; of one person in it, which opens that person's commitment and no other; and of one hearing. Whoever gets one
 * leaves a track: the archive's hash in the log, and who it was about in a table that is not public. A process that dies behind the commit has
 * written down an export that nobody got, and never the other way round.
 */
@Injectable()
export class EvidenceExport {
  /** One at a time in a process: an archive of a large draw takes memory. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly evidence: DrawEvidenceService,
    private readonly revocations: RevocationEvidenceService,
    private readonly samples: AuditSamples,
    private readonly opening: EntryOpening,
    private readonly repository: EvidenceRepository,
    private readonly identityKeys: IdentityKeys,
    private readonly receipts: ReceiptsLog,
    private readonly paper: EvidencePaper,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /** The court bundle of a draw. @throws DrawError `draw.unknown`; AuditError `audit.not-drawn` */
  async exportDraw(member: StaffMember, drawId: string): Promise<ExportedArchive> {
    return this.inTurn(async () => {
      const evidence = await this.evidence.gather(drawId);
      const paper = await this.paper.ofDraw(evidence, await this.samples.list(drawId));
      return this.pack(member, evidence, [...paper, ...(await this.evidence.filesOf(evidence))], null);
    });
  }

  /** The file of whoever took part under this case number. @throws as {@link exportDraw}; AuditError `audit.unknown-person` */
  async exportPerson(member: StaffMember, drawId: string, caseNumber: string): Promise<ExportedArchive> {
    return this.inTurn(async () => {
      const evidence = await this.evidence.gather(drawId);
      const ticketId = await this.findTicket(drawId, caseNumber);
      return this.pack(member, evidence, await this.filesOfPerson(evidence, ticketId), ticketId);
    });
  }

  /** The file of a hearing and of what came of it. @param offerId of the appointment @throws AuditError `audit.no-hearing` */
  async exportRevocation(member: StaffMember, offerId: string): Promise<ExportedArchive> {
    return this.inTurn(async () => {
      const evidence = await this.revocations.gather(offerId);
      const files = [...(await this.paper.ofRevocation(evidence)), ...this.revocations.filesOf(evidence)];
      const { drawId, drawUuid, ticketId } = evidence.offer;
      const archive = await packEvidence(files);
      await this.note(member, { drawId, drawUuid, ticketId }, archive);
      return { ...archive, name: `revocation-${evidence.number.toLowerCase()}.zip` };
    });
  }

  private async filesOfPerson(evidence: DrawEvidence, ticketId: string): Promise<EvidenceFile[]> {
    const opened = await this.opening.open(evidence.draw.drawId, ticketId);
    const sheet = individualSheet(drawRecord(new Map(evidence.record)), ticketId);
    const { line, person, opening, computations, checks, receipt } = opened;
    const own = { line, person, identity: opening?.identity ?? null, salt: opening?.salt ?? null, computations, checks, receipt };
    return [
      ...(await this.paper.ofPerson(evidence, opened, sheet)),
      ...(await this.evidence.filesOf(evidence)),
      { name: 'person/entry.json', content: json(own) },
      { name: 'person/sheet.json', content: json(sheet) },
      ...(receipt === null ? [] : [{ name: 'person/receipt-proof.json', content: json(await this.receipts.prove(receipt.hash)) }]),
    ];
  }

  /** Whoever typed a number that is none is told the same as for one that nobody has. */
  private async findTicket(drawId: string, caseNumber: string): Promise<string> {
    const [authority = ''] = drawId.split('/');
    let caseKey: Buffer;
    try {
      caseKey = this.identityKeys.deriveCaseKey(authority, caseNumber);
    } catch {
      throw new AuditError('audit.unknown-person', { field: 'caseNumber' });
    }
    const [ticketId] = await this.unitOfWork.run((em) => this.repository.listTickets(em, drawId, caseKey));
    if (ticketId === undefined) throw new AuditError('audit.unknown-person', { field: 'caseNumber' });
    return ticketId;
  }

  private async pack(
    member: StaffMember,
    { draw }: DrawEvidence,
    files: readonly EvidenceFile[],
    ticketId: string | null,
  ): Promise<ExportedArchive> {
    const archive = await packEvidence(files);
    const { drawId } = draw;
    const [row]: { id: string }[] = await this.unitOfWork.run((em) => em.query(`SELECT id FROM draws WHERE draw_id = $1`, [drawId]));
    await this.note(member, { drawId, drawUuid: row!.id, ticketId }, archive);
    const slug = drawId.replaceAll('/', '-').replaceAll(/[^a-z0-9-]/g, '-');
    return { ...archive, name: `${ticketId === null ? 'court' : 'person'}-${slug}.zip` };
  }

  private async note(
    member: StaffMember,
    { drawId, drawUuid, ticketId }: { drawId: string; drawUuid: string; ticketId: string | null },
    { sha256 }: EvidenceArchive,
  ): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const entry = { drawId, scope: ticketId === null ? ('draw' as const) : ('person' as const), sha256 };
      const logEntryId = await this.log.append(em, { type: 'audit.exported', ...entry, officer: member.name });
      const exported = { exportedBy: member.name, exportedAt: this.clock.now() };
      await em.insert(AuditExportRow, { id: randomUUID(), drawUuid, ticketId, sha256, ...exported, logEntryId });
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
