import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
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
export type ConfirmationProof = { readonly token: string } | { readonly link: string; readonly code: string };

/** The one answer to a proof that is right; it tells nothing about the case. */
export interface ConfirmedAnswer {
  readonly registration: string;
  readonly state: 'confirmed';
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
    const refusal = await this.unitOfWork.run((em) => this.confirmLocked(em, id, 'code' in proof ? proof.code : null));
    // Thrown out here: the count of wrong codes has to be committed.
    if (refusal !== null) throw new RegistrationError(refusal);
    return { registration: id, state: 'confirmed' };
  }

  /** Confirms for somebody whom staff are speaking to, in the transaction that registers them. */
  async confirmPresent(em: EntityManager, id: string): Promise<void> {
    await this.admission.admit(em, (await this.repository.lock(em, id))!);
  }

  /** The lock makes attempts take turns: five are five, also when they come at once. */
  private async confirmLocked(em: EntityManager, id: string, code: string | null): Promise<RegistrationErrorCode | null> {
    const row = await this.repository.lock(em, id);
    if (row === null) return 'registration.not-found';
    if (code !== null) {
      if (row.codeAttempts >= MOST_WRONG_CODES) return 'registration.too-many-codes';
      if (!this.links.isCodeOf(id, code)) {
        await this.repository.change(em, id, { codeAttempts: row.codeAttempts + 1 });
        return 'registration.wrong-code';
      }
    }
    if (row.state !== 'unconfirmed') return refusalOf(row);
    if (row.confirmBy.getTime() < this.clock.milliseconds()) return 'registration.confirmed-too-late';
    await this.admission.admit(em, row);
    return null;
  }
}

/** Whether confirming something that is not waiting for it is a repetition (null), or comes when all is over. */
function refusalOf(row: RegistrationRow): RegistrationErrorCode | null {
  if (row.confirmedAt !== null) return null;
  return row.state === 'withdrawn' ? 'registration.over' : 'registration.confirmed-too-late';
}
