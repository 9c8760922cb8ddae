import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { StandingRegistrations } from '../registrations';
import { officeDay } from '../windows';
import { type AppointmentSlotView, viewSlot } from './appointment-views.service';
import type { OfferRow, OfferState } from './offer.entities';
import { OffersRepository } from './offers.repository';

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
    const { from, until } = officeDay(date);
    return this.unitOfWork.run(async (em) => {
      const views: ExpectedView[] = [];
      for (const offer of await this.offers.listKept(em, new Date(from * 1000), new Date(until * 1000))) {
        views.push(await this.view(em, offer));
      }
      const keyOf = (view: ExpectedView): string => `${view.slots[0]?.startsAt} ${view.slots[0]?.place} ${view.appointment}`;
      return views.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    });
  }

  private async view(em: EntityManager, { id, state, registrationId }: OfferRow): Promise<ExpectedView> {
    const { surname, givenNames, isCorrected } = await this.registrations.openIdentity(em, registrationId);
    const slots = await this.offers.getSlots(em, id);
    return { appointment: id, state, surname, givenNames, isCorrected, slots: slots.map(viewSlot) };
  }
}
