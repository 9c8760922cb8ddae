import type { ParsedMail } from 'mailparser';
import { LETTER_KINDS, type LetterKind } from '../../../src/modules/notifications';
import { isGerman, type Language, LANGUAGES, languageFacts, Texts } from '../../../src/platform/i18n';
import { LetterOffice, ORIGIN } from './letter-office';

const NAME = { surname: 'Geheimname', givenNames: 'Verborgen', birthDate: '1991-07-23' };

let office: LetterOffice;
beforeAll(async () => {
  office = await LetterOffice.open();
});
afterAll(() => office.close());

/** One mail of every kind in one language, as a mail program has parsed it. */
async function mailsIn(locale: Language): Promise<Map<LetterKind, ParsedMail>> {
  const address = `${locale}@example.org`;
  const { id } = await office.register(`FORM-${locale}`, { locale, person: NAME, contact: { kind: 'mail', value: address } });
  const accepted = await office.offer(id, { state: 'accepted', answeredAt: '2026-03-04T12:00:00Z' });
  const cancelled = await office.offer(id, { state: 'cancelled', reason: 'given-back', answeredAt: '2026-03-05T12:00:00Z' });
  await office.hear(accepted);
  const mails = new Map<LetterKind, ParsedMail>();
  for (const kind of LETTER_KINDS) {
    // An offer that is accepted is offered no more, and one registration has one live offer.
    if (kind === 'offer.made') await office.test.database.forge(`UPDATE offers SET state = 'offered' WHERE id = $1`, [accepted]);
    const subject = kind === 'appointment.cancelled' ? cancelled : /^(offer|appointment|hearing)\./.test(kind) ? accepted : undefined;
    if (kind !== 'registration.received') await office.tell(kind, id, subject);
    const before = office.mailServer.mails.length;
    expect(await office.letters.sendDue()).toBe(1);
    if (kind === 'offer.made') await office.test.database.forge(`UPDATE offers SET state = 'accepted' WHERE id = $1`, [accepted]);
    mails.set(kind, office.mailServer.mails[before]!);
  }
  return mails;
}

