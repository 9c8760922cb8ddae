import { AppModule } from '../../../src/app.module';
import { LETTER_KINDS } from '../../../src/modules/notifications';
import { LetterOffice, ORIGIN } from './letter-office';

let office: LetterOffice;
beforeAll(async () => {
  office = await LetterOffice.open({}, [], (runtime) => AppModule.forRole({ web: true, worker: true }, runtime));
});
afterAll(() => office.close());

/** Addresses of our own that a letter shows, each once. */
const linksIn = (text: string): string[] => [...new Set(text.match(/https:\/\/\S+/g) ?? [])].map((link) => link.replace(ORIGIN, ''));

test.each(['ar', 'de'])('every address in a letter in %s opens a page in its language', async (locale) => {
  const { id } = await office.register(`LINK-${locale}`, { locale, contact: { kind: 'mail', value: `${locale}@example.org` } });
  await office.letters.sendDue();
  const offer = await office.offer(id, { state: 'accepted', answeredAt: '2026-03-04T12:00:00Z' });
  for (const kind of LETTER_KINDS.filter((each) => !['registration.received', 'offer.made'].includes(each))) {
    await office.tell(kind, id, /^(offer|appointment)\./.test(kind) ? offer : undefined);
  }
  await office.letters.sendDue();
  const links = new Set(office.mailServer.to(`${locale}@example.org`).flatMap(({ text }) => linksIn(text!)));
  // Confirming, one's own page, answering an offer, answering a notice, in each language.
  expect(links.size).toBe(locale === 'de' ? 4 : 8);
  for (const url of links) {
    const reply = await office.test.app.inject({ method: 'GET', url, headers: { accept: 'text/html' } });
    expect([url.split('/')[2], reply.statusCode]).toEqual([url.split('/')[2], 200]);
    expect(reply.body).toContain(`<html lang="${url.split('/')[1]}"`);
  }
});
