import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { RegistrationsRepository } from './registrations.repository';

/** Rows a transaction: locks are held briefly, and a confirmation that comes in the same second is not kept waiting. */
const ROWS_AT_A_TIME = 1000;

/** Ends registrations whose contact nobody has confirmed in time. */
@Injectable()
export class UnconfirmedRegistrations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: RegistrationsRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns how many have ended. Idempotent; several at once share the work. */
  async endLate(): Promise<number> {
    for (let sum = 0; ;) {
      const ended = await this.unitOfWork.run((em) => this.repository.endUnconfirmed(em, this.clock.now(), ROWS_AT_A_TIME));
      sum += ended;
      if (ended < ROWS_AT_A_TIME) return sum;
    }
  }

  async hasLate(): Promise<boolean> {
    return this.unitOfWork.run((em) => this.repository.hasUnconfirmed(em, this.clock.now()));
  }
}
