import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CoreError, normalizeCaseNumber } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { compareNames, deriveNameForms } from '../identity';
import { PrivateLinks } from '../registrations';
import { officeDate } from '../windows';
import { AnswerLinks } from './answer-links';
import { readBox } from './counter-box';
import { CounterListService, type ExpectedPerson, type ExpectedView } from './counter-list.service';
import { differingBirthParts, type MachineReading, type ReadDocument, readMachineReadable } from './machine-readable';
import { OffersRepository } from './offers.repository';
import { prefixOf } from './printed-code';

/** What the box came to. `document` is kept with whatever was found by one, so that it is compared and not only found. */
export type Found =
  | { readonly kind: 'one'; readonly appointment: string; readonly document: ReadDocument | null }
  | { readonly kind: 'several'; readonly people: readonly ExpectedView[]; readonly document: ReadDocument | null }
  | { readonly kind: 'none'; readonly document: ReadDocument | null }
  | { readonly kind: 'nothing' | 'half' | 'misread' };

/** A name on a document that is this far from a registered one may still be a person's whom a clerk should look at. Letters. */
const MOST_UNEXPLAINED = 3;

/** The one box of the counter: finds an appointment by whatever the person has with them. */
@Injectable()
export class CounterSearch {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly list: CounterListService,
    private readonly offers: OffersRepository,
    private readonly answerLinks: AnswerLinks,
    private readonly privateLinks: PrivateLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * Codes find their appointment on whatever day it is; names, numbers and documents those of one day.
   * @param day the office's day; absent: today
   */
  async find(typed: string, day = officeDate(this.clock.seconds())): Promise<Found> {
    const box = readBox(typed);
    return this.unitOfWork.run(async (em): Promise<Found> => {
      switch (box.kind) {
        case 'nothing':
          return { kind: 'nothing' };
        case 'appointment':
          return this.byCode(em, box.id);
        case 'answer-link':
          return this.byCode(em, this.answerLinks.findOffer(box.token));
        case 'own-link':
          return this.byRegistration(em, this.privateLinks.findByLink(box.token));
        case 'document':
          if ('trouble' in box.reading) return { kind: box.reading.trouble };
          return foundOf(byDocument(await this.list.peopleOf(em, day), box.reading.document), box.reading.document);
        case 'words':
          return this.byWords(em, box.text, day);
      }
    });
  }

  /** The machine-readable lines of a document, where that is what was scanned. */
  readDocument(typed: string): MachineReading | null {
    return readMachineReadable(typed);
  }

  private async byCode(em: EntityManager, id: string | null): Promise<Found> {
    const offer = id === null ? null : await this.offers.find(em, id);
    return offer === null ? { kind: 'none', document: null } : { kind: 'one', appointment: offer.id, document: null };
  }

  private async byRegistration(em: EntityManager, registrationId: string | null): Promise<Found> {
    const offers = registrationId === null ? [] : await this.offers.listOf(em, registrationId);
    const offer = offers.find(({ state }) => state === 'accepted') ?? offers.at(-1);
    return this.byCode(em, offer?.id ?? null);
  }

  private async byWords(em: EntityManager, text: string, day: string): Promise<Found> {
    const people = await this.list.peopleOf(em, day);
    const number = caseNumberIn(text);
    const byNumber = people.filter(({ caseNumber }) => caseNumber === number);
    if (byNumber.length > 0) return foundOf(byNumber, null);
    const prefix = prefixOf(text);
    const [printed] = prefix === null ? [] : await this.offers.listByIdPrefix(em, prefix);
    if (printed) return { kind: 'one', appointment: printed.id, document: null };
    return foundOf(byName(people, text), null);
  }
}

/** Whoever is still expected goes before those who have been. */
function foundOf(all: readonly ExpectedPerson[], document: ReadDocument | null): Found {
  const expected = all.filter(({ state }) => state === 'accepted');
  const people = expected.length > 0 ? expected : all;
  if (people.length === 0) return { kind: 'none', document };
  return people.length === 1 ? { kind: 'one', appointment: people[0]!.appointment, document } : { kind: 'several', people, document };
}

/** Everybody whose name begins, in each typed part, with what was typed; in any order and spelling. */
function byName(people: readonly ExpectedPerson[], text: string): ExpectedPerson[] {
  const wanted = text
    .split(/[\s,;]+/)
    .map(foldedOf)
    .filter((part) => part !== '');
  if (wanted.length === 0) return [];
  return people.filter(({ surname, givenNames }) => {
    const parts = `${surname} ${givenNames}`.split(/[\s-]+/).map(foldedOf);
    return wanted.every((part) => parts.some((own) => own.startsWith(part)));
  });
}

function byDocument(people: readonly ExpectedPerson[], document: ReadDocument): ExpectedPerson[] {
  const compared = people.map((person) => {
    const { surname, givenNames } = compareNames(person, document, document.isCut);
    const isBorn = differingBirthParts(person.birthDate, document.birth).length === 0;
    return { person, unexplained: surname.unexplained + givenNames.unexplained, isBorn };
  });
  const exact = compared.filter(({ unexplained, isBorn }) => unexplained === 0 && isBorn);
  const near = compared.filter(({ unexplained, isBorn }) => unexplained === 0 || (isBorn && unexplained <= MOST_UNEXPLAINED));
  // The same birth date in another script: for a person to read.
  const born = compared.filter(({ isBorn }) => isBorn);
  return [exact, near, born].find((group) => group.length > 0)?.map(({ person }) => person) ?? [];
}

function foldedOf(part: string): string {
  try {
    return deriveNameForms(part, '').folded;
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

function caseNumberIn(text: string): string | null {
  try {
    return normalizeCaseNumber(text);
  } catch (error) {
    if (error instanceof CoreError) return null;
    throw error;
  }
}
