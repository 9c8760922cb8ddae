import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { CONFIG, type Config } from '../../../platform/config';
import { Envelope } from '../../../platform/crypto';
import { UnitOfWork } from '../../../platform/database';
import { addToOutbox } from '../../../platform/outbox';
import { type ObjectionWay, POST_DAYS, RegistrationRow } from '../../registrations';
import { keepOwn, onlyOwn } from '../../staff';
import { timeOf } from '../appointment-views.service';
import { AppointmentError } from '../appointments.errors';
import type { OfferRow } from '../offer.entities';
import { OffersRepository } from '../offers.repository';
import { answerByOf } from './hearing-time';
import { type DropReason, type HearingOutcome, type HearingReason, RevocationHearingRow } from './revocation-hearing.entity';
import { RevocationError } from './revocation.errors';

/** Worked from the top: there is no second page. */
const MOST_LISTED = 200;

/** A hearing as the holder of the appointment sees it. */
export interface OwnHearing {
  readonly reason: HearingReason;
  readonly answerBy: string;
  readonly answeredAt: string | null;
}

/** A hearing as both people see it who have to do with a revocation. */
export interface HearingView extends OwnHearing {
  readonly id: string;
  /** Id of the offer. */
  readonly appointment: string;
  readonly reports: readonly string[];
  readonly openedBy: string;
  readonly openedAt: string;
  readonly answer: string | null;
  readonly answeredVia: ObjectionWay | null;
  /** The holder has answered, or had the time to. */
  readonly isHeard: boolean;
  readonly endedAt: string | null;
  readonly outcome: HearingOutcome | null;
  readonly droppedBy: string | null;
  readonly dropReason: DropReason | null;
}

/**
 * Hears people before their appointment may be revoked. Opening and dropping a hearing is one operator's; it changes nothing about the
 * appointment. An answer counts until the decision, also a late one.
 *
 * Locks go from the offers of the case to the hearing to the registration, as everywhere.
 */
