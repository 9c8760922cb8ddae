import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../platform/config';
import { AppointmentViews } from '../appointments';
import { type Contact, PrivateLinks, RegistrationRow, RegistrationVault } from '../registrations';
import { WindowsService } from '../windows';
import { type ComposedText, LETTER_KINDS, type LetterFacts, type LetterKind, type LetterTexts } from './letter-kinds';
import type { WaitingMessage } from './outbox.repository';
import { GERMAN } from './texts.de';
import { ENGLISH } from './texts.en';

/** A letter ready to go. Exists in memory only. */
export interface ReadyLetter extends ComposedText {
  readonly contact: Contact;
  /** Keyed hash of the contact. */
  readonly contactKey: Buffer | null;
  /** BCP 47. */
  readonly language: 'de' | 'en';
}

/** Kinds that make sense only while the offer waits for its answer: sent later, they would tell people of what is gone. */
const WHILE_OFFERED: readonly LetterKind[] = ['offer.made'];

/** Writes letters at the moment they are sent, from what is true then. */
@Injectable()
export class LetterComposer {
  constructor(
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
    private readonly links: PrivateLinks,
    private readonly appointments: AppointmentViews,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @returns null when there is nothing to send: nobody to reach, personal data erased, or no longer true
   * @throws Error for a kind that nobody has written a text for
   */
  async compose(em: EntityManager, message: WaitingMessage): Promise<ReadyLetter | null> {
    if (!isLetterKind(message.kind)) throw new Error(`there is no letter of kind ${message.kind}`);
    const row = await em.findOneByOrFail(RegistrationRow, { id: message.registrationId });
    if (row.contactKind === 'none' || row.sealed === null) return null;
    const facts = await this.factsOf(em, row, message);
    if (WHILE_OFFERED.includes(message.kind) && facts.appointment?.state !== 'offered') return null;
    // Nobody needs a code any more: they have confirmed, or their time is over.
    if (message.kind === 'registration.received' && row.state !== 'unconfirmed') return null;
    const language = row.locale.startsWith('de') ? 'de' : 'en';
    const texts: LetterTexts = language === 'de' ? GERMAN : ENGLISH;
    return { ...texts[message.kind](facts), contact: this.vault.open(row).contact, contactKey: row.contactKey, language };
  }

  private async factsOf(em: EntityManager, row: RegistrationRow, message: WaitingMessage): Promise<LetterFacts> {
    const { title } = await this.windows.getServiceById(em, row.serviceId);
    const aboutOffer = message.kind.startsWith('offer.') || message.kind.startsWith('appointment.');
    return {
      serviceTitle: title,
      code: this.links.codeOf(row.id),
      confirmUrl: `${this.config.http.publicUrl}/confirm/${this.links.confirmationTokenOf(row.id)}`,
      ownUrl: `${this.config.http.publicUrl}/registration/${this.links.linkOf(row.id)}`,
      confirmBy: row.confirmBy.getTime() / 1000,
      state: row.state,
      appointment: aboutOffer && message.subjectId !== null ? await this.appointments.get(em, message.subjectId) : null,
    };
  }
}

function isLetterKind(kind: string): kind is LetterKind {
  return (LETTER_KINDS as readonly string[]).includes(kind);
}
