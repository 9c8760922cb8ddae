import type { InjectOptions } from 'fastify';
import { IsNull, Not } from 'typeorm';
import { LETTER_KINDS } from '../../../src/modules/notifications';
import { LetterToPrintRow } from '../../../src/modules/notifications/letter-to-print.entity';
import { RegistrationRow, RegistrationVault } from '../../../src/modules/registrations';
import { FreshTokens } from '../../../src/modules/staff';
import { RetentionModule, RetentionService } from '../../../src/modules/retention';
import { type Language, LANGUAGES } from '../../../src/platform/i18n';
import { textOfPdf } from '../../support/pdf-text';
import { registration } from '../registrations/open-service';
import { LetterOffice } from './letter-office';

const LIST = '/api/staff/letters-to-print';

interface Listed {
  letter: string;
  kind: string;
  language: string;
  registration: string;
  surname: string;
  givenNames: string;
  caseNumber: string;
}

let office: LetterOffice;
beforeAll(async () => {
  office = await LetterOffice.open({ FAIRSLOT_AUTHORITY_FILE: 'examples/authority.json' }, [RetentionModule]);
});
afterAll(() => office.close());

const request = (method: 'GET' | 'POST', url: string, member: string | null = 'clerk-1') => {
  const authorization = `Bearer ${office
    .get(FreshTokens)
    .tokens()!
    .get(member ?? '')}`;
  return office.test.app.inject({ method, url, headers: member === null ? {} : { authorization } } as InjectOptions);
};
const list = async (member = 'clerk-1'): Promise<Listed[]> => (await request('GET', LIST, member)).json();
const print = (letter: string, member: string | null = 'clerk-1') => request('GET', `${LIST}/${letter}/letter.pdf`, member);

/** Somebody without mail or phone, registered at the counter, whose first letter is printed already. */
async function registerAtCounter(caseNumber: string, person: object = {}, locale: Language = 'de'): Promise<string> {
  const given = { person: { surname: 'Yıldız', givenNames: 'Ayşe', birthDate: '1990-05-17', ...person } };
  const body = { ...registration(caseNumber), ...given, contact: { kind: 'none' }, channel: 'counter', locale };
  const reply = await office.test.post('/api/staff/registrations', body, 'clerk');
  expect(reply.status).toBe(201);
  return reply.body.registration;
}

const lettersFor = async (registrationId: string): Promise<Listed[]> =>
  (await list()).filter((listed) => listed.registration === registrationId);

