import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { type ApprovalEffect, type ApprovalRequest, Approvals, type ApprovalView } from '../approvals';
import { AuditLogService } from '../audit-log';
import { SlotsService } from '../slots';
import type { StaffMember } from '../staff';
import { type AnnouncedWindow, WindowsService } from '../windows';
import type { DrawRow } from './draw.entities';
import { DrawError } from './draws.errors';
import { DrawsRepository } from './draws.repository';
import { ProvenClock } from './proven-clock';

/** Seconds before the round's moment after which nobody voids any more: the log entry has to be signed and witnessed before it. */
const LAST_CALL = 60;

/**
 * Voiding by two people: for a mistake in the rules or the slots that is found before the draw. Only before the round's time, when nobody can
 * know the outcome; never because of one (docs/spec/log.md).
 */
@Injectable()
export class VoidingService implements ApprovalEffect, OnModuleInit {
  constructor(
    private readonly approvals: Approvals,
    private readonly repository: DrawsRepository,
    private readonly windows: WindowsService,
    private readonly slots: SlotsService,
    private readonly log: AuditLogService,
    private readonly provenClock: ProvenClock,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.approvals.register('draw.void', this);
  }

  /** @throws DrawError `draw.unknown`, `draw.ended`, `draw.round-too-near`; ApprovalError */
  async ask(member: StaffMember, drawId: string, reason: string): Promise<ApprovalView> {
    return this.approvals.request(member, { kind: 'draw.void', subject: drawId, reason, details: {} });
  }

  async assertPossible(em: EntityManager, { subject }: ApprovalRequest): Promise<void> {
    await this.lockVoidable(em, subject);
  }

  /** State, slots and log entry commit with the second person's decision. */
  async carryOut(em: EntityManager, { subject }: ApprovalRequest): Promise<void> {
    const draw = await this.lockVoidable(em, subject);
    await this.repository.update(em, draw.id, { state: 'voided', endedReason: 'by-staff' });
    const slots: { slot_uuid: string }[] = await em.query(`SELECT slot_uuid FROM draw_slots WHERE draw_uuid = $1`, [draw.id]);
    await this.slots.setState(
      em,
      slots.map((row) => row.slot_uuid),
      ['frozen'],
      'free',
    );
    await this.log.append(em, { type: 'draw.voided', drawId: draw.drawId, reason: 'by-staff' });
  }

  private async lockVoidable(em: EntityManager, drawId: string): Promise<DrawRow> {
    const found = await this.repository.findByDrawId(em, drawId);
    if (found === null) throw new DrawError('draw.unknown');
    // Relays are asked before the draw is locked: its next step must not wait for somebody else's network.
    const now = await this.now(await this.windows.getAnnounced(em, found.windowId));
    const draw = await this.repository.lock(em, found.id);
    if (!['scheduled', 'frozen', 'revealed'].includes(draw.state)) throw new DrawError('draw.ended');
    if (now >= draw.drawAt.getTime() / 1000 - LAST_CALL) throw new DrawError('draw.round-too-near');
    return draw;
  }

  /** A slow clock must not let somebody void what is known already. */
  private async now({ announcement }: AnnouncedWindow): Promise<number> {
    return Math.max(this.clock.seconds(), await this.provenClock.seconds(announcement.beacon));
  }
}
