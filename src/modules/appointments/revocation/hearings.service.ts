import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { CONFIG, type Config } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database';
import { addToOutbox } from '../../../platform/outbox';
import { POST_DAYS, RegistrationRow, type StatementWay, type TakenWay } from '../../registrations';
import type { StaffMember } from '../../staff';
import { AppointmentError } from '../appointments.errors';
import type { OfferRow } from '../offer.entities';
import { OffersRepository } from '../offers.repository';
import { HearingStatements, tellingOf } from './hearing-statements';
import { answerByOf } from './hearing-time';
import { type HearingView, HearingViews } from './hearing-views.service';
import { type DropReason, type HearingReason, RevocationHearingRow } from './revocation-hearing.entity';
import { RevocationError } from './revocation.errors';

/**
 * Hears people before their appointment may be revoked. Opening and dropping a hearing is one operator's; it changes nothing about the
 * appointment. An answer counts until the decision, also a late one. What whoever opened the hearing, or asks for the revocation, has written
 * down for the holder does not take the rest of their time.
 *
 * Locks go from the offers of the case to the hearing to the registration, as everywhere.
 */
@Injectable()
export class Hearings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offers: OffersRepository,
    private readonly statements: HearingStatements,
    private readonly views: HearingViews,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Tells the holder what is suspected. Row and letter commit together; the same again changes nothing.
   * @param offerId of an accepted appointment
   * @throws AppointmentError `appointment.unknown`, `appointment.not-accepted`; RevocationError `revocation.no-time`
   */
  async open(offerId: string, reason: HearingReason, reports: readonly string[], by: StaffMember): Promise<HearingView> {
    return this.unitOfWork.run(async (em) => {
      const offer = await this.lockAccepted(em, offerId);
      const known = await this.findOpen(em, offerId);
      if (known !== null) return this.views.show(em, known);
      const [first] = await this.offers.getSlots(em, offerId);
      const { contactKind } = await em.findOneByOrFail(RegistrationRow, { id: offer.registrationId });
      const startsAt = first!.startsAt.getTime() / 1000;
      const answerBy = answerByOf(this.clock.seconds(), startsAt, this.config.hearingDays, contactKind === 'none' ? POST_DAYS : 0);
      if (answerBy === null) throw new RevocationError('revocation.no-time');
      const row = em.create(RevocationHearingRow, {
        ...{ id: randomUUID(), offerId, reason, reportIds: [...reports], openedBy: by.name, openedPerson: by.person },
        ...{ openedAt: this.clock.now(), answerBy: new Date(answerBy * 1000) },
        ...{ endedAt: null, outcome: null, droppedBy: null, dropReason: null },
      });
      await em.insert(RevocationHearingRow, row);
      await addToOutbox(em, [{ kind: 'hearing.opened', registrationId: offer.registrationId, subjectId: offerId }]);
      return this.views.show(em, row);
    });
  }

  /**
   * Keeps what a holder says, for both people to read.
   * @param taker who writes it down for them; null on their own page
   * @throws RevocationError `revocation.no-hearing`; DomainError `request.too-many`
   */
  async answer(em: EntityManager, offerId: string, text: string, via: StatementWay, taker: StaffMember | null): Promise<void> {
    await this.statements.add(em, (await this.lockOpen(em, offerId)).id, text, via, taker);
  }

  /** For staff who have the appointment before them. @throws AppointmentError; RevocationError `revocation.no-hearing` */
  async take(offerId: string, text: string, via: TakenWay, taker: StaffMember): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      await this.lockAccepted(em, offerId);
      await this.answer(em, offerId, text, via, taker);
    });
  }

  /** The appointment stays, and its holder is told so. @throws AppointmentError; RevocationError `revocation.no-hearing` */
  async drop(offerId: string, dropReason: DropReason, by: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const { registrationId } = await this.lockAccepted(em, offerId);
      const { id } = await this.lockOpen(em, offerId);
      await em.update(RevocationHearingRow, { id }, { outcome: 'dropped', endedAt: this.clock.now(), dropReason, droppedBy: by });
      await addToOutbox(em, [{ kind: 'hearing.dropped', registrationId, subjectId: offerId }]);
    });
  }

  /** With its appointment: there is nothing left to hear about. */
  async end(em: EntityManager, offerId: string, outcome: 'revoked' | 'overtaken'): Promise<void> {
    await em.update(RevocationHearingRow, { offerId, endedAt: IsNull() }, { outcome, endedAt: this.clock.now() });
  }

  /**
   * The open hearing of an appointment whose holder has been heard, locked.
   * @param asker who asks for the revocation, where it is asked for
   * @throws RevocationError `revocation.no-hearing`, `revocation.time-to-answer`, `revocation.own-record`
   */
  async lockHeard(em: EntityManager, offerId: string, asker?: StaffMember): Promise<RevocationHearingRow> {
    const row = await this.lockOpen(em, offerId);
    const said = await this.statements.listAbout(em, row.id);
    if (!this.statements.isHeard(tellingOf(row), said)) throw new RevocationError('revocation.time-to-answer');
    if (!this.statements.isHeard(tellingOf(row), said, asker)) throw new RevocationError('revocation.own-record');
    return row;
  }

  /** Locks the offers of its case. @throws AppointmentError `appointment.unknown`, `appointment.not-accepted` */
  async lockAccepted(em: EntityManager, offerId: string): Promise<OfferRow> {
    const offer = await this.offers.lockWithCase(em, offerId);
    if (offer === null) throw new AppointmentError('appointment.unknown');
    if (offer.state !== 'accepted') throw new AppointmentError('appointment.not-accepted');
    return offer;
  }

  private async findOpen(em: EntityManager, offerId: string): Promise<RevocationHearingRow | null> {
    return em.findOneBy(RevocationHearingRow, { offerId, endedAt: IsNull() });
  }

  private async lockOpen(em: EntityManager, offerId: string): Promise<RevocationHearingRow> {
    const row = await em.findOne(RevocationHearingRow, { where: { offerId, endedAt: IsNull() }, lock: { mode: 'for_no_key_update' } });
    if (row === null) throw new RevocationError('revocation.no-hearing');
    return row;
  }
}
