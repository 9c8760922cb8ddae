import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { Pages } from '../../platform/html';
import { isGerman, isLanguage, type Language, LEADING } from '../../platform/i18n';
import { AnswerLinks, AppointmentCodes, AppointmentViews, HearingViews, type OwnHearing } from '../appointments';
import { type Contact, type OwnNotice, PrivateLinks, RegistrationRow, RegistrationVault, ReviewNotices } from '../registrations';
import { WindowsService } from '../windows';
import { isLetterKind, type LetterAppointment, type LetterFacts, type LetterKind } from './letter-kinds';
import type { LetterPart } from './letter-parts';
import { writeLetter } from './letter-texts';
import { LetterVoice } from './letter-voice';
import type { WaitingMessage } from './outbox.repository';

/** A letter, not yet in the form in which it goes out. Exists in memory only. */
export interface ReadyLetter {
  readonly kind: LetterKind;
  readonly contact: Contact;
  /** Keyed hash of the contact. */
  readonly contactKey: Buffer | null;
  /** In the reader's language, and in German below where that is another. */
  readonly parts: readonly LetterPart[];
  readonly appointment: LetterAppointment | null;
}

/** What a letter is about, as the outbox names it. */
type LetterSubject = Pick<WaitingMessage, 'kind' | 'registrationId' | 'subjectId'>;

/** Kinds that make sense only while the offer is in this state: sent later, they would tell people of what is gone. */
const WHILE: Partial<Readonly<Record<LetterKind, string>>> = {
  'offer.made': 'offered',
  'appointment.accepted': 'accepted',
  'appointment.reminder': 'accepted',
  'hearing.opened': 'accepted',
  'hearing.dropped': 'accepted',
};
const FALLBACK: Language = 'en';

/** Writes letters at the moment they are sent, from what is true then. */
@Injectable()
export class LetterComposer {
  constructor(
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
    private readonly links: PrivateLinks,
    private readonly answers: AnswerLinks,
    private readonly codes: AppointmentCodes,
    private readonly appointments: AppointmentViews,
    private readonly notices: ReviewNotices,
    private readonly hearings: HearingViews,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns null when there is nothing to send: personal data erased, or no longer true
   * @throws Error for a kind that nobody has written a text for
   */
  async compose(em: EntityManager, { kind, registrationId, subjectId }: LetterSubject): Promise<ReadyLetter | null> {
    if (!isLetterKind(kind)) throw new Error(`there is no letter of kind ${kind}`);
    const row = await em.findOneByOrFail(RegistrationRow, { id: registrationId });
    if (row.sealed === null) return null;
    // Nobody needs a code any more: they have confirmed, or their time is over.
    if (kind === 'registration.received' && row.state !== 'unconfirmed') return null;
    const appointment = subjectId !== null && isAboutOffer(kind) ? await this.appointmentOf(em, subjectId) : null;
    if (!this.isStillTrue(kind, appointment)) return null;
    const notice = await this.notices.findOwn(em, row.id);
    if (kind === 'review.notice' && notice === null) return null;
    const hearing = appointment && (await this.hearings.findOwn(em, appointment.appointment));
    if (kind === 'hearing.opened' && hearing === null) return null;
    const facts = await this.factsOf(em, row, appointment, { notice, hearing });
    const parts = languagesFor(row.locale).map((language) => writeLetter(kind, new LetterVoice(this.pages.contextOf(language)), facts));
    return { kind, contact: this.vault.open(row).contact, contactKey: row.contactKey, parts, appointment };
  }

  private isStillTrue(kind: LetterKind, appointment: LetterAppointment | null): boolean {
    const state = WHILE[kind];
    if (state === undefined) return true;
    if (appointment?.state !== state) return false;
    return kind !== 'appointment.reminder' || Date.parse(appointment.slots[0]!.startsAt) > this.clock.milliseconds();
  }

  private async appointmentOf(em: EntityManager, offerId: string): Promise<LetterAppointment> {
    const view = await this.appointments.get(em, offerId);
    return { ...view, answerPath: `/answer/${this.answers.tokenOf(offerId)}`, printed: this.codes.codeOf(offerId) };
  }

  private async factsOf(
    em: EntityManager,
    row: RegistrationRow,
    appointment: LetterAppointment | null,
    open: { notice: OwnNotice | null; hearing: OwnHearing | null },
  ): Promise<LetterFacts> {
    const { title } = await this.windows.getServiceById(em, row.serviceId);
    return {
      serviceTitle: title,
      code: this.links.codeOf(row.id),
      confirmPath: `/confirm/${this.links.confirmationTokenOf(row.id)}`,
      ownPath: `/registration/${this.links.linkOf(row.id)}`,
      confirmBy: row.confirmBy.getTime() / 1000,
      state: row.state,
      ...open,
      appointment,
    };
  }
}

/** The reader's language, and German beside another. Registrations from before a language was dropped read English. */
function languagesFor(locale: string): Language[] {
  const language = isLanguage(locale) ? locale : FALLBACK;
  return isGerman(language) ? [language] : [language, LEADING];
}

function isAboutOffer(kind: LetterKind): boolean {
  return kind.startsWith('offer.') || kind.startsWith('appointment.') || kind.startsWith('hearing.');
}