@Injectable()
export class Hearings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offers: OffersRepository,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Tells the holder what is suspected. Row and letter commit together; the same again changes nothing.
   * @param offerId of an accepted appointment
   * @throws AppointmentError `appointment.unknown`, `appointment.not-accepted`; RevocationError `revocation.no-time`
   */
  async open(offerId: string, reason: HearingReason, reports: readonly string[], by: string): Promise<HearingView> {
    return this.unitOfWork.run(async (em) => {
      const offer = await this.lockAccepted(em, offerId);
      const known = await this.findOpen(em, offerId);
      if (known !== null) return this.view(known);
      const [first] = await this.offers.getSlots(em, offerId);
      const { contactKind } = await em.findOneByOrFail(RegistrationRow, { id: offer.registrationId });
      const startsAt = first!.startsAt.getTime() / 1000;
      const answerBy = answerByOf(this.clock.seconds(), startsAt, this.config.hearingDays, contactKind === 'none' ? POST_DAYS : 0);
      if (answerBy === null) throw new RevocationError('revocation.no-time');
      const row = em.create(RevocationHearingRow, {
        ...{ id: randomUUID(), offerId, reason, reportIds: [...reports], openedBy: by },
        ...{ openedAt: this.clock.now(), answerBy: new Date(answerBy * 1000) },
        ...{ answer: null, answeredAt: null, answeredVia: null, endedAt: null, outcome: null, droppedBy: null, dropReason: null },
      });
      await em.insert(RevocationHearingRow, row);
      await addToOutbox(em, [{ kind: 'hearing.opened', registrationId: offer.registrationId, subjectId: offerId }]);
      return this.view(row);
    });
  }

  /** Keeps what a holder has to say, for both people to read. The last text stands. @throws RevocationError `revocation.no-hearing` */
  async answer(em: EntityManager, offerId: string, text: string, via: ObjectionWay): Promise<void> {
    const row = await this.lockOpen(em, offerId);
    const change = { answer: this.envelope.seal(text, placeOf(row.id)), answeredAt: this.clock.now(), answeredVia: via };
    await em.update(RevocationHearingRow, { id: row.id }, change);
  }

  /** For staff who were told by phone or letter. @throws AppointmentError; RevocationError `revocation.no-hearing` */
  async take(offerId: string, text: string, via: 'phone' | 'letter'): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      await this.lockAccepted(em, offerId);
      await this.answer(em, offerId, text, via);
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

  /** The open hearing of an appointment whose holder has been heard, locked. @throws RevocationError */
  async lockHeard(em: EntityManager, offerId: string): Promise<RevocationHearingRow> {
    const row = await this.lockOpen(em, offerId);
    if (!this.isHeard(row)) throw new RevocationError('revocation.time-to-answer');
    return row;
  }

  /** Locks the offers of its case. @throws AppointmentError `appointment.unknown`, `appointment.not-accepted` */
  async lockAccepted(em: EntityManager, offerId: string): Promise<OfferRow> {
    const found = await this.offers.find(em, offerId);
    if (found === null) throw new AppointmentError('appointment.unknown');
    const offer = (await this.offers.lockOfCase(em, found.registrationId)).find(({ id }) => id === offerId);
    if (offer?.state !== 'accepted') throw new AppointmentError('appointment.not-accepted');
    return offer;
  }

  /** The open hearing as the holder sees it. */
  async findOwn(em: EntityManager, offerId: string): Promise<OwnHearing | null> {
    const row = await this.findOpen(em, offerId);
    return row && { reason: row.reason, answerBy: timeOf(row.answerBy), answeredAt: row.answeredAt && timeOf(row.answeredAt) };
  }

  /** All hearings about one appointment, the newest first. */
  async listOf(offerId: string): Promise<HearingView[]> {
    return this.unitOfWork.run(async (em) => {
      const rows = await em.find(RevocationHearingRow, { where: { offerId }, order: { openedAt: 'DESC', id: 'ASC' } });
      return rows.map((row) => this.view(row));
    });
  }

  /** Of the member's offices: open ones, the nearest end first, then the last that ended. */
  async list(): Promise<HearingView[]> {
    return this.unitOfWork.run(async (em) => {
      const all = em.createQueryBuilder(RevocationHearingRow, 'hearing').orderBy('hearing.endedAt', 'DESC', 'NULLS FIRST');
      const own = onlyOwn(all.addOrderBy('hearing.answerBy').addOrderBy('hearing.id'), 'appointment', 'hearing.offerId');
      return (await own.limit(MOST_LISTED).getMany()).map((row) => this.view(row));
    });
  }

  /** Which of these reports some hearing of the member's offices is about. */
  async reportsInHearings(reports: readonly string[]): Promise<ReadonlyMap<string, HearingView>> {
    const rows = await this.unitOfWork.run(async (em) => {
      const all = await em
        .createQueryBuilder(RevocationHearingRow, 'hearing')
        .where('hearing.report_ids && :reports::uuid[]', { reports })
        .orderBy('hearing.opened_at')
        .getMany();
      return keepOwn(em, 'appointment', all, ({ offerId }) => offerId);
    });
    return new Map(rows.flatMap((row) => row.reportIds.map((id) => [id, this.view(row)] as const)));
  }

  private async findOpen(em: EntityManager, offerId: string): Promise<RevocationHearingRow | null> {
    return em.findOneBy(RevocationHearingRow, { offerId, endedAt: IsNull() });
  }

  private async lockOpen(em: EntityManager, offerId: string): Promise<RevocationHearingRow> {
    const row = await em.findOne(RevocationHearingRow, { where: { offerId, endedAt: IsNull() }, lock: { mode: 'for_no_key_update' } });
    if (row === null) throw new RevocationError('revocation.no-hearing');
    return row;
  }

  private isHeard({ answerBy, answeredAt }: RevocationHearingRow): boolean {
    return answeredAt !== null || answerBy.getTime() < this.clock.milliseconds();
  }

  private view(row: RevocationHearingRow): HearingView {
    const { id, reason, openedBy, answeredVia, outcome, droppedBy, dropReason } = row;
    return {
      ...{ id, appointment: row.offerId, reason, reports: row.reportIds, openedBy, outcome, droppedBy, dropReason, answeredVia },
      openedAt: timeOf(row.openedAt),
      answerBy: timeOf(row.answerBy),
      answer: row.answer && this.envelope.openText(row.answer, placeOf(id)),
      answeredAt: row.answeredAt && timeOf(row.answeredAt),
      isHeard: this.isHeard(row),
      endedAt: row.endedAt && timeOf(row.endedAt),
    };
  }
}

function placeOf(hearingId: string): string {
  return `revocation_hearings.answer ${hearingId}`;
}
