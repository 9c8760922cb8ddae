import { Inject, Injectable } from '@nestjs/common';
import { h } from 'preact';
import { CONFIG, type Config } from '../../platform/config';
import { Pages, renderFragment } from '../../platform/html';
import { isGerman, languageFacts } from '../../platform/i18n';
import type { Letter } from '../../platform/mail';
import { composeCalendarFile } from '../appointments';
import type { LetterKind } from './letter-kinds';
import type { ReadyLetter } from './letter-composer';
import { formatLetterText } from './letter-text';
import { LetterView } from './letter-view';

/** Kinds that put something into a calendar, or take it out again. */
const WITH_CALENDAR: readonly LetterKind[] = ['appointment.accepted', 'appointment.cancelled'];

/** Gives letters the form of a mail: plain text and HTML that say the same, and a calendar file where there is something to enter. */
@Injectable()
export class MailForm {
  constructor(
    private readonly pages: Pages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @param id names the letter for ever */
  format(letter: ReadyLetter, id: string): Letter {
    const { parts } = letter;
    const { language, subject } = parts[0]!;
    const context = this.pages.contextOf(language);
    const notice = languageFacts(language).reviewed || isGerman(language) ? null : context.t('letters:unreviewed');
    const view = h(LetterView, { parts, notice, sender: context.authority.name, colour: context.authority.colour });
    return {
      to: letter.contact.value!,
      id,
      subject,
      language: parts.map((part) => languageFacts(part.language).tag).join(', '),
      text: formatLetterText(parts, notice),
      html: `<!DOCTYPE html>\n${renderFragment(context, view)}\n`,
      attachments: this.attachmentsOf(letter),
    };
  }

  /** A receipt is none of them: it holds what identifies a person, and mail is read by whoever carries it. */
  private attachmentsOf({ kind, parts, appointment }: ReadyLetter): NonNullable<Letter['attachments']> {
    // An offer that could not even be made was never in a calendar.
    if (!WITH_CALENDAR.includes(kind) || !appointment?.answeredAt || appointment.answeredAt === appointment.offeredAt) return [];
    const { t, authority } = this.pages.contextOf(parts[0]!.language);
    const texts = { summary: t('letters:calendar.title', { authority: authority.name }), description: t('letters:calendar.note') };
    const method = appointment.state === 'cancelled' ? 'CANCEL' : 'PUBLISH';
    const { hostname } = new URL(this.config.http.publicUrl);
    // Sent again, it is the same file.
    const content = composeCalendarFile(appointment, texts, hostname, new Date(appointment.answeredAt));
    return [{ filename: 'appointment.ics', contentType: `text/calendar; charset=utf-8; method=${method}`, content }];
  }
}
