import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { StandingRegistrations } from '../registrations';
import { keepOwn } from '../staff';
import { officeDay } from '../windows';
import { type AppointmentSlotView, viewSlot } from './appointment-views.service';
import { CheckInRow, type OfferState } from './offer.entities';
import { OffersRepository } from './offers.repository';
import { slotsOfOffers } from './slots-of-offers';

/**
 * An appointment as the counter expects it. Name only: birth date and case number are what the document has to tell us,
 * and a list that held them would tell a stranger's helper what to say.
 */
export interface ExpectedView {
  readonly appointment: string;
  readonly state: OfferState;
  readonly surname: string;
  readonly givenNames: string;
  /** Two people have corrected a typing error in the name. */
  readonly isCorrected: boolean;
  readonly slots: readonly AppointmentSlotView[];
  /** Something did not agree, and another clerk is to look. */
  readonly secondLook: boolean;
}

/** With what the counter may search by, which no list shows. */
export interface ExpectedPerson extends ExpectedView {
  readonly registration: string;
  readonly birthDate: string;
  readonly caseNumber: string;
}

/** Who is expected at the counters on one day. */
@Injectable()
export class CounterListService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offers: OffersRepository,
    private readonly registrations: StandingRegistrations,
  ) {}

  /** @param date the office's day `YYYY-MM-DD`  @returns by time, then place */
  async listDay(date: string): Promise<ExpectedView[]> {
    const people = await this.unitOfWork.run((em) => this.peopleOf(em, date));
    return people.map(({ registration: _, birthDate: __, caseNumber: ___, ...view }) => view);
  }

  /** As {@link listDay}, for searching. */
  async peopleOf(em: EntityManager, date: string): Promise<ExpectedPerson[]> {
    const { from, until } = officeDay(date);
    const kept = await this.offers.listKept(em, new Date(from * 1000), new Date(until * 1000));
    const offers = await keepOwn(em, 'appointment', kept, ({ id }) => id);
    const ids = offers.map(({ id }) => id);
    const slots = await slotsOfOffers(em, ids);
    const people = await this.registrations.openIdentities(
      em,
      offers.map(({ registrationId }) => registrationId),
    );
    const mismatched = new Set((await em.findBy(CheckInRow, { offerId: In(ids), outcome: 'mismatched' })).map(({ offerId }) => offerId));
    const expected = offers.flatMap(({ id, state, registrationId }): ExpectedPerson[] => {
      const person = people.get(registrationId);
      if (!person) return [];
      const { surname, givenNames, isCorrected, birthDate, caseNumber } = person;
      const secondLook = state === 'accepted' && mismatched.has(id);
      const views = (slots.get(id) ?? []).map(viewSlot);
      return [
        {
          appointment: id,
          state,
          surname,
          givenNames,
          isCorrected,
          slots: views,
          secondLook,
          registration: registrationId,
          birthDate,
          caseNumber,
        },
      ];
    });
    const keyOf = (view: ExpectedView): string => `${view.slots[0]?.startsAt} ${view.slots[0]?.place} ${view.appointment}`;
    return expected.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
}
