import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { AuditLogService } from '../audit-log';
import { DrawsService } from '../draws';
import { type SlotRow, SlotsService } from '../slots';
import { type WindowFrame, WindowsService } from '../windows';
import { OfferSteps } from './offer-steps.service';
import { OffersRepository } from './offers.repository';
import { PaperDays } from './paper-days.service';

/** Slot ids in one log entry: a tile's entry holds 65,535 bytes (C2SP tlog-tiles), and an id with its quotes 43 at most. */
const SLOTS_AN_ENTRY = 1000;

/** What an attempt to close a window out came to. `waiting` names what must end first. */
type CloseOut =
  | { readonly outcome: 'closed-out'; readonly missed: number; readonly unused: number }
  | { readonly outcome: 'closed-out-before' }
  | { readonly outcome: 'waiting'; readonly for: 'time' | 'draws' | 'answers' | 'paper' };

/** The end of a window: every slot that was ever in it has ended in exactly one way (docs/spec: log). */
@Injectable()
export class CloseOutService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly windows: WindowsService,
    private readonly draws: DrawsService,
    private readonly slots: SlotsService,
    private readonly offers: OffersRepository,
    private readonly steps: OfferSteps,
    private readonly paper: PaperDays,
    private readonly auditLog: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /** Windows whose slots and refills are all over, by the clock. */
  async listDue(): Promise<string[]> {
    return this.unitOfWork.run(async (em) => {
      const due: string[] = [];
      for (const { id, lastRefillAt } of await this.windows.listAnnouncedOpenEnded(em)) {
        if (await this.isTimeOver(em, id, lastRefillAt)) due.push(id);
      }
      return due;
    });
  }

  /**
   * Closes a window out: accepted appointments that nobody came to are missed, slots that nobody had are unused.
   *
   * One transaction, under the window's lock: it has happened or it has not. Again, or twice at once, it finds the window
   * closed out. While a draw is unfinished (a late round) or an offer unanswered it waits: nothing is cut short.
   * @throws DomainError `window.unknown`
   */
  async closeOut(windowId: string): Promise<CloseOut> {
    return this.unitOfWork.run(async (em): Promise<CloseOut> => {
      const frame = await this.windows.lockFrame(em, windowId);
      if (frame.state === 'closed_out') return { outcome: 'closed-out-before' };
      if (!(await this.isTimeOver(em, windowId, frame.lastRefillAt))) return { outcome: 'waiting', for: 'time' };
      if (await this.hasUnfinishedDraw(em, windowId)) return { outcome: 'waiting', for: 'draws' };
      // Offers before slots, as every answer does it.
      const accepted = await this.offers.lockAcceptedOf(em, windowId);
      if ((await this.paper.withoutHeld(em, accepted)).length < accepted.length) return { outcome: 'waiting', for: 'paper' };
      const open = await this.slots.lockNotEnded(em, windowId);
      if (open.some((slot) => slot.state === 'offered' || slot.state === 'frozen')) return { outcome: 'waiting', for: 'answers' };
      for (const offer of accepted) await this.steps.take(em, offer, 'missed');
      const unused = open.filter((slot) => slot.state === 'free');
      await this.endUnused(em, frame, unused);
      await this.windows.markClosedOut(em, windowId);
      return { outcome: 'closed-out', missed: accepted.length, unused: unused.length };
    });
  }

  private async isTimeOver(em: EntityManager, windowId: string, lastRefillAt: number): Promise<boolean> {
    const lastCallAt = (await this.slots.lastCallAt(em, windowId)) ?? -Infinity;
    return this.clock.seconds() > Math.max(lastCallAt, lastRefillAt);
  }

  /** A window whose draws have not even been scheduled is not over either. */
  private async hasUnfinishedDraw(em: EntityManager, windowId: string): Promise<boolean> {
    const draws = await this.draws.listDrawsOf(em, windowId);
    const isOver = draws.map(
      ({ state, offeredAt }) => state === 'skipped' || state === 'voided' || (state === 'drawn' && offeredAt !== null),
    );
    return draws.length === 0 || isOver.includes(false);
  }

  private async endUnused(em: EntityManager, frame: WindowFrame, unused: readonly SlotRow[]): Promise<void> {
    await this.slots.setState(
      em,
      unused.map((slot) => slot.id),
      ['free'],
      'unused',
    );
    for (let from = 0; from < unused.length; from += SLOTS_AN_ENTRY) {
      const slots = unused.slice(from, from + SLOTS_AN_ENTRY).map((slot) => slot.slotId);
      await this.auditLog.append(em, { type: 'slot.unused', window: frame.path, slots });
    }
  }
}
