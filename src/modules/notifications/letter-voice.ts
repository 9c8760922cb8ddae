import { type Formats, formatsOf, localPath, type PageContext } from '../../platform/html';
import type { Language, Translate } from '../../platform/i18n';
import type { LetterAppointment, LetterFacts } from './letter-kinds';
import type { LetterBlock } from './letter-parts';

/** What writing a letter in one language takes. */
export class LetterVoice {
  readonly language: Language;
  readonly t: Translate;
  readonly formats: Formats;

  constructor(private readonly context: PageContext) {
    this.language = context.language;
    this.t = context.t;
    this.formats = formatsOf(context.language);
  }

  /** The address of one of our pages in this language. @param path begins with "/" */
  url(path: string): string {
    return this.context.publicUrl + localPath(this.language, path);
  }

  text(text: string): LetterBlock {
    return { kind: 'text', text };
  }

  action(label: string, path: string): LetterBlock {
    return { kind: 'action', label, url: this.url(path) };
  }

  visit(appointment: LetterAppointment, withCode: boolean): LetterBlock {
    const { begins, place } = this.whenAndWhere(appointment);
    return { kind: 'visit', begins, place, code: withCode ? this.t('letters:visit.code', { ...appointment.printed }) : null };
  }

  /** Begin and place; consecutive slots of a family are one visit. */
  whenAndWhere(appointment: LetterAppointment): { begins: string; place: string; day: string; until: string } {
    const first = appointment.slots[0];
    if (!first) throw new Error('a letter about an appointment needs one with a slot');
    return {
      begins: this.formats.moment(first.startsAt),
      day: this.formats.day(first.startsAt),
      place: first.place,
      until: this.formats.moment(appointment.answerBy),
    };
  }

  /** The way to one's own page, and how to reach a person. */
  closing({ ownPath }: LetterFacts): LetterBlock[] {
    const { phone, phoneHours } = this.context.authority;
    return [
      this.action(this.t('letters:own.action'), ownPath),
      this.text(this.t('letters:own.note')),
      ...(phone ? [this.text(this.t('letters:phone', { phone: phoneHours ? `${phone} (${phoneHours})` : phone }))] : []),
      this.text(`${this.t('official.title')} ${this.t('official.text')}`),
    ];
  }
}
