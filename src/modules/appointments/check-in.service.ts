import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { derivePersonCommitment } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { DrawsService } from '../draws';
import { GivenReceipts, type OpenedIdentity, StandingRegistrations } from '../registrations';
import type { StaffMember } from '../staff';
import { AppointmentError, type AppointmentErrorCode } from './appointments.errors';
import { checkDocument, type Handover, type PresentReason } from './counter-acts';
import { listDifferences, type Presented } from './identity-comparison';
import type { ReadDocument } from './machine-readable';
import { CheckInRow, type OfferRow, type OfferState } from './offer.entities';
import { OfferSteps } from './offer-steps.service';
import { OffersRepository } from './offers.repository';

/** People come early, but not a day early: a check-in ends the slot, so it must not happen long before. Seconds. */
const EARLIEST_BEFORE = 12 * 3600;

const REFUSED_IN: Readonly<Record<Exclude<OfferState, 'accepted'>, AppointmentErrorCode>> = {
  offered: 'appointment.not-accepted',
  declined: 'appointment.not-accepted',
  expired: 'appointment.not-accepted',
  cancelled: 'appointment.cancelled',
  attended: 'check-in.done',
  missed: 'check-in.missed',
};

/** What the clerk is told. Names of fields only: who they should have read is not for the screen. */
export interface CheckInOutcome {
  readonly appointment: string;
  readonly outcome: 'matched' | 'mismatched';
  /** `surname`, `givenNames`, `birthDate`, `caseNumber`; `commitment` when our own record is not what the draw committed to. */
  readonly differs: readonly string[];
}

