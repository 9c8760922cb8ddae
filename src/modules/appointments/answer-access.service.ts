import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type OwnKey, StandingRegistrations } from '../registrations';
import { AnswerLinks } from './answer-links';
import { AppointmentError } from './appointments.errors';
import type { OfferRow } from './offer.entities';
import { OffersRepository } from './offers.repository';

/**
 * What somebody who answers an offer shows: the private link with the case number, or the answer link of a letter. A page names the
 * appointment that it has shown: a click on an old page must not answer an offer that came later. Whoever answers for somebody is told so
 * (`asShown`); to a person's own second click the old answer is given again.
 */
export type AnswerKey = (OwnKey & { readonly appointment?: string; readonly asShown?: true }) | { readonly token: string };

/** Opens offers to the people they were made to. */
@Injectable()
export class AnswerAccess {
  constructor(
    private readonly registrations: StandingRegistrations,
    private readonly links: AnswerLinks,
    private readonly offers: OffersRepository,
  ) {}

  /**
   * Locks the offers of the case, as every answer does first.
   * @throws DomainError `registration.not-found`, `registration.too-many-tries`; `offer.none`, `offer.replaced`; `appointment.unknown` for a token
   *   of no offer
   */
  async lock(em: EntityManager, key: AnswerKey): Promise<{ offer: OfferRow; ofCase: readonly OfferRow[] }> {
    const { registrationId, offerId } = await this.find(em, key);
    const ofCase = await this.offers.lockOfCase(em, registrationId);
    const own = ofCase.filter((row) => row.registrationId === registrationId);
    const offer = offerId === null ? currentOf(own) : (own.find(({ id }) => id === offerId) ?? null);
    if (offer === null) throw new AppointmentError('offer.none');
    if ('asShown' in key && currentOf(own) !== offer) throw new AppointmentError('offer.replaced');
    return { offer, ofCase };
  }

  /** The offer behind an answer link. @throws AppointmentError `appointment.unknown` */
  async getByToken(em: EntityManager, token: string): Promise<OfferRow> {
    const id = this.links.findOffer(token);
    const offer = id === null ? null : await this.offers.find(em, id);
    if (offer === null) throw new AppointmentError('appointment.unknown');
    return offer;
  }

  private async find(em: EntityManager, key: AnswerKey): Promise<{ registrationId: string; offerId: string | null }> {
    if ('token' in key) {
      const { id, registrationId } = await this.getByToken(em, key.token);
      return { registrationId, offerId: id };
    }
    const { registrationId } = await this.registrations.findByLink(em, key);
    return { registrationId, offerId: key.appointment ?? null };
  }
}

/** The offer that an answer is about where none is named: the live one, else the last; a registration can have had others, in earlier draws. */
function currentOf(offers: readonly OfferRow[]): OfferRow | null {
  const live = offers.find(({ state }) => state === 'offered' || state === 'accepted');
  return live ?? [...offers].sort((a, b) => b.offeredAt.getTime() - a.offeredAt.getTime())[0] ?? null;
}
