import { Injectable } from '@nestjs/common';
import { KeyedHash } from '../../../platform/crypto';
import type { RegistrationRow } from '../registration.entity';
import { type PersonalPart, splitIdentity } from '../registration-vault';
import { foldName, isCommonBirth } from './likeness';
import type { RegistrationTraitRow, TraitKind } from './registration-trait.entity';

/** Providers whose mailboxes everybody has: that many use one of them says nothing. */
const COMMON_MAIL = new Set(
  'gmail.com googlemail.com gmx.de gmx.net web.de t-online.de outlook.com outlook.de hotmail.com hotmail.de live.com live.de yahoo.com yahoo.de icloud.com me.com freenet.de proton.me protonmail.com posteo.de mail.ru yandex.ru ukr.net aol.com'.split(
    ' ',
  ),
);

/** Derives what registrations may have in common. Keyed hashes, of one service only: equal traits of two services can't be told. */
@Injectable()
export class Traits {
  constructor(private readonly keyedHash: KeyedHash) {}

  /**
   * @param part of the same registration, opened for this
   *
   * Two that are worth comparing share the name in any spelling and order, or the birth date; where that is a date of many, also a part of
   * the name. Whatever likeness.ts finds has one of these in common, but for two slips at once in one person's entries.
   */
  derive(row: RegistrationRow, part: PersonalPart): RegistrationTraitRow[] {
    const { surname, givenNames, birthDate } = splitIdentity(part.identity);
    const births = isCommonBirth(birthDate)
      ? [foldName(surname), foldName(givenNames)].filter((name) => name !== '').map((name) => `${birthDate} ${name}`)
      : [birthDate];
    const values: [TraitKind, string | Buffer | null][] = [
      ['name', foldName(surname, givenNames)],
      ...births.map((birth): [TraitKind, string] => ['birth', birth]),
      ['contact', row.contactKey],
      ['mail-domain', mailDomainOf(part)],
      ['network', row.networkKey],
      ['representative', part.representative === null ? null : foldName(part.representative.name)],
    ];
    const traits = new Map<string, RegistrationTraitRow>();
    for (const [kind, value] of values) {
      if (value === null || value.length === 0) continue;
      const key = this.keyedHash.digest(
        `registrations.trait ${kind}`,
        `${row.serviceId}\n${Buffer.isBuffer(value) ? value.toString('hex') : value}`,
      );
      traits.set(key.toString('hex'), { key, registrationId: row.id, kind, at: row.receivedAt });
    }
    return [...traits.values()];
  }
}

function mailDomainOf({ contact }: PersonalPart): string | null {
  if (contact.kind !== 'mail' || contact.value === null) return null;
  const domain = contact.value.slice(contact.value.lastIndexOf('@') + 1).toLowerCase();
  return COMMON_MAIL.has(domain) ? null : domain;
}