/** The counter: is the person who came the person who was drawn? */
@Injectable()
export class CheckInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly draws: DrawsService,
    private readonly registrations: StandingRegistrations,
    private readonly receipts: GivenReceipts,
    private readonly offers: OffersRepository,
    private readonly steps: OfferSteps,
    private readonly clock: Clock,
  ) {}

  /**
   * Compares what a document says with the identity behind the appointment's ticket, and stores the outcome either way.
   *
   * The stored identity counts only if it still opens the commitment that was public before the draw: somebody who
   * exchanged a name in the database after the freeze, whoever they are, gets `commitment` and no entry (docs/spec: record).
   * A mismatch changes nothing but its own record, so the right person can still come; somebody else looks then, here as on
   * the page. A match ends the appointment as attended, once: a second clerk at the same moment finds it done.
   *
   * @param presented as read from the document and the letter, not from a list of ours
   * @throws AppointmentError `appointment.unknown`, `appointment.not-accepted`, `appointment.cancelled`,
   *   `check-in.too-early`, `check-in.done`, `check-in.missed`, `check-in.second-look`, `check-in.malformed`
   */
  async checkIn(clerk: StaffMember, offerId: string, presented: Presented): Promise<CheckInOutcome> {
    return this.unitOfWork.run(async (em) => {
      const offer = await this.lockAccepted(em, offerId);
      await this.assertNotTooEarly(em, offer);
      await this.assertOtherEyes(em, clerk, offerId);
      const identity = await this.registrations.openIdentity(em, offer.registrationId);
      const opened = await this.opensCommitment(em, offer, identity);
      const differs = [...listDifferences(presented, identity), ...(opened ? [] : ['commitment'])];
      const outcome = differs.length === 0 ? 'matched' : 'mismatched';
      await this.record(em, clerk, offerId, { outcome, differs, opened });
      if (outcome === 'matched') await this.steps.take(em, offer, 'attended');
      return { appointment: offerId, outcome, differs };
    });
  }

  /**
   * The clerk has compared the person with their document. What the document's machine-readable lines say is compared once more; where something
   * is left that no rule explains, the clerk says why it is the person all the same. Nothing is refused because of a name.
   * @throws AppointmentError as {@link checkIn}; `check-in.reason-needed`
   */
  async confirm(clerk: StaffMember, offerId: string, document: ReadDocument | null, reason: PresentReason | null): Promise<CheckInOutcome> {
    return this.unitOfWork.run(async (em) => {
      const offer = await this.lockAccepted(em, offerId);
      await this.assertNotTooEarly(em, offer);
      await this.assertOtherEyes(em, clerk, offerId);
      const identity = await this.registrations.openIdentity(em, offer.registrationId);
      const differs = document === null ? [] : checkDocument(identity, document).differs;
      if (differs.length > 0 && reason === null) throw new AppointmentError('check-in.reason-needed', { field: 'reason' });
      const opened = await this.opensCommitment(em, offer, identity);
      const all: string[] = [...differs, ...(opened ? [] : ['commitment'])];
      const found = { differs: all, opened, document: document ? ('read' as const) : ('seen' as const) };
      const outcome = opened ? 'matched' : 'mismatched';
      await this.record(em, clerk, offerId, { ...found, outcome, reason: differs.length > 0 ? reason : null });
      if (outcome === 'matched') await this.steps.take(em, offer, 'attended');
      return { appointment: offerId, outcome, differs: all };
    });
  }

  /**
   * Something does not agree: the appointment is not served now, and nothing is rejected. Somebody else takes a second look. The same again by the
   * same person is one look.
   * @throws AppointmentError as {@link checkIn}
   */
  async handOver(clerk: StaffMember, offerId: string, { parts, reason, handedTo }: Handover): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const offer = await this.lockAccepted(em, offerId);
      await this.assertNotTooEarly(em, offer);
      const last = await em.findOne(CheckInRow, { where: { offerId }, order: { checkedAt: 'DESC', id: 'DESC' } });
      const now = { outcome: 'mismatched', differs: [...parts], reason, handedTo, checkedPerson: clerk.person };
      if (last !== null && isDeepStrictEqual(now, lookOf(last))) return;
      const opened = await this.opensCommitment(em, offer, await this.registrations.openIdentity(em, offer.registrationId));
      await this.record(em, clerk, offerId, { outcome: 'mismatched', differs: [...parts], opened, document: 'seen', reason, handedTo });
    });
  }

  private async record(
    em: EntityManager,
    clerk: StaffMember,
    offerId: string,
    { opened, ...found }: Partial<CheckInRow> & Pick<CheckInRow, 'outcome' | 'differs'> & { opened: boolean },
  ): Promise<void> {
    await em.insert(CheckInRow, {
      ...found,
      id: randomUUID(),
      offerId,
      commitmentOpened: opened,
      checkedBy: clerk.name,
      checkedPerson: clerk.person,
      checkedAt: this.clock.now(),
    });
  }

  private async lockAccepted(em: EntityManager, offerId: string): Promise<OfferRow> {
    const offer = await this.offers.lockWithCase(em, offerId);
    if (offer === null) throw new AppointmentError('appointment.unknown');
    if (offer.state !== 'accepted') throw new AppointmentError(REFUSED_IN[offer.state]);
    return offer;
  }

  private async assertNotTooEarly(em: EntityManager, offer: OfferRow): Promise<void> {
    const [first] = await this.offers.getSlots(em, offer.id);
    if (this.clock.seconds() < first!.startsAt.getTime() / 1000 - EARLIEST_BEFORE) throw new AppointmentError('check-in.too-early');
  }

  /** Whoever found the last mismatch is not the one to find that there is none. Under the lock on the offer, so that no look comes between. */
  private async assertOtherEyes(em: EntityManager, clerk: StaffMember, offerId: string): Promise<void> {
    const look = await em.findOne(CheckInRow, { where: { offerId, outcome: 'mismatched' }, order: { checkedAt: 'DESC', id: 'DESC' } });
    if (look?.checkedPerson === clerk.person) throw new AppointmentError('check-in.second-look');
  }

  /**
   * Recomputes the commitment from what we hold and compares it with the line that the draw froze. Where no draw gave the appointment, the
   * receipt takes the commitment's place: its hash was public before anybody granted anything.
   */
  private async opensCommitment(em: EntityManager, offer: OfferRow, identity: OpenedIdentity): Promise<boolean> {
    const { drawId, drawUuid, ticketId } = await this.offers.getOrigin(em, offer);
    if (drawId === null || drawUuid === null || ticketId === null) return this.receipts.fits(em, offer.registrationId);
    const line = await this.draws.findEntryLine(em, drawUuid, ticketId);
    const committed = line?.split(' ').at(-1);
    return committed === derivePersonCommitment(drawId, identity.receiptSecret, identity.identity);
  }
}

/** What makes two looks the same. */
function lookOf({ outcome, differs, reason, handedTo, checkedPerson }: CheckInRow) {
  return { outcome, differs, reason, handedTo, checkedPerson };
}
