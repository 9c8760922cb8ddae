import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { drawTimes, parseTime } from '../../core';
import { Clock } from '../../platform/clock';
import { Envelope } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database';
import { WindowsService, type AnnouncedWindow } from '../windows';
import { DrawContributionRow, DrawRow } from './draw.entities';
import { DrawsRepository } from './draws.repository';
import { makeOwnContribution, OWN_CONTRIBUTOR } from './own-contribution';

/** Column the service's secrets are sealed for: a sealed secret moved elsewhere does not open. */
export const SEALED_SECRET = 'draw_contributions.sealed_secret';
const MOST_DRAWS = 10000;

/**
 * Writes down the draws that an announcement promises: the main draw at once, each refill when the one before it is frozen or over.
 *
 * Every promised number gets a row, also one whose moment passed while nobody was running: it then ends as voided, in public.
 */
@Injectable()
export class DrawSchedule {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly windows: WindowsService,
    private readonly repository: DrawsRepository,
    private readonly clock: Clock,
    private readonly envelope: Envelope,
  ) {}

  /** Schedules what is missing, in all windows. Idempotent, also when several do it at once. */
  async scheduleMissing(): Promise<void> {
    const windows = await this.unitOfWork.run((em) => this.windows.listAnnouncedOpenEnded(em));
    for (const window of windows) await this.unitOfWork.run((em) => this.scheduleNext(em, window));
  }

  /**
   * Schedules what is missing in one window, in the caller's transaction. The freeze does it when it ends: a window in which draws are still
   * promised never looks, not even after a crash, as if the last one were over.
   */
  async scheduleNext(em: EntityManager, window: AnnouncedWindow): Promise<void> {
    const draws = await this.repository.listOfWindow(em, window.id);
    let last = draws.at(-1);
    let number = last ? last.number + 1 : 0;
    while (number < MOST_DRAWS && isDue(last, this.clock.seconds())) {
      if (number > 0 && isAfterLastRefill(window, number)) return;
      last = await this.insert(em, window, number, drawTimes(window.announcement, number));
      number++;
    }
  }

  private async insert(em: EntityManager, window: AnnouncedWindow, number: number, times: ReturnType<typeof drawTimes>): Promise<DrawRow> {
    const drawId = `${window.path}/${number}`;
    const row = em.create(DrawRow, {
      id: deriveUuid(drawId),
      windowId: window.id,
      number,
      drawId,
      state: 'scheduled',
      freezeAt: new Date(times.freezeAt * 1000),
      revealBy: new Date(times.revealBy * 1000),
      drawAt: new Date(times.drawAt * 1000),
      round: String(times.round),
    });
    const isNew = await this.repository.insertOnce(em, row);
    if (isNew && window.announcement.contributors.includes(OWN_CONTRIBUTOR)) {
      const { secret, commitment } = makeOwnContribution(drawId);
      await em.insert(DrawContributionRow, {
        drawUuid: row.id,
        contributor: OWN_CONTRIBUTOR,
        commitment,
        sealedSecret: this.envelope.seal(Buffer.from(secret, 'hex'), SEALED_SECRET),
      });
    }
    return row;
  }
}

function isAfterLastRefill({ announcement, lastRefillAt }: AnnouncedWindow, number: number): boolean {
  const { firstAt, everySeconds } = announcement.timetable.refill;
  return parseTime(firstAt) + (number - 1) * everySeconds > lastRefillAt;
}

/** The next draw is written down once the one before it can't take anything in any more. */
function isDue(last: DrawRow | undefined, now: number): boolean {
  return !last || last.state !== 'scheduled' || last.freezeAt.getTime() / 1000 <= now;
}

/** The same draw has the same id wherever and however often it is scheduled. */
function deriveUuid(drawId: string): string {
  const hex = createHash('sha256').update(`fairslot/draw-uuid ${drawId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
