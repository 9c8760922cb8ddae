import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sha256Hex } from '../../core';
import { unixSeconds } from '../../platform/clock';
import { KeyedHash } from '../../platform/crypto';
import { lockInTransaction, UnitOfWork } from '../../platform/database';
import { AuditLogService } from '../audit-log';
import { ReceiptsLog, StandingRegistrations } from '../registrations';
import { SlotsService } from '../slots';
import { WindowsService, type AnnouncedWindow } from '../windows';
import { composeFreeze, type ComposedFreeze } from './compose-freeze';
import type { DrawRow } from './draw.entities';
import { writeEntries, writeSlots } from './draw-rows.repository';
import { DrawSchedule } from './draw-schedule.service';
import { DrawsRepository } from './draws.repository';
import { ABSENT_COMMITMENT } from './own-contribution';
import { ProvenClock } from './proven-clock';
import { deriveSlotSalt } from './slot-salt';
import { DONE, notYet, type StepOutcome } from './step-outcome';

type SkipReason = 'no-slots' | 'no-entries';

/**
 * First step: fixes who takes part, with how many tickets, and which slots there are.
 *
 * Commit point: entries, slots, freeze.json, the slots' new state and the log entry commit together. Before it nothing is fixed and the step
 * can be tried again; after it the draw's input can't change. A freeze that would come at or after the reveal instant is none: the
 * draw is voided, because from then on a secret may be known to somebody.
 */
@Injectable()
export class FreezeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly windows: WindowsService,
    private readonly registrations: StandingRegistrations,
    private readonly receipts: ReceiptsLog,
    private readonly slots: SlotsService,
    private readonly log: AuditLogService,
    private readonly provenClock: ProvenClock,
    private readonly keyedHash: KeyedHash,
    private readonly schedule: DrawSchedule,
  ) {}

  /** Freezes, skips or voids the draw. Idempotent. */
  async freeze(drawUuid: string): Promise<StepOutcome> {
    const window = await this.unitOfWork.run(async (em) => {
      const draw = await this.repository.find(em, drawUuid);
      return this.windows.getAnnounced(em, draw!.windowId);
    });
    const now = await this.provenClock.seconds(window.announcement.beacon);
    return this.unitOfWork.run(async (em) => {
      const outcome = await this.freezeLocked(em, drawUuid, window, now);
      if (outcome === DONE) await this.schedule.scheduleNext(em, window);
      return outcome;
    });
  }

  private async freezeLocked(em: EntityManager, drawUuid: string, window: AnnouncedWindow, now: number): Promise<StepOutcome> {
    const draw = await this.repository.lock(em, drawUuid);
    if (draw.state !== 'scheduled') return DONE;
    const freezeAt = unixSeconds(draw.freezeAt);
    if (now < freezeAt) return notYet(freezeAt);
    if (now >= unixSeconds(draw.revealBy)) return this.voidLate(em, draw);
    // Freezes of one service take turns, whatever their windows: two at the same moment would not see each other's entries.
    await lockInTransaction(em, `freeze ${window.serviceId}`);
    // A slot that begins before the draw is of no use to whoever would win it.
    const slots = await this.slots.lockFree(em, window.id, unixSeconds(draw.drawAt));
    const candidates = await this.registrations.listForFreeze(em, {
      serviceId: window.serviceId,
      windowId: window.id,
      closesAt: new Date(window.closesAt * 1000),
      excludeRegistrationIds: await this.repository.listPendingRegistrations(em, window.serviceId),
    });
    const composed = composeFreeze({
      drawId: draw.drawId,
      announcement: window.announcement,
      announcementSha256: sha256Hex(window.announcementBytes),
      drawAt: unixSeconds(draw.drawAt),
      frozenAt: now,
      round: Number(draw.round),
      candidates,
      slots,
      saltOf: (slotId) => deriveSlotSalt(this.keyedHash, draw.drawId, slotId),
      commitments: await this.listCommitments(em, draw, window),
    });
    if (draw.number > 0 && slots.length === 0) return this.skip(em, draw, 'no-slots');
    if (draw.number > 0 && composed.entries.length === 0) return this.skip(em, draw, 'no-entries');
    await this.write(
      em,
      draw,
      window,
      composed,
      slots.map((slot) => slot.id),
      now,
    );
    return DONE;
  }

  /** In announced order; whoever delivered none is listed with a commitment that nothing opens. */
  private async listCommitments(em: EntityManager, draw: DrawRow, window: AnnouncedWindow) {
    const given = await this.repository.getContributions(em, draw.id);
    return window.announcement.contributors.map((contributor) => ({
      contributor,
      commitment: given.find((row) => row.contributor === contributor)?.commitment ?? ABSENT_COMMITMENT,
    }));
  }

  private async write(
    em: EntityManager,
    draw: DrawRow,
    window: AnnouncedWindow,
    { entries, files }: ComposedFreeze,
    slotUuids: string[],
    now: number,
  ): Promise<void> {
    // Receipts first: a receipt counts as given before the freeze only if the log says so before the freeze.
    await this.receipts.appendBatch(em);
    await this.repository.addFile(em, draw.id, 'announcement.json', window.announcementBytes);
    await this.repository.addFile(em, draw.id, 'entries.txt', files['entries.txt']);
    await this.repository.addFile(em, draw.id, 'slots.txt', files['slots.txt']);
    const sha256 = await this.repository.addFile(em, draw.id, 'freeze.json', files['freeze.json']);
    await writeEntries(em, draw.id, entries);
    await writeSlots(em, draw.id, slotUuids);
    await this.slots.setState(em, slotUuids, ['free'], 'frozen');
    await this.repository.update(em, draw.id, { state: 'frozen', frozenAt: new Date(now * 1000) });
    await this.log.append(em, { type: 'draw.frozen', drawId: draw.drawId, sha256 });
  }

  private async skip(em: EntityManager, draw: DrawRow, reason: SkipReason): Promise<StepOutcome> {
    await this.repository.update(em, draw.id, { state: 'skipped', endedReason: reason });
    await this.log.append(em, { type: 'draw.skipped', drawId: draw.drawId, reason });
    return DONE;
  }

  /** Nothing was frozen, so no outcome exists that the voiding could be because of (docs/spec/settled.md). */
  private async voidLate(em: EntityManager, draw: DrawRow): Promise<StepOutcome> {
    await this.repository.update(em, draw.id, { state: 'voided', endedReason: 'late-freeze' });
    await this.log.append(em, { type: 'draw.voided', drawId: draw.drawId, reason: 'late-freeze' });
    return DONE;
  }
}
