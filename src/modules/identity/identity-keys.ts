import { Injectable } from '@nestjs/common';
import { CoreError, normalizeBirthDate, normalizeCaseNumber, type PersonIdentity } from '../../core';
import { KeyedHash } from '../../platform/crypto';
import { deriveNameForms } from './name-forms';

/** Keyed hashes of one person's case, 32 bytes each. Equal inputs give equal keys within one authority, and only there. */
export interface CaseKeys {
  /** Of the case number as docs/spec: record normalises it. */
  readonly caseKey: Buffer;
  /** Of the two ways to write the name; two names agree when they share a key. */
  readonly nameKeys: readonly [Buffer, Buffer];
  /** Of the birth date, unknown parts included: two dates agree only when they are equal. */
  readonly birthKey: Buffer;
}

/** The keys by which a registration is found again. */
export interface IdentityKeySet extends CaseKeys {
  /**
   * Of the name, in any order and spelling, and the birth date: the same for one person under two case numbers. Birth
   * dates are shared by many (half a million people in Germany's register were "born on 1 January"), so an equal key
   * is a reason for a person to look, never a proof.
   */
  readonly personKey: Buffer;
}

/**
 * Derives lookup keys. Case numbers and birth dates are few enough to be guessed one by one, so a plain hash would hide
 * nothing: whoever copies the database must not be able to test guesses without the pepper, which lies elsewhere.
 */
@Injectable()
export class IdentityKeys {
  constructor(private readonly keyedHash: KeyedHash) {}

  /**
   * @throws CoreError (`identity.field`, `identity.birth-date`, `identity.case-number`) or RangeError (a name without a
   *   letter) for what can't identify anybody
   */
  derive(authority: string, person: PersonIdentity): IdentityKeySet {
    const name = deriveNameForms(person.surname, person.givenNames);
    const birthDate = normalizeBirthDate(person.birthDate);
    const [base, spelledOut] = name.written;
    const baseKey = this.key('name', authority, base);
    return {
      caseKey: this.deriveCaseKey(authority, person.caseNumber),
      nameKeys: [baseKey, spelledOut === base ? baseKey : this.key('name', authority, spelledOut)],
      birthKey: this.key('birth-date', authority, birthDate),
      personKey: this.key('person', authority, `${name.folded} ${birthDate}`),
    };
  }

  /** The key of a case number alone. @throws CoreError as {@link derive} */
  deriveCaseKey(authority: string, caseNumber: string): Buffer {
    return this.key('case', authority, normalizeCaseNumber(caseNumber));
  }

  /** As {@link deriveCaseKey}. Null for what can't be a case number: to whoever searches no different from a wrong one. */
  findCaseKey(authority: string, caseNumber: string): Buffer | null {
    try {
      return this.deriveCaseKey(authority, caseNumber);
    } catch (error) {
      if (error instanceof CoreError) return null;
      throw error;
    }
  }

  /** An authority holds no line feed, so no two pairs of authority and value give the same text. */
  private key(purpose: string, authority: string, value: string): Buffer {
    return this.keyedHash.digest(`identity.${purpose}`, `${authority}\n${value}`);
  }
}
