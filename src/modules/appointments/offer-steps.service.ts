import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { addToOutbox } from '../../platform/outbox';
import { AuditLogService, type LogEntry } from '../audit-log';
import { type AnswerOutcome, StandingRegistrations } from '../registrations';
import { SlotsService, type SlotState } from '../slots';
import type { OfferRow, OfferState } from './offer.entities';
import { OffersRepository } from './offers.repository';
import { Hearings } from './revocation/hearings.service';

/** What can happen to an offer once it has been made. An offer that could not be made is `OfferingService`'s. */
type OfferStep = Exclude<AnswerOutcome, 'cancelled'>;

/** The public ids that every log entry of an offer names. */
type Subject = { drawId: string; ticketId: string; slots: string[] };

interface Rule {
  /** State that offer and slots are in before. */
  readonly from: 'offered' | 'accepted';
  readonly to: OfferState;
  readonly slots: SlotState;
  readonly reason?: string;
  readonly entry: (subject: Subject) => LogEntry;
  readonly message?: string;
}

/**
 * Every step, with all it changes. Slots that are let go become free and wait for a refill, where nobody can know who
 * gets them (docs/spec: words); never for a named person, never back to a calendar.
 */
const RULES: Readonly<Record<OfferStep, Rule>> = {
  accepted: {
    from: 'offered',
    to: 'accepted',
    slots: 'accepted',
    entry: (subject) => ({ type: 'slot.accepted', ...subject }),
    message: 'appointment.accepted',
  },
  'declined-justified': {
    from: 'offered',
    to: 'declined',
    slots: 'free',
    reason: 'justified',
    entry: (subject) => ({ type: 'slot.declined', ...subject, reason: 'justified' }),
  },
  declined: {
    from: 'offered',
    to: 'declined',
    slots: 'free',
    reason: 'other',
    entry: (subject) => ({ type: 'slot.declined', ...subject, reason: 'other' }),
  },
  expired: {
    from: 'offered',
    to: 'expired',
    slots: 'free',
    entry: (subject) => ({ type: 'slot.expired', ...subject }),
    message: 'offer.expired',
  },
  'given-back': {
    from: 'accepted',
    to: 'cancelled',
    slots: 'free',
    reason: 'given-back',
    entry: (subject) => ({ type: 'slot.cancelled', ...subject, reason: 'given-back' }),
    message: 'appointment.cancelled',
  },
  superseded: {
    from: 'accepted',
    to: 'cancelled',
    slots: 'free',
    reason: 'superseded',
    entry: (subject) => ({ type: 'slot.cancelled', ...subject, reason: 'superseded' }),
    message: 'appointment.cancelled',
  },
  // In the log it is the office's, without the suspicion; the person is told.
  revoked: {
    from: 'accepted',
    to: 'cancelled',
    slots: 'free',
    reason: 'revoked',
    entry: (subject) => ({ type: 'slot.cancelled', ...subject, reason: 'office' }),
    message: 'appointment.cancelled',
  },
  attended: { from: 'accepted', to: 'attended', slots: 'attended', entry: (subject) => ({ type: 'slot.attended', ...subject }) },
  missed: { from: 'accepted', to: 'missed', slots: 'missed', entry: (subject) => ({ type: 'slot.missed', ...subject }) },
};

/**
 * What differs where two people have granted the appointment: its slots end as `granted` whoever comes, and what is given back goes into a later
 * draw like every freed slot, which the log says. Nothing else of it is public.
 */
const GRANTED: Readonly<Partial<Record<SlotState, SlotState>>> = { attended: 'granted', missed: 'granted' };

/** Moves one offer on, with everything that belongs to it: registration, slots, log, letter. */
@Injectable()
export class OfferSteps {
  constructor(
    private readonly offers: OffersRepository,
    private readonly registrations: StandingRegistrations,
    private readonly slots: SlotsService,
    private readonly hearings: Hearings,
    private readonly auditLog: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a step inside the caller's transaction; all of it commits or nothing.
   * @param offer locked by the caller (`OffersRepository.lockOfCase`)
   * @throws Error when the step does not follow from the offer's state: a mistake of the caller
   */
  async take(em: EntityManager, offer: OfferRow, step: OfferStep): Promise<void> {
    const rule = RULES[step];
    if (offer.state !== rule.from) throw new Error(`offer ${offer.id} is ${offer.state} and can't be ${step}`);
    const { drawId, ticketId, windowPath: window, ...context } = await this.offers.getOrigin(em, offer);
    const slots = await this.offers.getSlots(em, offer.id);
    const isAnswer = rule.from === 'offered' || rule.to === 'cancelled';
    await this.offers.move(em, offer.id, {
      state: rule.to,
      ...(isAnswer ? { answeredAt: this.clock.now() } : {}),
      ...(rule.reason === undefined ? {} : { reason: rule.reason }),
    });
    if (rule.slots === 'free') await this.offers.letGo(em, offer.id);
    if (rule.from === 'accepted') await this.hearings.end(em, offer.id, step === 'revoked' ? 'revoked' : 'overtaken');
    await this.registrations.markAnswered(em, offer.registrationId, step, context);
    await this.slots.setState(
      em,
      slots.map((slot) => slot.id),
      [rule.from],
      drawId === null ? (GRANTED[rule.slots] ?? rule.slots) : rule.slots,
    );
    const slotIds = slots.map((slot) => slot.slotId);
    if (drawId !== null && ticketId !== null) await this.auditLog.append(em, rule.entry({ drawId, ticketId, slots: slotIds }));
    else if (rule.slots === 'free') await this.auditLog.append(em, { type: 'slot.returned', window, slots: slotIds });
    if (rule.message === undefined) return;
    await addToOutbox(em, [{ kind: rule.message, registrationId: offer.registrationId, subjectId: offer.id }]);
  }
}
