import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import type { ActNote } from '../registrations';
import { AnswerAccess, type AnswerKey } from './answer-access.service';
import { AppointmentError, type AppointmentErrorCode } from './appointments.errors';
import { type AppointmentView, AppointmentViews } from './appointment-views.service';
import type { OfferRow, OfferState } from './offer.entities';
import { isOver } from './offer-deadline';
import { OfferSteps } from './offer-steps.service';
import { OffersRepository } from './offers.repository';

/** Why an offer in another state can't be answered any more. */
const TOO_LATE_BECAUSE: Readonly<Record<OfferState, AppointmentErrorCode>> = {
  offered: 'appointment.not-accepted',
  accepted: 'offer.accepted',
  declined: 'offer.declined',
  expired: 'offer.too-late',
  cancelled: 'appointment.cancelled',
  attended: 'appointment.begun',
  missed: 'appointment.begun',
};

/**
 * What a winner says to an offer. Every answer locks all offers of the case first, so two clicks, two devices or a click
 * and an expiry come one after the other, and each may be repeated: the second time changes nothing and answers the same.
 * Who answers for somebody leaves a note, which commits with the first time and not with a repetition.
 *
 * Time is taken when the click arrives. Whether it still counts is decided by the state found under the lock: whoever
 * gets there first, the click or the expiry, has the slot's fate, and the other finds it decided.
 */
@Injectable()
export class AnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AnswerAccess,
    private readonly offers: OffersRepository,
    private readonly steps: OfferSteps,
    private readonly views: AppointmentViews,
    private readonly clock: Clock,
  ) {}

  /**
   * Accepts the offer, and releases an older appointment of the same case and service: one case holds one appointment.
   * @throws DomainError of `AnswerAccess.lock`, `offer.too-late`, `offer.declined`,
   *   `appointment.cancelled`, `appointment.begun`
   */
  async accept(key: AnswerKey, note?: ActNote): Promise<AppointmentView> {
    const now = this.clock.seconds();
    return this.answer(key, note, async (em, offer, ofCase) => {
      if (offer.state === 'accepted') return false;
      assertOpen(offer, now);
      await this.steps.take(em, offer, 'accepted');
      for (const older of ofCase.filter(({ id, state }) => id !== offer.id && state === 'accepted')) {
        // One that has begun is past releasing: it is attended or missed like any other.
        if (!(await this.hasBegun(em, older, now))) await this.steps.take(em, older, 'superseded');
      }
      return true;
    });
  }

  /**
   * Declines the offer. The first justified decline keeps the count of lost draws (docs/spec: policy).
   * @throws DomainError of `AnswerAccess.lock`, `offer.too-late`, `offer.accepted`,
   *   `appointment.cancelled`, `appointment.begun`
   */
  async decline(key: AnswerKey, reason: 'justified' | 'other', note?: ActNote): Promise<AppointmentView> {
    const now = this.clock.seconds();
    return this.answer(key, note, async (em, offer) => {
      if (offer.state === 'declined') return false;
      assertOpen(offer, now);
      await this.steps.take(em, offer, reason === 'justified' ? 'declined-justified' : 'declined');
      return true;
    });
  }

  /**
   * Gives an accepted appointment back, until it begins. Its slots go into a later draw, to somebody nobody can know.
   * @throws DomainError of `AnswerAccess.lock`, `offer.too-late`, `offer.declined`,
   *   `appointment.not-accepted`, `appointment.cancelled`, `appointment.begun`
   */
  async giveBack(key: AnswerKey, note?: ActNote): Promise<AppointmentView> {
    const now = this.clock.seconds();
    return this.answer(key, note, async (em, offer) => {
      if (offer.state === 'cancelled' && offer.reason === 'given-back') return false;
      if (offer.state !== 'accepted') throw new AppointmentError(TOO_LATE_BECAUSE[offer.state]);
      if (await this.hasBegun(em, offer, now)) throw new AppointmentError('appointment.begun');
      await this.steps.take(em, offer, 'given-back');
      return true;
    });
  }

  /** @param work says whether it has changed anything */
  private async answer(
    key: AnswerKey,
    note: ActNote | undefined,
    work: (em: EntityManager, offer: OfferRow, ofCase: readonly OfferRow[]) => Promise<boolean>,
  ): Promise<AppointmentView> {
    return this.unitOfWork.run(async (em) => {
      const { offer, ofCase } = await this.access.lock(em, key);
      if (await work(em, offer, ofCase)) await note?.(em);
      return this.views.get(em, offer.id);
    });
  }

  private async hasBegun(em: EntityManager, offer: OfferRow, now: number): Promise<boolean> {
    const slots = await this.offers.getSlots(em, offer.id);
    return slots.some((slot) => slot.startsAt.getTime() / 1000 <= now);
  }
}

/** Open up to and including its last second; from the next on, it is the expiry's. */
function assertOpen(offer: OfferRow, now: number): void {
  if (offer.state !== 'offered') throw new AppointmentError(TOO_LATE_BECAUSE[offer.state]);
  if (isOver(offer, now)) throw new AppointmentError('offer.too-late');
}
