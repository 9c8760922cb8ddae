import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { CoreError, normalizeBirthDate, normalizeCaseNumber } from '../../../core';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { addToOutbox } from '../../../platform/outbox';
import { IdentityKeys } from '../../identity';
import { onlyOwn, type StaffMember } from '../../staff';
import { PrivateLinks } from '../private-links';
import { RegistrationRow, type RegistrationState } from '../registration.entity';
import type { ActNote, ProvenKey } from '../registration-access.service';
import { RegistrationVault, splitIdentity } from '../registration-vault';
import { RegistrationError } from '../registrations.errors';
import { type AssistedActKind, AssistedActRow } from './assisted-act.entity';

/** What a caller says to be let in: staff read nothing out before both are right. */
export interface CallerKey {
  readonly caseNumber: string;
  /** `YYYY-MM-DD`, zeros for what is unknown. */
  readonly birthDate: string;
}

/** In the order in which one of several is meant. */
const NEAREST: readonly RegistrationState[] = ['offered', 'served', 'standing', 'in_review', 'unconfirmed'];
/** Registrations of one case, which are rarely more than two. */
const MOST_LOOKED_AT = 20;

/** Lets staff act for somebody on the phone or at the counter, with what that person says about themselves. */
@Injectable()
export class Callers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identityKeys: IdentityKeys,
    private readonly vault: RegistrationVault,
    private readonly links: PrivateLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * Registrations of the case that are of somebody born on that day, those first that something can still be done with. Whichever of the two is
   * wrong, the answer is the same.
   * @throws RegistrationError `registration.not-found`
   */
  async find(key: CallerKey): Promise<string[]> {
    return this.unitOfWork.run(async (em) => {
      const authorities: { authority: string }[] = await em.query(`SELECT DISTINCT authority FROM services`);
      const caseKeys = authorities.flatMap(({ authority }) => this.caseKeyOf(authority, key.caseNumber) ?? []);
      const all = em.createQueryBuilder(RegistrationRow, 'registration').where({ caseKey: In(caseKeys) });
      const newest = all.orderBy('registration.receivedAt', 'DESC').addOrderBy('registration.id').limit(MOST_LOOKED_AT);
      const rows = await onlyOwn(newest, 'registration', 'registration.id').getMany();
      const theirs = rows.filter((row) => this.isTheirs(row, key));
      if (theirs.length === 0) throw new RegistrationError('registration.not-found');
      const placeOf = ({ state }: RegistrationRow): number => NEAREST.indexOf(state) + 1 || NEAREST.length + 1;
      return theirs.sort((a, b) => placeOf(a) - placeOf(b)).map(({ id }) => id);
    });
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
    if (row === null || !this.isTheirs(row, key)) throw new RegistrationError('registration.not-found');
    return row;
  }

  /** Both are compared as a draw commits to them. */
  private isTheirs(row: RegistrationRow, key: CallerKey): boolean {
    if (row.sealed === null) return false;
    const { birthDate, caseNumber } = splitIdentity(this.vault.open(row).identity);
    return birthDate === normalized(key.birthDate, normalizeBirthDate) && caseNumber === normalized(key.caseNumber, normalizeCaseNumber);
  }

  /** Null for what can't be a case number: no different from a wrong one. */
  private caseKeyOf(authority: string, caseNumber: string): Buffer | null {
    try {
      return this.identityKeys.deriveCaseKey(authority, caseNumber);
    } catch {
      return null;
    }
  }
}

/** Null for what can't be one. */
function normalized(text: string, normalize: (text: string) => string): string | null {
  try {
    return normalize(text);
  } catch (error) {
    if (error instanceof CoreError) return null;
    throw error;
  }
}
