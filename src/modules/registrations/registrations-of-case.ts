import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { CoreError, normalizeBirthDate, normalizeCaseNumber } from '../../core';
import { IdentityKeys } from '../identity';
import { keepOwn } from '../staff';
import { RegistrationRow, type RegistrationState } from './registration.entity';
import { RegistrationVault, splitIdentity } from './registration-vault';

const READ_AT_A_TIME = 200;

/** In the order in which one of several is meant; whatever is over comes after them. */
const NEAREST: readonly RegistrationState[] = ['offered', 'served', 'standing', 'in_review', 'unconfirmed'];

/** What somebody says about themselves: a case number in any writing, and a birth date as `YYYY-MM-DD`, zeros for what is unknown. */
export interface CallerKey {
  readonly caseNumber: string;
  readonly birthDate: string;
}

/** Finds the registrations of a case number, in every authority. Anybody can send any number of them: none hides another. */
@Injectable()
export class RegistrationsOfCase {
  constructor(
    private readonly identityKeys: IdentityKeys,
    private readonly vault: RegistrationVault,
  ) {}

  /**
   * Those that something can still be done with first, of these the newest. Nothing for what can't be a case number.
   * @param key.birthDate none: whoever it is
   */
  async find(em: EntityManager, { caseNumber, birthDate }: Pick<CallerKey, 'caseNumber'> & Partial<CallerKey>): Promise<RegistrationRow[]> {
    const authorities: { authority: string }[] = await em.query(`SELECT DISTINCT authority FROM services ORDER BY 1`);
    const caseKeys = authorities.flatMap(({ authority }) => this.identityKeys.findCaseKey(authority, caseNumber) ?? []);
    if (caseKeys.length === 0) return [];
    const found: RegistrationRow[] = [];
    for (let last: RegistrationRow | undefined, page: RegistrationRow[] = []; ;) {
      page = await readPage(em, caseKeys, last);
      const own = await keepOwn(em, 'registration', page, ({ id }) => id);
      found.push(...own.filter((row) => birthDate === undefined || this.isTheirs(row, { caseNumber, birthDate })));
      last = page.at(-1);
      if (page.length < READ_AT_A_TIME) break;
      await breathe();
    }
    return found.sort((a, b) => placeOf(a) - placeOf(b) || b.receivedAt.getTime() - a.receivedAt.getTime());
  }

  /** Whether number and birth date are a registration's, both compared as a draw commits to them. Of what has been erased nothing is anybody's. */
  isTheirs(row: RegistrationRow, said: CallerKey): boolean {
    if (row.sealed === null) return false;
    const { birthDate, caseNumber } = splitIdentity(this.vault.open(row).identity);
    return birthDate === normalized(said.birthDate, normalizeBirthDate) && caseNumber === normalized(said.caseNumber, normalizeCaseNumber);
  }
}

/** By id, from behind `last` on. */
async function readPage(em: EntityManager, caseKeys: Buffer[], last: RegistrationRow | undefined): Promise<RegistrationRow[]> {
  const where = { caseKey: In(caseKeys), ...(last === undefined ? {} : { id: MoreThan(last.id) }) };
  return em.find(RegistrationRow, { where, order: { id: 'ASC' }, take: READ_AT_A_TIME });
}

function placeOf({ state }: RegistrationRow): number {
  return NEAREST.indexOf(state) + 1 || NEAREST.length + 1;
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
