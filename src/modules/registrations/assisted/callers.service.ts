import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { addToOutbox } from '../../../platform/outbox';
import type { StaffMember } from '../../staff';
import { PrivateLinks } from '../private-links';
import { RegistrationRow } from '../registration.entity';
import type { ActNote, ProvenKey } from '../registration-access.service';
import { type CallerKey, RegistrationsOfCase } from '../registrations-of-case';
import { RegistrationError } from '../registrations.errors';
import { type AssistedActKind, AssistedActRow } from './assisted-act.entity';

/** Lets staff act for somebody on the phone or at the counter, with what that person says about themselves. */
@Injectable()
export class Callers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ofCase: RegistrationsOfCase,
    private readonly links: PrivateLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * Registrations of the case that are of somebody born on that day, those first that something can still be done with. Whichever of the two is
   * wrong, the answer is the same.
   * @throws RegistrationError `registration.not-found`
   */
  async find(key: CallerKey): Promise<string[]> {
    const theirs = await this.unitOfWork.run((em) => this.ofCase.find(em, key));
    if (theirs.length === 0) throw new RegistrationError('registration.not-found');
    return theirs.map(({ id }) => id);
  }

  /**
   * What opens one of them, to be read out; that it was is written down before anybody reads it.
   * @throws RegistrationError `registration.not-found`
   */
  async open(staff: StaffMember, registrationId: string, key: CallerKey): Promise<ProvenKey> {
    return this.unitOfWork.run(async (em) => {
      await this.getTheirs(em, registrationId, key);
      await this.noteOf(staff, registrationId, 'opened')(em);
      return this.keyOf(registrationId, key);
    });
  }

  /**
   * What opens one of them for one act. Whoever acts hands {@link noteOf} to the act: nothing that staff do for others is without a track, and no
   * track is of what was not done.
   * @throws RegistrationError `registration.not-found`
   */
  async prove(registrationId: string, key: CallerKey): Promise<ProvenKey> {
    await this.unitOfWork.run((em) => this.getTheirs(em, registrationId, key));
    return this.keyOf(registrationId, key);
  }

  /** Writes down who did something for somebody, inside the transaction in which it is done. */
  noteOf({ name: doneBy }: StaffMember, registrationId: string, kind: AssistedActKind): ActNote {
    return async (em) => {
      await em.insert(AssistedActRow, { id: randomUUID(), registrationId, kind, doneBy, doneAt: this.clock.now() });
    };
  }

  /** Sends the letter again that brings somebody to their own page. @throws RegistrationError `registration.not-found` */
  async sendLink(staff: StaffMember, registrationId: string, key: CallerKey): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const { state } = await this.getTheirs(em, registrationId, key);
      const kind = state === 'unconfirmed' ? 'registration.received' : 'registration.confirmed';
      await addToOutbox(em, [{ kind, registrationId }]);
      await this.noteOf(staff, registrationId, 'link')(em);
    });
  }

  private keyOf(registrationId: string, { caseNumber }: CallerKey): ProvenKey {
    return { link: this.links.linkOf(registrationId), caseNumber, proven: true };
  }

  private async getTheirs(em: EntityManager, id: string, key: CallerKey): Promise<RegistrationRow> {
    const row = await em.findOneBy(RegistrationRow, { id });
    if (row === null || !this.ofCase.isTheirs(row, key)) throw new RegistrationError('registration.not-found');
    return row;
  }
}
