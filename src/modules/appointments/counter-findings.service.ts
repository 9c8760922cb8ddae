import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, timeOf } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { StandingRegistrations } from '../registrations';
import { keepOwn, type StaffMember } from '../staff';
import { officeDate } from '../windows';
import { type AppointmentSlotView, viewSlot } from './appointment-views.service';
import { AppointmentError } from './appointments.errors';
import { type CheckedDocument, checkDocument } from './counter-acts';
import { type ReadDocument } from './machine-readable';
import { CheckInRow, type OfferState } from './offer.entities';
import { OffersRepository } from './offers.repository';

/** An earlier look at this appointment that found something. */
interface EarlierLook {
  readonly at: string;
  readonly by: string;
  readonly differs: readonly string[];
  readonly reason: string | null;
  readonly handedTo: string | null;
}

/** Everything that a clerk compares with the person at the counter. */
export interface CounterFinding {
  readonly appointment: string;
  readonly state: OfferState;
  readonly surname: string;
  readonly givenNames: string;
  /** Two people have corrected a typing error in the name. */
  readonly isCorrected: boolean;
  readonly birthDate: string;
  readonly caseNumber: string;
  readonly slots: readonly AppointmentSlotView[];
  /** The office's day of the appointment, and whether that is today. */
  readonly day: string;
  readonly isToday: boolean;
  readonly looks: readonly EarlierLook[];
  /** Whoever found the mismatch is not the one to take the second look. */
  readonly mayDecide: boolean;
  /** What the document's machine-readable lines say; null where none were read. */
  readonly checked: CheckedDocument | null;
}

/** Opens one appointment for the clerk in front of whom the person stands. */
@Injectable()
export class CounterFindings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offers: OffersRepository,
    private readonly registrations: StandingRegistrations,
    private readonly clock: Clock,
  ) {}

  /** @throws AppointmentError `appointment.unknown` */
  async get(clerk: StaffMember, appointment: string, document: ReadDocument | null): Promise<CounterFinding> {
    return this.unitOfWork.run((em) => this.read(em, clerk, appointment, document));
  }

  private async read(em: EntityManager, clerk: StaffMember, id: string, document: ReadDocument | null): Promise<CounterFinding> {
    const found = await this.offers.find(em, id);
    const [offer] = await keepOwn(em, 'appointment', found === null ? [] : [found], (row) => row.id);
    const person = offer && (await this.registrations.openIdentities(em, [offer.registrationId])).get(offer.registrationId);
    if (!offer || !person) throw new AppointmentError('appointment.unknown');
    const slots = await this.offers.getSlots(em, id);
    const looks = await em.find(CheckInRow, { where: { offerId: id, outcome: 'mismatched' }, order: { checkedAt: 'ASC', id: 'ASC' } });
    const day = officeDate(slots[0]!.startsAt.getTime() / 1000);
    const { surname, givenNames, isCorrected, birthDate, caseNumber } = person;
    return {
      appointment: id,
      state: offer.state,
      ...{ surname, givenNames, isCorrected, birthDate, caseNumber },
      slots: slots.map(viewSlot),
      day,
      isToday: day === officeDate(this.clock.seconds()),
      looks: looks.map(({ checkedAt, checkedBy, differs, reason, handedTo }) => ({
        at: timeOf(checkedAt),
        by: checkedBy,
        differs,
        reason,
        handedTo,
      })),
      mayDecide: looks.at(-1)?.checkedPerson !== clerk.person || looks.length === 0,
      checked: document && checkDocument(person, document),
    };
  }
}
