import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { timeOf } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { type OwnKey, StandingRegistrations } from '../registrations';
import { DrawsService } from '../draws';
import type { SlotRow } from '../slots';
import type { OfferRow, OfferState } from './offer.entities';
import { OffersRepository } from './offers.repository';

/** One of the consecutive places of an appointment. */
export interface AppointmentSlotView {
  readonly slotId: string;
  readonly group: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly place: string;
}

/** A slot as its holder sees it. */
interface OwnSlotView extends AppointmentSlotView {
  /** 64 hex digits: with place and time it opens the slot's commitment in the draw's `slots.txt`. Null: no draw gave it. */
  readonly salt: string | null;
}

/** An offer, or the appointment it became, as its holder sees it. */
export interface AppointmentView {
  /** Id of the offer; at the counter, the appointment's number. */
  readonly appointment: string;
  /** Null, as is the ticket: granted outside any draw. */
  readonly drawId: string | null;
  readonly ticketId: string | null;
  readonly state: OfferState;
  readonly reason: string | null;
  readonly answerBy: string;
  readonly offeredAt: string;
  readonly answeredAt: string | null;
  /** Earliest first; several for a family, back to back. */
  readonly slots: readonly OwnSlotView[];
}

/** Offers and appointments in the words of the API, for their holders and for the letters to them. */
@Injectable()
export class AppointmentViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly draws: DrawsService,
    private readonly offers: OffersRepository,
    private readonly registrations: StandingRegistrations,
  ) {}

  /** @throws Error when there is no such offer */
  async get(em: EntityManager, offerId: string): Promise<AppointmentView> {
    const offer = await this.offers.find(em, offerId);
    if (offer === null) throw new Error(`offer ${offerId} does not exist`);
    return this.view(em, offer);
  }

  /** Everything a registration was ever offered, the newest last. @throws DomainError `registration.not-found` */
  async listOwn(key: OwnKey): Promise<AppointmentView[]> {
    return this.unitOfWork.run(async (em) => {
      const { registrationId } = await this.registrations.findByLink(em, key);
      return this.listOf(em, registrationId);
    });
  }

  /** As {@link listOwn}, for callers who have opened the registration themselves. */
  async listOf(em: EntityManager, registrationId: string): Promise<AppointmentView[]> {
    const views: AppointmentView[] = [];
    for (const offer of await this.offers.listOf(em, registrationId)) views.push(await this.view(em, offer));
    return views;
  }

  private async view(em: EntityManager, offer: OfferRow): Promise<AppointmentView> {
    const { drawId } = await this.offers.getOrigin(em, offer);
    const slots = await this.offers.getSlots(em, offer.id);
    const { id: appointment, ticketId, state, reason } = offer;
    return {
      appointment,
      drawId,
      ticketId,
      state,
      reason,
      answerBy: timeOf(offer.answerBy),
      offeredAt: timeOf(offer.offeredAt),
      answeredAt: offer.answeredAt && timeOf(offer.answeredAt),
      slots: slots.map((slot) => ({ ...viewSlot(slot), salt: drawId === null ? null : this.draws.getSlotSalt(drawId, slot.slotId) })),
    };
  }
}

/** A slot for its holder and for the clerk who waits there. */
export function viewSlot(slot: SlotRow): AppointmentSlotView {
  const { slotId, groupName: group, place } = slot;
  return { slotId, group, startsAt: timeOf(slot.startsAt), endsAt: timeOf(slot.endsAt), place };
}
