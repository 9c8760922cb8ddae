import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { LettersService } from '../../../src/modules/notifications';
import { addToOutbox } from '../../../src/platform/outbox';
import { registration } from '../registrations/open-service';
import { LetterOffice } from './letter-office';

let office: LetterOffice;
let test: LetterOffice['test'];
let mailServer: LetterOffice['mailServer'];
let letters: LettersService;
beforeAll(async () => {
  office = await LetterOffice.open();
  ({ test, mailServer, letters } = office);
});
afterAll(() => office.close());

const register = (caseNumber: string, more: object = {}) => office.register(caseNumber, more);
const outboxOf = (id: string) => office.outboxOf(id);

describe('the letter after registering', () => {
  it('carries code and links that confirm, and nothing about the person', async () => {
    const { id, link } = await register('BRIEF-1');
    expect(await letters.sendDue()).toBe(1);
    const [mail] = mailServer.to('brief1@example.org');
    expect(mail!.subject).toBe('Bitte bestätigen Sie Ihre Registrierung');
    expect(mail!.text).toContain('„Aufenthaltserlaubnis verlängern“');
    expect(mail!.text).toContain('Montag, 2. März 2026 um 13:01 Uhr');
    const code = /^Ihr Code: (\d{6})$/m.exec(mail!.text!)![1];
    const token = /https:\/\/slots\.example\.org\/de\/confirm\/(\S+)$/m.exec(mail!.text!)![1];
    expect(mail!.text).toContain(`https://slots.example.org/de/registration/${link}`);
    expect((await test.post('/api/registrations/confirm', { link, code })).status).toBe(200);
    expect((await test.post('/api/registrations/confirm', { token })).status).toBe(200);
    for (const word of ['Yıldız', 'Ayşe', '1990', 'BRIEF']) expect(mail!.subject! + mail!.text! + String(mail!.html)).not.toContain(word);
    expect(await outboxOf(id)).toMatchObject([{ kind: 'registration.received', sent: true, attempts: 1 }, { sent: false }]);
    for (const word of ['brief1@example.org', code!, token!]) expect(test.log.text()).not.toContain(word);
  });

  it('is short on a phone', async () => {
    const phone = { contact: { kind: 'phone', value: '0170 1234567' }, locale: 'en' };
    const { id } = await register('BRIEF-3', phone);
    await letters.sendDue();
    const folder = join(test.runtime.config.dataFolder, 'sms');
    const messages = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('+491701234567');
    expect(messages[0]).toMatch(/Your code: \d{6}\. Or confirm here: https:\/\/slots\.example\.org\/en\/confirm\//);
    expect(await outboxOf(id)).toMatchObject([{ sent: true }]);
  });

  it('is not written when nobody needs it any more, or nobody can be reached', async () => {
    const late = await register('BRIEF-4');
    test.clock.advance(7201);
    await test.database.query(`UPDATE registrations SET state = 'ended', ended_at = now() WHERE id = $1`, [late.id]);
    test.clock.advance(-7201);
    const body = { ...registration('BRIEF-5'), contact: { kind: 'none' }, channel: 'counter' };
    const atCounter = (await test.post('/api/staff/registrations', body, 'clerk')).body.registration;
    expect(await letters.sendDue()).toBe(0);
    expect(await outboxOf(late.id)).toMatchObject([{ sent: true }]);
    expect(await outboxOf(atCounter)).toMatchObject([{ kind: 'registration.confirmed', sent: true }]);
    expect(mailServer.to('brief4@example.org')).toEqual([]);
  });
});

describe('sending', () => {
  it('sends each letter once, however many workers send at once', async () => {
    const addresses = Array.from({ length: 120 }, (_, n) => `viele${n}@example.org`);
    await Promise.all(addresses.map((value) => register('VIELE-1', { contact: { kind: 'mail', value } })));
    const sent = await Promise.all([1, 2, 3, 4, 5].map(() => letters.sendDue()));
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(120);
    for (const address of addresses) expect(mailServer.to(address)).toHaveLength(1);
    expect(await letters.hasDue()).toBe(false);
  });

  it('tries again later, and later still, when the server does not take a letter', async () => {
    mailServer.refuse = { code: 451, times: 2 };
    const { id } = await register('ZAEH-1');
    expect(await letters.sendDue()).toBe(0);
    expect(await outboxOf(id)).toMatchObject([
      { attempts: 1, sent: false, given_up: false, next: new Date(test.clock.milliseconds() + 30_000) },
    ]);
    expect([await letters.hasDue(), await letters.sendDue()]).toEqual([false, 0]);
    test.clock.advance(30);
    expect(await letters.sendDue()).toBe(0);
    expect(await outboxOf(id)).toMatchObject([{ attempts: 2, next: new Date(test.clock.milliseconds() + 60_000) }]);
    test.clock.advance(60);
    expect(await letters.sendDue()).toBe(1);
    expect(mailServer.to('zaeh1@example.org')).toHaveLength(1);
    expect(test.log.text()).not.toContain('zaeh1');
  });

  it('gives up an address that does not exist, and does not keep others waiting', async () => {
    mailServer.refuse = { code: 550, times: 1 };
    const nobody = await register('TOT-1');
    expect(await letters.sendDue()).toBe(0);
    expect(await outboxOf(nobody.id)).toMatchObject([{ attempts: 1, sent: false, given_up: true }]);
    const somebody = await register('TOT-2');
    expect(await letters.sendDue()).toBe(1);
    expect(await outboxOf(somebody.id)).toMatchObject([{ sent: true }]);
  });

  it('takes up what a worker claimed and did not finish, when the claim has run out', async () => {
    const { id } = await register('STERB-1');
    await test.database.query('UPDATE outbox_messages SET attempts = 1, next_attempt_at = $2 WHERE registration_id = $1', [
      id,
      new Date(test.clock.milliseconds() + 900_000),
    ]);
    expect(await letters.sendDue()).toBe(0);
    test.clock.advance(900);
    expect(await letters.sendDue()).toBe(1);
    expect(mailServer.to('sterb1@example.org')).toHaveLength(1);
    test.clock.advance(-900);
  });

  it('postpones a letter that nobody has written, and gives it up in the end', async () => {
    const { id } = await register('ART-1');
    await letters.sendDue();
    await addToOutbox(test.app.get(DataSource, { strict: false }).manager, [{ kind: 'no.such-letter', registrationId: id }]);
    for (let attempt = 1; attempt <= 12; attempt++) {
      expect(await letters.sendDue()).toBe(0);
      expect((await outboxOf(id))[1]).toMatchObject({ attempts: attempt, given_up: attempt === 12 });
      test.clock.advance(6 * 3600);
    }
    test.clock.advance(-12 * 6 * 3600);
    expect(await letters.hasDue()).toBe(false);
  });

  it("is a transaction's: nothing is told of what did not happen", async () => {
    const { id } = await register('ROLL-1');
    await letters.sendDue();
    const source = test.app.get(DataSource, { strict: false });
    const failing = source.transaction(async (em) => {
      await addToOutbox(em, [{ kind: 'review.decided', registrationId: id }]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await letters.hasDue()).toBe(false);
  });
});

describe('what is no longer true is not told', () => {
  it.each([
    ['offer.made', { state: 'expired' }],
    ['appointment.accepted', { state: 'cancelled', reason: 'given-back', answeredAt: '2026-03-04T12:00:00Z' }],
    ['appointment.reminder', { state: 'cancelled', reason: 'given-back', answeredAt: '2026-03-04T12:00:00Z' }],
    ['appointment.reminder', { state: 'accepted', answeredAt: '2026-03-01T12:00:00Z', startsAt: '2026-03-02T09:00:00Z' }],
  ])('%s, %j', async (kind, spec) => {
    const { id } = await register(`WEG-${JSON.stringify(spec).length}-${kind.length}`);
    await letters.sendDue();
    await office.tell(kind, id, await office.offer(id, spec));
    expect(await letters.sendDue()).toBe(0);
    expect((await outboxOf(id))[1]).toMatchObject({ sent: true });
  });
});
