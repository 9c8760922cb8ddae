import type { ExampleCase } from './examples';

/** Somebody who registers, as they would type it. */
export interface Applicant {
  kind: 'person' | 'family' | 'by-phone' | 'twice' | 'no-such-case' | 'bot';
  surname: string;
  givenNames: string;
  birthDate: string;
  caseNumber: string;
  mail: string | null;
  size: number;
  /** Groups, most wanted first; null: any. */
  wishes: string[] | null;
}

const GROUPS = ['north-am', 'north-pm', 'south-am', 'south-pm'];
const PEOPLE = 1200;
const BOT_REGISTRATIONS = 300;
/** The bot's customers: real people with real cases who pay somebody to be fast and many for them. */
const BOT_CUSTOMERS = 3;
const PER_CUSTOMER = 60;

/**
 * Invents 1,200 people over the example cases: families, people who phone, people who register twice under another spelling and another
 * address, and people whose case does not exist. Deterministic.
 */
export function inventPeople(cases: readonly ExampleCase[]): Applicant[] {
  const people: Applicant[] = [];
  for (let i = 0; people.length < PEOPLE; i++) {
    const person = personOf(cases[i + BOT_CUSTOMERS]!, i);
    people.push(person);
    if (i % 30 === 0) people.push({ ...person, kind: 'twice', surname: spellOtherwise(person.surname), mail: `second-${i}@post.example` });
  }
  return people.slice(0, PEOPLE);
}

/** Three hundred registrations of one bot: sixty for each of three customers, the rest with guessed case numbers. */
export function inventBot(cases: readonly ExampleCase[]): Applicant[] {
  return Array.from({ length: BOT_REGISTRATIONS }, (_, i) => {
    const customer = cases[Math.floor(i / PER_CUSTOMER)];
    const base =
      customer && i < BOT_CUSTOMERS * PER_CUSTOMER
        ? personOf(customer, 1)
        : { ...personOf(cases[i]!, 1), caseNumber: `ABH-2027-${900000 + i}` };
    return { ...base, kind: 'bot', mail: `bot-${i}@farm.example`, size: 1, wishes: null };
  });
}

function personOf(row: ExampleCase, i: number): Applicant {
  const kind = i % 25 === 7 ? 'no-such-case' : i % 20 === 3 ? 'by-phone' : i % 12 === 5 ? 'family' : 'person';
  return {
    kind,
    surname: row.surname,
    givenNames: row.given_names,
    birthDate: row.birth_date,
    caseNumber: kind === 'no-such-case' ? `ABH-2026-${100000 + i}` : row.case_number,
    mail: kind === 'by-phone' ? null : `person-${i}@post.example`,
    size: kind === 'family' ? 2 + (i % 2) : 1,
    wishes: i % 3 === 0 ? null : [GROUPS[i % 4]!, GROUPS[(i + 1) % 4]!],
  };
}

/** As the same name stands on another paper: without its diacritics, or written out. */
function spellOtherwise(name: string): string {
  const written = name.replaceAll('ü', 'ue').replaceAll('ö', 'oe').replaceAll('ä', 'ae').replaceAll('Ö', 'Oe').replaceAll('Ü', 'Ue');
  return written.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
}
