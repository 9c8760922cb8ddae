import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatTime } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { PrivateLinks } from './private-links';
import type { RegistrationRow } from './registration.entity';
import { RegistrationAdmission } from './registration-admission';
import { RegistrationError, type RegistrationErrorCode } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';

/** Wrong codes after which only the letter's link confirms: five guesses at six digits are a chance of 1 in 200,000. */
const MOST_WRONG_CODES = 5;

/** Proof that a letter has arrived. */
type ConfirmationProof = { readonly token: string } | { readonly link: string; readonly code: string };

/** The one answer to a proof that is right; it tells nothing about the case. */
export interface ConfirmedAnswer {
  readonly registration: string;
  readonly state: 'confirmed';
  /** The moment that counts, `YYYY-MM-DDTHH:MM:SSZ`: into a window's draws go those confirmed by its closing; the others wait for the next. */
  readonly confirmedAt: string;
}

/** Confirms contacts. What becomes of the registration then is the admission's business. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: RegistrationsRepository,
    private readonly admission: RegistrationAdmission,
    private readonly links: PrivateLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * Confirms a registration. Confirming again gives the same answer and changes nothing.
   * @throws RegistrationError `registration.not-found`, `.wrong-code`, `.too-many-codes`, `.confirmed-too-late`, `.over`
   */
  async confirm(proof: ConfirmationProof): Promise<ConfirmedAnswer> {
    const id = 'token' in proof ? this.links.findByConfirmationToken(proof.token) : this.links.findByLink(proof.link);
    if (id === null) throw new RegistrationError('registration.not-found');
    const outcome = await this.unitOfWork.run((em) => this.confirmLocked(em, id, 'code' in proof ? proof.code : null));
    // Thrown out here: the count of wrong codes has to be committed.
    if (typeof outcome === 'string') throw new RegistrationError(outcome);
    return { registration: id, state: 'confirmed', confirmedAt: formatConfirmed(outcome) };
  }

  /** Confirms for somebody whom staff are speaking to, in the transaction that registers them. */
  async confirmPresent(em: EntityManager, id: string): Promise<void> {
    await this.admission.admit(em, (await this.repository.lock(em, id))!);
  }

  /** The lock makes attempts take turns: five are five, also when they come at once. */
  private async confirmLocked(em: EntityManager, id: string, code: string | null): Promise<RegistrationErrorCode | Date> {
    const row = await this.repository.lock(em, id);
    if (row === null) return 'registration.not-found';
    if (code !== null) {
      if (row.codeAttempts >= MOST_WRONG_CODES) return 'registration.too-many-codes';
      if (!this.links.isCodeOf(id, code)) {
        await this.repository.change(em, id, { codeAttempts: row.codeAttempts + 1 });
        return 'registration.wrong-code';
      }
    }
    if (row.state !== 'unconfirmed') return confirmedBefore(row);
    if (row.confirmBy.getTime() < this.clock.milliseconds()) return 'registration.confirmed-too-late';
    return this.admission.admit(em, row);
  }
}

/** Whether confirming something that is not waiting for it is a repetition (with the first one's moment), or comes when all is over. */
function confirmedBefore(row: RegistrationRow): RegistrationErrorCode | Date {
  if (row.confirmedAt !== null) return row.confirmedAt;
  return row.state === 'withdrawn' ? 'registration.over' : 'registration.confirmed-too-late';
}

/** A confirmation's moment for people. Rounded up, so that it compares with a closing time as the moment itself does. */
export function formatConfirmed(at: Date): string {
  return formatTime(Math.ceil(at.getTime() / 1000));
}
