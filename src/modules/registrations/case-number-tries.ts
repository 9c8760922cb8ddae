import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { CommittedRefusal, lockInTransaction } from '../../platform/database';
import { CaseNumberTriesRow } from './case-number-tries.entity';
import { RegistrationError } from './registrations.errors';

/** Wrong case numbers in one stretch of time, for one link. */
const MOST_WRONG = 10;
/** Seconds. */
const STRETCH = 3600;

/**
 * Keeps somebody who has found a letter from trying case numbers on its link: ten wrong ones an hour. Afterwards every number gets the same
 * refusal until the hour is over, the right one too, so that going on teaches nothing. Whoever has shown the right one within the hour
 * (`ProvenKey`) isn't kept out by what others try, and letters' answer links need no number at all.
 */
@Injectable()
export class CaseNumberTries {
  constructor(private readonly clock: Clock) {}

  /**
   * Asks for one more try. Tries of one link take turns until the transaction ends, so ten are ten, also when a thousand come at once.
   * Call it before anything is locked or written.
   * @throws RegistrationError `registration.too-many-tries`
   */
  async begin(em: EntityManager, registrationId: string): Promise<void> {
    await lockInTransaction(em, `case number ${registrationId}`);
    const row = await em.findOneBy(CaseNumberTriesRow, { registrationId });
    if (row !== null && this.isRunning(row) && row.wrong >= MOST_WRONG) throw new RegistrationError('registration.too-many-tries');
  }

  /**
   * Counts a wrong one, after {@link begin} in the same transaction.
   * @returns the refusal to throw: the count commits although the work is refused
   */
  async countWrong(em: EntityManager, registrationId: string): Promise<CommittedRefusal> {
    const row = await em.findOneBy(CaseNumberTriesRow, { registrationId });
    const counted =
      row !== null && this.isRunning(row) ? { wrong: row.wrong + 1, since: row.since } : { wrong: 1, since: this.clock.now() };
    const next = { registrationId, ...counted };
    await em
      .createQueryBuilder()
      .insert()
      .into(CaseNumberTriesRow)
      .values(next)
      .orUpdate(['wrong', 'since'], ['registration_id'])
      .execute();
    return new CommittedRefusal(new RegistrationError('registration.not-found'));
  }

  private isRunning({ since }: CaseNumberTriesRow): boolean {
    return this.clock.milliseconds() < since.getTime() + STRETCH * 1000;
  }
}
