import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { MergedRegistrationsRepository } from './merged-registrations.repository';
import { OVER, type RegistrationRow, type RegistrationState } from './registration.entity';
import { RegistrationsRepository } from './registrations.repository';

/**
 * How an offer, or the appointment it became, has gone on. `superseded`: a newer appointment of the same case and service
 * has been accepted. `cancelled`: the office took it back (or the offer could not be made), which is nobody's fault.
 * `revoked`: two people have taken it away after a hearing.
 */
export type AnswerOutcome =
  | 'accepted'
  | 'declined-justified'
  | 'declined'
  | 'expired'
  | 'given-back'
  | 'revoked'
  | 'cancelled'
  | 'superseded'
  | 'attended'
  | 'missed';

export interface AnsweredContext {
  /** The window whose draw made the offer. */
  readonly windowId: string;
  /** Null: granted outside any draw. */
  readonly drawUuid: string | null;
  /** Lost draws of the registration as they were counted in that draw. */
  readonly lossesBefore: number;
}

/** From which states an outcome is possible. */
const POSSIBLE_FROM: Readonly<Record<AnswerOutcome, readonly RegistrationState[]>> = {
  accepted: ['offered'],
  'declined-justified': ['offered'],
  declined: ['offered'],
  expired: ['offered'],
  'given-back': ['served'],
  revoked: ['served'],
  cancelled: ['offered', 'served'],
  superseded: ['offered', 'served'],
  attended: ['served'],
  missed: ['served'],
};

/** Moves a registration on when its offer or appointment moves on. */
@Injectable()
export class OfferAnswers {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly merges: MergedRegistrationsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Accepted: served. Attended, missed or superseded: ended. Everything else leads back to standing, unless another
   * registration of the case stands by now: then this one has ended, for one case stands once.
   *
   * Whoever declines, gives back, lets an offer expire or has an appointment revoked sits out the rest of the window, so that nobody gains by
   * fishing for a better slot. Being served set the count of lost draws to zero; the first justified decline, and every
   * cancellation by the office, restore it (docs/spec: policy).
   *
   * A registration that was withdrawn, excluded or ended meanwhile stays so.
   * @returns the state it has now
   * @throws Error when the outcome does not follow from the registration's state: a mistake of the caller
   */
  async markAnswered(em: EntityManager, id: string, outcome: AnswerOutcome, context: AnsweredContext): Promise<RegistrationState> {
    const row = await this.repository.lock(em, id);
    if (row === null) throw new Error(`registration ${id} does not exist`);
    if (OVER.includes(row.state)) return row.state;
    if (!POSSIBLE_FROM[outcome].includes(row.state)) throw new Error(`registration ${id} is ${row.state} and can't have ${outcome}`);
    if (outcome === 'accepted') {
      await this.repository.change(em, id, { state: 'served' });
      return 'served';
    }
    const ends = outcome === 'attended' || outcome === 'missed' || outcome === 'superseded';
    const change = returned(row, outcome, context);
    if (!ends && (await this.repository.tryToStand(em, id, change))) {
      if (change.losses !== undefined && context.drawUuid !== null) await this.merges.restoreLosses(em, id, context.drawUuid);
      return 'standing';
    }
    await this.repository.change(em, id, { state: 'ended', endedAt: this.clock.now() });
    return 'ended';
  }
}

/** How a registration comes back. */
function returned(row: RegistrationRow, outcome: AnswerOutcome, context: AnsweredContext): Partial<RegistrationRow> {
  if (outcome === 'cancelled') return { losses: context.lossesBefore };
  const sitsOut = { sitsOutWindowId: context.windowId };
  if (outcome !== 'declined-justified' || row.justifiedDeclines > 0) return sitsOut;
  return { ...sitsOut, losses: context.lossesBefore, justifiedDeclines: row.justifiedDeclines + 1 };
}
