import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { lockInTransaction, UnitOfWork } from '../../platform/database';
import { AuditLogService } from '../audit-log';
import type { StaffMember } from '../staff';
import { AuditFindingRow, AuditOpeningRow } from './audit.entities';
import { AuditError } from './audits.errors';
import { AuditSamplesRepository, type SampledEntry } from './audit-samples.repository';
import { EntryOpening } from './entry-opening.service';
import type { OpenedEntry } from './opened-entry';

/** Why an auditor objects (docs/spec/audit.md). Closed: what else there is to say stands in their report. */
export const OBJECTION_REASONS = [
  'no-registration',
  'commitment',
  'receipt',
  'case',
  'critical-date',
  'tickets',
  'hardship',
  'erased',
  'other',
] as const;
export type ObjectionReason = (typeof OBJECTION_REASONS)[number];

interface Finding {
  readonly outcome: 'confirmed' | 'objected';
  /** Exactly with an objection. */
  readonly reason?: ObjectionReason;
}

/** An entry of a sample on an auditor's desk. */
export interface SampleEntryView extends SampledEntry {
  readonly drawId: string;
  /** What is under the commitment; null for a member who has not opened it. */
  readonly opened: OpenedEntry | null;
  /** The first entry after this one that nobody has found anything about, else the first before it; null when all are done. */
  readonly next: string | null;
}

/**
 * Entries of a sample, opened one by one. Opening leaves a track before anything is shown; what was found commits together with its log entry, and
 * stays.
 */
@Injectable()
export class AuditFindings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: AuditSamplesRepository,
    private readonly opening: EntryOpening,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /** Writes down that a member opens an entry; the same member twice is once. @throws AuditError `audit.not-in-sample` */
  async open(member: StaffMember, sampleId: string, ticketId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      await this.require(em, sampleId, ticketId);
      const opened = { sampleId, ticketId, openedBy: member.name, openedAt: this.clock.now() };
      await em.createQueryBuilder().insert().into(AuditOpeningRow).values(opened).orIgnore().execute();
    });
  }

  /** @throws AuditError `audit.unknown-sample`, `audit.not-in-sample` */
  async get(member: StaffMember, sampleId: string, ticketId: string): Promise<SampleEntryView> {
    const { entry, drawId, next } = await this.unitOfWork.run((em) => this.require(em, sampleId, ticketId));
    const opened = entry.openedBy.includes(member.name) ? await this.opening.open(drawId, ticketId) : null;
    return { ...entry, drawId, next, opened };
  }

  /**
   * Records what an auditor has found. The same again changes nothing; something else is refused.
   * @throws AuditError `audit.not-in-sample`, `audit.not-opened`, `audit.found-already`, `audit.reason-missing`, `audit.reason-without-objection`
   */
  async record(member: StaffMember, sampleId: string, ticketId: string, { outcome, reason }: Finding): Promise<void> {
    if (outcome === 'objected' && reason === undefined) throw new AuditError('audit.reason-missing', { field: 'reason' });
    if (outcome === 'confirmed' && reason !== undefined) throw new AuditError('audit.reason-without-objection', { field: 'reason' });
    await this.unitOfWork.run(async (em) => {
      await lockInTransaction(em, `audit ${sampleId} ${ticketId}`);
      const { entry, drawId, round } = await this.require(em, sampleId, ticketId);
      if (entry.outcome !== null) {
        if (entry.outcome !== outcome || entry.reason !== (reason ?? null)) throw new AuditError('audit.found-already');
        return;
      }
      if (!entry.openedBy.includes(member.name)) throw new AuditError('audit.not-opened');
      const about = { drawId, round, ticketId };
      const logEntryId = await this.log.append(
        em,
        reason === undefined
          ? { type: 'audit.confirmed', ...about, officer: member.name }
          : { type: 'audit.objected', ...about, reason, officer: member.name },
      );
      const found = { foundBy: member.name, foundAt: this.clock.now(), logEntryId };
      await em.insert(AuditFindingRow, { sampleId, ticketId, outcome, reason: reason ?? null, ...found });
    });
  }

  private async require(em: EntityManager, sampleId: string, ticketId: string) {
    const [sample] = await this.repository.list(em, { id: sampleId });
    if (sample === undefined) throw new AuditError('audit.unknown-sample');
    const entries = await this.repository.listEntries(em, sampleId);
    const entry = entries.find((each) => each.ticketId === ticketId);
    if (entry === undefined) throw new AuditError('audit.not-in-sample');
    const open = entries.filter((each) => each.outcome === null && each.ticketId !== ticketId);
    const next = open.find((each) => each.position > entry.position) ?? open[0];
    return { entry, drawId: sample.drawId, round: Number(sample.round), next: next?.ticketId ?? null };
  }
}