test('a letter to somebody without mail or phone waits to be printed, is fetched, and is marked once', async () => {
  const id = await registerAtCounter('PAPIER-1');
  expect(await office.letters.sendDue()).toBe(0);
  const [listed] = await lettersFor(id);
  expect(listed).toEqual({
    letter: expect.stringMatching(/^\d+$/),
    kind: 'registration.confirmed',
    waitingSince: '2026-03-02T10:01:00Z',
    language: 'de',
    registration: id,
    surname: 'Yıldız',
    givenNames: 'Ayşe',
    caseNumber: 'PAPIER1',
  });
  const reply = await print(listed!.letter);
  expect(reply.statusCode).toBe(200);
  expect(reply.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
  const text = textOfPdf(reply.rawPayload).join('|');
  expect(text).toContain('Ayşe Yıldız');
  expect(text).toContain('Ihre Registrierung ist bestätigt');
  expect(text).toContain('Ausländerbehörde Musterstadt');
  expect(text).toContain('2. März 2026');
  for (const secret of ['1990', 'PAPIER']) expect(text).not.toContain(secret);
  expect(reply.headers['content-disposition']).not.toMatch(/Yıldız|PAPIER/);
  const first = await request('POST', `${LIST}/${listed!.letter}/printed`);
  office.test.clock.advance(60);
  const again = await request('POST', `${LIST}/${listed!.letter}/printed`, 'hotline-1');
  expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
  expect(again.json()).toEqual(first.json());
  expect(first.json()).toEqual({ letter: listed!.letter, printedAt: '2026-03-02T10:01:00Z', printedBy: 'clerk-1' });
  expect(await lettersFor(id)).toEqual([]);
  // A jammed printer gets the sheet again.
  expect((await print(listed!.letter)).statusCode).toBe(200);
  for (const secret of ['Yıldız', 'PAPIER']) expect(office.test.log.text()).not.toContain(secret);
});

test('a letter is put on the list once, whoever dies before marking it as sent', async () => {
  const id = await registerAtCounter('PAPIER-2');
  await Promise.all([office.letters.sendDue(), office.letters.sendDue()]);
  await office.test.database.query(
    'UPDATE outbox_messages SET sent_at = NULL, next_attempt_at = to_timestamp(0) WHERE registration_id = $1',
    [id],
  );
  await office.letters.sendDue();
  expect(await lettersFor(id)).toHaveLength(1);
});

test.each(LANGUAGES)('every kind can be printed in %s', async (locale) => {
  const id = await registerAtCounter(`PAPIER-${locale}`, {}, locale);
  const accepted = await office.offer(id, { state: 'accepted', answeredAt: '2026-03-04T12:00:00Z' });
  const cancelled = await office.offer(id, { state: 'cancelled', reason: 'given-back', answeredAt: '2026-03-05T12:00:00Z' });
  await office.hear(accepted);
  for (const kind of LETTER_KINDS.filter((each) => !/received|confirmed|offer\.made/.test(each))) {
    await office.tell(
      kind,
      id,
      kind === 'appointment.cancelled' ? cancelled : /^(offer|appointment|hearing)\./.test(kind) ? accepted : undefined,
    );
  }
  await office.letters.sendDue();
  const waiting = await lettersFor(id);
  expect(waiting).toHaveLength(LETTER_KINDS.length - 2);
  for (const { letter, language } of waiting) {
    const reply = await print(letter);
    expect([reply.statusCode, language]).toEqual([200, locale]);
    expect(reply.rawPayload.toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(textOfPdf(reply.rawPayload).join('')).toMatch(/Guten Tag[,!]/);
  }
  expect(office.test.log.lines().filter(({ msg }) => /no installed font/.test(String(msg)))).toEqual([]);
});

test('an offer says how to answer by phone and at the counter, and disappears when it is answered', async () => {
  const id = await registerAtCounter('PAPIER-4');
  const offer = await office.offer(id);
  await office.tell('offer.made', id, offer);
  await office.letters.sendDue();
  const { letter } = (await lettersFor(id)).find(({ kind }) => kind === 'offer.made')!;
  const text = textOfPdf((await print(letter)).rawPayload).join(' ');
  for (const part of ['Montag, 16. März 2026 um 09:30 Uhr', 'Zimmer 12', '+49 30 23125 000', 'Schalter']) expect(text).toContain(part);
  await office.test.database.query(`UPDATE offers SET state = 'accepted' WHERE id = $1`, [offer]);
  expect((await lettersFor(id)).map(({ kind }) => kind)).not.toContain('offer.made');
  expect((await print(letter)).json()).toMatchObject({ code: 'letter.no-longer-true' });
  // It is settled: nobody composes it again.
  const droppedAt = async (): Promise<Date[]> =>
    (await office.em.findBy(LetterToPrintRow, { messageId: letter })).map((row) => row.droppedAt!);
  const first = await droppedAt();
  expect(first).toEqual([office.test.clock.now()]);
  office.test.clock.advance(60);
  await list();
  expect(await droppedAt()).toEqual(first);
});

test.each(['#read("/etc/passwd")', '<b>*x*</b> $y$', '"]); #panic("z")', '\u202Egnp.exe\u0000', 'x\r\nBcc: eve@example.org'])(
  'whatever stands in the vault as a name is printed as a name: %j',
  async (surname) => {
    const id = await registerAtCounter(`HOSTIL-${surname.length}`);
    const vault = office.get(RegistrationVault);
    const row = await office.em.findOneByOrFail(RegistrationRow, { id });
    const part = vault.open(row);
    await office.em.update(RegistrationRow, { id }, { sealed: vault.seal(id, { ...part, identity: `${surname}|Ada|1990-05-17|HOSTIL` }) });
    await office.letters.sendDue();
    const [listed] = await lettersFor(id);
    const reply = await print(listed!.letter);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-disposition']).toBe(`inline; filename="letter-${listed!.letter}.pdf"`);
    const text = textOfPdf(reply.rawPayload).join('');
    expect(text.replaceAll(' ', '')).toContain(`Ada${surname.replaceAll(/[\s\u0000\u202e]/g, '')}`);
    expect(text).not.toContain('root:');
  },
);

test('names of 300 letters and of many marks stay on the sheet', async () => {
  const id = await registerAtCounter('LANG-1', { surname: 'Ñ'.repeat(100), givenNames: `A${'\u0301'.repeat(60)}da` });
  await office.letters.sendDue();
  const [listed] = await lettersFor(id);
  const lines = textOfPdf((await print(listed!.letter)).rawPayload);
  // Letters take room, marks on them take none; some fonts say a letter's marks again with each of them.
  const letters = lines.map((line) => line.normalize('NFD').replaceAll(/\p{M}/gu, '').length);
  expect(Math.max(...letters)).toBeLessThan(150);
  expect(lines.join('')).toContain('Ñ'.repeat(10));
});

test('only those whose duty it is see and print them', async () => {
  expect(await list('hotline-1')).toEqual(await list());
  for (const member of ['operator-1', 'auditor-1', 'approver-1']) expect((await request('GET', LIST, member)).statusCode).toBe(403);
  expect((await request('GET', LIST, null)).statusCode).toBe(401);
  expect((await print('1', null)).statusCode).toBe(401);
  expect((await print('999999')).json()).toMatchObject({ code: 'letter.unknown' });
  expect((await request('POST', `${LIST}/999999/printed`)).json()).toMatchObject({ code: 'letter.unknown' });
  expect((await print('..%2f..%2fetc')).statusCode).toBe(400);
});

test('a printed letter is forgotten like one that was sent, and so is a dropped one; one that waits is not', async () => {
  const id = await registerAtCounter('PAPIER-9');
  await office.letters.sendDue();
  const [listed] = await lettersFor(id);
  office.test.clock.advance(15 * 86_400);
  await office.get(RetentionService).forget();
  expect(await lettersFor(id)).toHaveLength(1);
  await request('POST', `${LIST}/${listed!.letter}/printed`);
  office.test.clock.advance(15 * 86_400);
  await office.get(RetentionService).forget();
  expect((await print(listed!.letter)).json()).toMatchObject({ code: 'letter.unknown' });
  expect(await office.em.findBy(LetterToPrintRow, { droppedAt: Not(IsNull()) })).toEqual([]);
});
