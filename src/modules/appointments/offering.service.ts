import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatTime } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { addToOutbox } from '../../platform/outbox';
import { AuditLogService, type LogEntry } from '../audit-log';
import { DrawsService, type UnofferedDraw, type Winner } from '../draws';
import { StandingRegistrations } from '../registrations';
import { SlotsService } from '../slots';
import { WindowsService } from '../windows';
import { deriveAnswerBy } from './offer-deadline';
import type { OfferRow } from './offer.entities';
import { type NewOffer, OffersRepository } from './offers.repository';

/** A winner with the row that is written for them: an offer, or the reason why there is none. */
interface Offering extends NewOffer {
  readonly winner: Winner;
}

/** Offers what a draw has given. */
@Injectable()
export class OfferingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly draws: DrawsService,
    private readonly windows: WindowsService,
    private readonly registrations: StandingRegistrations,
    private readonly slots: SlotsService,
    private readonly offers: OffersRepository,
    private readonly auditLog: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /**
   * Offers the appointments of one drawn draw, one row a winner.
   *
   * Commit point: offers, slots, log entries, letters and the draw's `offered_at` commit together. Before it the draw is
   * still on `DrawsService.listUnofferedDraws` and the next run starts from nothing; after it the draw is not, and a second
   * run, or one at the same time, finds nothing to do. The database holds the same: one offer a draw and entry, one live
   * offer a slot, one live offer a registration.
   *
   * A winner who withdrew or was excluded since the freeze gets none, nor does one whose appointment has begun before it
   * could be offered (a round that came very late): those slots are free again, and the log says why.
   *
   * @returns the number of offers made; 0 when the draw is not drawn or was offered already
   */
  async offer(drawUuid: string): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      const draw = await this.draws.takeUnofferedDraw(em, drawUuid);
      if (draw === null) return 0;
      const offerings = await this.compose(em, draw);
      await this.offers.insert(em, offerings);
      const slotsOf = (state: OfferRow['state']): string[] =>
        offerings.filter(({ row }) => row.state === state).flatMap(({ slotUuids }) => slotUuids);
      await this.slots.setState(em, slotsOf('offered'), ['frozen'], 'offered');
      await this.slots.setState(em, slotsOf('cancelled'), ['frozen'], 'free');
      await this.giveBackChances(em, offerings);
      await this.auditLog.appendAll(
        em,
        offerings.map((offering) => entryOf(draw.drawId, offering)),
      );
      await addToOutbox(em, offerings.flatMap(letterOf));
      await this.draws.markOffered(em, drawUuid, this.clock.now());
      return offerings.filter(({ row }) => row.state === 'offered').length;
    });
  }

  private async compose(em: EntityManager, draw: UnofferedDraw): Promise<Offering[]> {
    const { serviceId } = await this.windows.getAnnounced(em, draw.windowId);
    const { answerWithinSeconds } = await this.windows.getServiceById(em, serviceId);
    const states = await this.registrations.statesOf(
      em,
      draw.winners.map((winner) => winner.registrationId),
    );
    const slots = await this.slots.get(
      em,
      draw.winners.flatMap((winner) => winner.slotUuids),
    );
    const startOf = new Map(slots.map((slot) => [slot.id, slot.startsAt.getTime() / 1000]));
    const now = this.clock.seconds();
    return draw.winners.map((winner) => {
      const startsAt = Math.min(...winner.slotUuids.map((slotUuid) => startOf.get(slotUuid)!));
      const stands = states.get(winner.registrationId) === 'offered';
      const reason = !stands ? 'withdrawn' : startsAt <= now ? 'office' : null;
      return {
        winner,
        slotUuids: winner.slotUuids,
        row: {
          id: randomUUID(),
          drawUuid: draw.drawUuid,
          registrationId: winner.registrationId,
          ticketId: winner.ticketId,
          state: reason === null ? 'offered' : 'cancelled',
          answerBy: new Date(deriveAnswerBy(now, answerWithinSeconds, startsAt) * 1000),
          offeredAt: new Date(now * 1000),
          answeredAt: reason === null ? null : new Date(now * 1000),
          remindedAt: null,
          reason,
        },
      };
    });
  }

  /** An offer that the office could not make is nobody's fault: the registration stands again as if it had not been drawn. */
  private async giveBackChances(em: EntityManager, offerings: readonly Offering[]): Promise<void> {
    for (const { row } of offerings.filter((offering) => offering.row.reason === 'office')) {
      await this.registrations.markAnswered(em, row.registrationId, 'cancelled', await this.offers.getOrigin(em, row));
    }
  }
}

function entryOf(drawId: string, { row, winner }: Offering): LogEntry {
  const subject = { drawId, ticketId: winner.ticketId, slots: winner.slotIds };
  if (row.state === 'offered') return { type: 'slot.offered', ...subject, answerBy: formatTime(row.answerBy.getTime() / 1000) };
  return { type: 'slot.cancelled', ...subject, reason: row.reason === 'office' ? 'office' : 'withdrawn' };
}

/** Who withdrew gets no letter about what they would have won. */
function letterOf({ row }: Offering): { kind: string; registrationId: string; subjectId: string }[] {
  if (row.reason === 'withdrawn') return [];
  const kind = row.state === 'offered' ? 'offer.made' : 'appointment.cancelled';
  return [{ kind, registrationId: row.registrationId, subjectId: row.id }];
}
