import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { type ApprovalEffect, type ApprovalRequest, Approvals, type ApprovalView } from '../../approvals';
import { keepOwn, type StaffMember } from '../../staff';
import { AppointmentError } from '../appointments.errors';
import type { OfferRow } from '../offer.entities';
import { OfferSteps } from '../offer-steps.service';
import { OffersRepository } from '../offers.repository';
import { prefixOf } from '../printed-code';
import { Hearings } from './hearings.service';
import { RevocationError } from './revocation.errors';

/**
 * Takes an accepted appointment away from whoever resells it: after a hearing, for the reason that the holder was heard about, by two
 * people. Its slots become free and wait for a refill draw, where nobody can know who gets them; never for a named person.
 *
 * The registration stands again and sits out the rest of the window, as after giving back; excluding it is another act.
 */
@Injectable()
export class RevocationService implements ApprovalEffect, OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly hearings: Hearings,
    private readonly offers: OffersRepository,
    private readonly steps: OfferSteps,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.approvals.register('appointment.revoke', this);
  }

  /**
   * The appointment with this number on its confirmation.
   * @returns id of its offer @throws AppointmentError `appointment.unknown`
   */
  async findByNumber(number: string): Promise<string> {
    const prefix = prefixOf(number);
    const found = prefix === null ? [] : await this.unitOfWork.run((em) => this.findOwn(em, prefix));
    const offer = found.find(({ state }) => state === 'accepted') ?? found[0];
    if (!offer) throw new AppointmentError('appointment.unknown', { field: 'number' });
    return offer.id;
  }

  /** What is at another office does not exist for the member. */
  private async findOwn(em: EntityManager, prefix: string): Promise<OfferRow[]> {
    return keepOwn(em, 'appointment', await this.offers.listByIdPrefix(em, prefix), ({ id }) => id);
  }

  /** @throws AppointmentError `appointment.unknown` */
  async registrationOf(offerId: string): Promise<string> {
    const offer = await this.unitOfWork.run((em) => this.offers.find(em, offerId));
    if (offer === null) throw new AppointmentError('appointment.unknown');
    return offer.registrationId;
  }

  /**
   * Asks for the revocation, for the reason of the hearing.
   * @throws AppointmentError `appointment.unknown`, `appointment.not-accepted`, `appointment.begun`; RevocationError `revocation.no-hearing`,
   *   `revocation.time-to-answer`, `revocation.own-record`; ApprovalError
   */
  async ask(member: StaffMember, offerId: string): Promise<ApprovalView> {
    const { hearing, origin } = await this.unitOfWork.run(async (em) => {
      const offer = await this.hearings.lockAccepted(em, offerId);
      return { hearing: await this.hearings.lockHeard(em, offerId, member), origin: await this.offers.getOrigin(em, offer) };
    });
    const { windowPath: path, drawId } = origin;
    // No ticket: whoever decides sees a name.
    const details = { path, drawId, page: `/staff/revocation/${offerId}`, hearing: hearing.id };
    return this.approvals.request(member, { kind: 'appointment.revoke', subject: offerId, reason: hearing.reason, details });
  }

  async assertPossible(em: EntityManager, request: ApprovalRequest): Promise<void> {
    await this.lockRevocable(em, request);
  }

  /** Offer, slots, registration, hearing, log entry and letter commit with the second person's decision. */
  async carryOut(em: EntityManager, request: ApprovalRequest): Promise<void> {
    await this.steps.take(em, await this.lockRevocable(em, request), 'revoked');
  }

  private async lockRevocable(em: EntityManager, { subject, details }: ApprovalRequest): Promise<OfferRow> {
    const offer = await this.hearings.lockAccepted(em, subject);
    const { id } = await this.hearings.lockHeard(em, subject);
    // Asked for after an earlier hearing, which was dropped: what is decided is what the holder was heard about.
    if (id !== details.hearing) throw new RevocationError('revocation.no-hearing');
    const [first] = await this.offers.getSlots(em, offer.id);
    if (first!.startsAt.getTime() <= this.clock.milliseconds()) throw new AppointmentError('appointment.begun');
    return offer;
  }
}
