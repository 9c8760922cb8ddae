import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { type RateLimit, SharedLimits } from '../../../platform/limits';
import { addToOutbox } from '../../../platform/outbox';
import type { StaffMember } from '../../staff';
import { PrivateLinks } from '../private-links';
import { OVER, RegistrationRow } from '../registration.entity';
import type { ActNote, ProvenKey } from '../registration-access.service';
import { type CallerKey, RegistrationsOfCase } from '../registrations-of-case';
import { RegistrationError } from '../registrations.errors';
import { type AssistedActKind, AssistedActRow } from './assisted-act.entity';

/**
 * Wrong pairs of number and birth date from one member of staff in an hour: above what is misheard in a day, far below what it takes to guess the
 * birth date to a number.
 */
export const WRONG_CALLERS: RateLimit = { name: 'callers', most: 30, seconds: 3600 };

/** Lets staff act for somebody on the phone or at the counter, with what that person says about themselves. */
@Injectable()
export class Callers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ofCase: RegistrationsOfCase,
    private readonly links: PrivateLinks,
    private readonly limits: SharedLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Registrations of the case that are of somebody born on that day, those first that something can still be done with. Whichever of the two is
   * wrong, the answer is the same. As everything here it is refused to whoever was wrong too often.
   * @throws RegistrationError `registration.not-found`; DomainError `request.too-many`
   */
  async find(staff: StaffMember, key: CallerKey): Promise<string[]> {
    const theirs = await this.look(staff, (em) => this.findTheirs(em, key));
    return theirs.map(({ id }) => id);
  }

  /**
   * As {@link find}, of registrations that are not over, for somebody who will see the name: that they have is written down with each.
   * @throws RegistrationError, DomainError as {@link find}
   */
  async lookUp(staff: StaffMember, key: CallerKey): Promise<string[]> {
    return this.look(staff, async (em) => {
      const open = (await this.findTheirs(em, key)).filter(({ state }) => !OVER.includes(state));
      for (const { id } of open) await this.noteOf(staff, id, 'looked-up')(em);
      return open.map(({ id }) => id);
    });
  }

  /**
   * What opens one of them, to be read out; that it was is written down before anybody reads it.
   * @throws RegistrationError, DomainError as {@link find}
   */
  async open(staff: StaffMember, registrationId: string, key: CallerKey): Promise<ProvenKey> {
    return this.look(staff, async (em) => {
      await this.getTheirs(em, registrationId, key);
      await this.noteOf(staff, registrationId, 'opened')(em);
      return this.keyOf(registrationId, key);
    });
  }

  /**
   * What opens one of them for one act. Whoever acts hands {@link noteOf} to the act: nothing that staff do for others is without a track, and no
   * track is of what was not done.
   * @throws RegistrationError, DomainError as {@link find}
   */
  async prove(staff: StaffMember, registrationId: string, key: CallerKey): Promise<ProvenKey> {
    await this.look(staff, (em) => this.getTheirs(em, registrationId, key));
    return this.keyOf(registrationId, key);
  }

  /** Writes down who did something for somebody, inside the transaction in which it is done. */
  noteOf({ name: doneBy }: StaffMember, registrationId: string, kind: AssistedActKind): ActNote {
    return async (em) => {
      await em.insert(AssistedActRow, { id: randomUUID(), registrationId, kind, doneBy, doneAt: this.clock.now() });
    };
  }

  /** Sends the letter again that brings somebody to their own page. @throws RegistrationError, DomainError as {@link find} */
  async sendLink(staff: StaffMember, registrationId: string, key: CallerKey): Promise<void> {
    await this.look(staff, async (em) => {
      const { state } = await this.getTheirs(em, registrationId, key);
      const kind = state === 'unconfirmed' ? 'registration.received' : 'registration.confirmed';
      await addToOutbox(em, [{ kind, registrationId }]);
      await this.noteOf(staff, registrationId, 'link')(em);
    });
  }

  private keyOf(registrationId: string, { caseNumber }: CallerKey): ProvenKey {
    return { link: this.links.linkOf(registrationId), caseNumber, proven: true };
  }

  /** Counted before, and taken off again unless it was wrong: many at once are no more than one after the other. */
  private async look<T>({ person }: StaffMember, work: (em: EntityManager) => Promise<T>): Promise<T> {
    await this.limits.require(WRONG_CALLERS, person);
    let isWrong = false;
    try {
      return await this.unitOfWork.run(work);
    } catch (error) {
      isWrong = error instanceof RegistrationError && error.code === 'registration.not-found';
      throw error;
    } finally {
      if (!isWrong) await this.limits.giveBack(WRONG_CALLERS, person);
    }
  }

  private async findTheirs(em: EntityManager, key: CallerKey): Promise<RegistrationRow[]> {
    const theirs = await this.ofCase.find(em, key);
    if (theirs.length === 0) throw new RegistrationError('registration.not-found');
    return theirs;
  }

  private async getTheirs(em: EntityManager, id: string, key: CallerKey): Promise<RegistrationRow> {
    const row = await em.findOneBy(RegistrationRow, { id });
    if (row === null || !this.ofCase.isTheirs(row, key)) throw new RegistrationError('registration.not-found');
    return row;
  }
}