/** Addresses in the two forms of a mail, in order. */
const linksIn = (text: string): string[] => text.match(/https?:\/\/[^\s"<>]+/g) ?? [];

/** What a person reads of HTML. */
const readable = (html: string): string => html.replaceAll(/<(style|title)[^>]*>.*?<\/\1>/gs, '').replaceAll(/<[^>]+>/g, ' ');

describe.each(LANGUAGES)('letters in %s', (locale) => {
  const { tag, direction } = languageFacts(locale);
  const t = new Texts().in(locale);
  const german = new Texts().in('de');
  let mails: Map<LetterKind, ParsedMail>;
  beforeAll(async () => {
    mails = await mailsIn(locale);
  });

  test.each(LETTER_KINDS)('%s: both parts, the right language and direction, addresses that exist, nothing about the person', (kind) => {
    const mail = mails.get(kind)!;
    const [text, html] = [mail.text!, String(mail.html)];
    expect(mail.headers.get('content-language')).toBe(isGerman(locale) ? tag : `${tag}, de`);
    expect(html).toContain(`<html lang="${tag}" dir="${direction}">`);
    expect(text).toContain(t('letters:greeting'));
    for (const form of [text, html, mail.subject!]) {
      expect(form).not.toMatch(/undefined|\bnull\b|NaN|\[object|[Ll]otter|\{\{|letters:/);
      for (const secret of [NAME.surname, NAME.givenNames, NAME.birthDate, 'FORM-']) expect(form).not.toContain(secret);
    }
    const languages = isGerman(locale) ? [locale] : [locale, 'de'];
    expect(new Set(linksIn(text).map((link) => new URL(link).origin))).toEqual(new Set([ORIGIN]));
    expect(new Set(linksIn(text).map((link) => new URL(link).pathname.split('/')[1]))).toEqual(new Set(languages));
    for (const link of linksIn(text))
      expect(new URL(link).pathname).toMatch(/^\/[a-z-]+\/(confirm|registration|answer)\/[\w.-]{59}(\/(objection|hearing))?$/);
    expect([...new Set(linksIn(html))].sort()).toEqual([...new Set(linksIn(text))].sort());
  });

  test.each(LETTER_KINDS)('%s: German stands below another language, in its own direction', (kind) => {
    const mail = mails.get(kind)!;
    const [text, html] = [mail.text!, String(mail.html)];
    const sentence = german('letters:own.note');
    if (locale === 'de') return expect(text.split(sentence)).toHaveLength(2);
    expect(html.includes('<div lang="de" dir="ltr"')).toBe(!isGerman(locale));
    if (isGerman(locale)) return;
    expect(text.lastIndexOf(sentence)).toBeGreaterThan(text.indexOf(t('letters:own.note')));
    expect(readable(html).lastIndexOf(sentence)).toBeGreaterThan(readable(html).indexOf(t('letters:own.note')));
  });

  test('a translation that nobody has checked says so first', () => {
    const { text, html } = mails.get('offer.made')!;
    const says = !languageFacts(locale).reviewed && !isGerman(locale);
    expect(text!.startsWith(t('letters:unreviewed'))).toBe(says);
    expect(readable(String(html)).includes(t('letters:unreviewed'))).toBe(says);
  });

  test('the time stands there by the clock of the office', () => {
    for (const kind of ['offer.made', 'appointment.accepted', 'appointment.reminder'] as const) {
      for (const form of [mails.get(kind)!.text!, String(mails.get(kind)!.html)]) {
        expect(form).toMatch(/09:30/);
        expect(form).toContain('Zimmer 12');
        if (!isGerman(locale)) expect(form).toContain('Montag, 16. März 2026 um 09:30 Uhr');
      }
    }
  });

  test('nothing in the HTML is fetched, and nothing runs', () => {
    for (const mail of mails.values()) {
      const html = String(mail.html);
      expect(html).not.toMatch(/<(img|link|script|iframe|style|object|form|base)\b|url\(|@import|\ssrc=|background=|\son\w+=/i);
    }
  });

  test('each kind has a subject of its own', () => {
    expect(new Set([...mails.values()].map((mail) => mail.subject)).size).toBe(LETTER_KINDS.length);
  });
});

describe('the calendar file', () => {
  const lines = (mail: ParsedMail): string[] => mail.attachments[0]!.content.toString('utf8').replaceAll('\r\n ', '').split('\r\n');

  test('an accepted appointment brings one, a cancelled one takes it out again, other letters have none', async () => {
    const mails = await mailsIn('en');
    for (const [kind, mail] of mails) {
      expect([kind, mail.attachments.length]).toEqual([kind, ['appointment.accepted', 'appointment.cancelled'].includes(kind) ? 1 : 0]);
    }
    const accepted = mails.get('appointment.accepted')!;
    expect(accepted.attachments[0]!.contentType).toBe('text/calendar');
    const entry = lines(accepted);
    for (const line of ['METHOD:PUBLISH', 'STATUS:CONFIRMED', 'DTSTART:20260316T083000Z', 'DTEND:20260316T090000Z', 'LOCATION:Zimmer 12']) {
      expect(entry).toContain(line);
    }
    for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:1'])
      expect(lines(mails.get('appointment.cancelled')!)).toContain(line);
    const all = entry.join('\n');
    for (const secret of [NAME.surname, 'FORM', 'Aufenthalt', 'registration', 'answer']) expect(all).not.toContain(secret);
  });
});

describe('what staff and applicants type is harmless', () => {
  const HOSTILE = '<img src=x onerror=alert(1)>\u202E"\u0301\u0301 $t(letters:greeting) {{url}}';

  test('in the place of an appointment', async () => {
    const { id } = await office.register('BOESE-1', { locale: 'ar', contact: { kind: 'mail', value: 'boese@example.org' } });
    await office.letters.sendDue();
    await office.tell('offer.made', id, await office.offer(id, { place: HOSTILE }));
    await office.letters.sendDue();
    const mail = office.mailServer.to('boese@example.org').at(-1)!;
    expect(String(mail.html)).not.toContain('<img');
    expect(String(mail.html)).toContain('&lt;img src=x');
    expect(String(mail.html)).toContain('{{url}}');
    expect(String(mail.html)).toContain('$t(letters:greeting)');
    expect(mail.text).toContain('{{url}}');
  });
});
