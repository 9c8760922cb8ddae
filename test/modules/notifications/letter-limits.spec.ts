import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppointmentsModule } from '../../../src/modules/appointments';
import { DrawsModule } from '../../../src/modules/draws';
import { LettersService, NotificationsModule } from '../../../src/modules/notifications';
import { LetterLimits } from '../../../src/modules/notifications/letter-limits';
import { PrivateLinks } from '../../../src/modules/registrations';
import { SlotsModule } from '../../../src/modules/slots';
import { UnitOfWork } from '../../../src/platform/database';
import { compose, type OpenServiceApp, registration, startOpenService } from '../registrations/open-service';

/** Registering a stranger's address, again and again, must not flood their mailbox; and nobody may notice anything from outside. */
const LIMIT = 4;
let test: OpenServiceApp;
let letters: LettersService;
beforeAll(async () => {
  const environment = { LETTERS_PER_CONTACT: String(LIMIT), SWEEP_SECONDS: '3600' };
  const module = compose({ web: true, worker: true }, [SlotsModule, DrawsModule, AppointmentsModule, NotificationsModule]);
  test = await startOpenService({ module, environment });
  letters = test.app.get(LettersService, { strict: false });
});
afterAll(() => test.stop());

let next = 0;
const mail = (value: string) => ({ contact: { kind: 'mail', value } });
const register = (more: object) => test.post('/api/registrations', registration(`LIMIT-${++next}`, more));
const confirm = (id: string) =>
  test.post('/api/registrations/confirm', { token: test.app.get(PrivateLinks, { strict: false }).confirmationTokenOf(id) });

/** Letters and messages that have left for a contact, in any spelling. */
function sentTo(pattern: RegExp, folder: 'mail' | 'sms' = 'mail'): number {
  const path = join(test.runtime.config.dataFolder, folder);
  return readdirSync(path).filter((name) => pattern.test(readFileSync(join(path, name), 'utf8'))).length;
}

const usedBy = async (): Promise<number[]> =>
  (await test.database.query<{ used: number }>('SELECT used FROM letter_allowances ORDER BY used DESC')).map((row) => row.used);

describe('a contact that somebody registers again and again', () => {
  it('gets so many letters and no more, in whatever spelling, however many workers send at once', async () => {
    const spellings = ['flood@example.org', 'FLOOD@example.org', 'flood+a@example.org', 'Flood+b@EXAMPLE.org'];
    const replies = await Promise.all(Array.from({ length: 40 }, (_, n) => register(mail(spellings[n % 4]!))));
    // From outside the fortieth is as welcome as the first.
    expect(new Set(replies.map(({ status, body }) => `${status} ${Object.keys(body).join()}`)).size).toBe(1);
    const sent = await Promise.all([1, 2, 3, 4, 5].map(() => letters.sendDue()));
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(LIMIT);
    expect(sentTo(/^To: .*flood/im)).toBe(LIMIT);
    expect(await usedBy()).toEqual([LIMIT]);
    expect(test.log.text()).not.toMatch(/flood/i);
  });

  it('does not keep the letters of others waiting', async () => {
    await register(mail('other@example.org'));
    expect(await letters.sendDue()).toBe(1);
  });

  it('looks at what is held again later, without counting that as an attempt', async () => {
    const held = await test.database.query<{ attempts: number; next: Date }>(
      `SELECT attempts, next_attempt_at AS next FROM outbox_messages WHERE sent_at IS NULL`,
    );
    expect(held).toHaveLength(36);
    for (const row of held) expect(row).toEqual({ attempts: 0, next: new Date(test.clock.milliseconds() + 900_000) });
    test.clock.advance(900);
    expect(await letters.sendDue()).toBe(0);
    test.clock.advance(-900);
    await test.database.query(`UPDATE outbox_messages SET next_attempt_at = to_timestamp(0) WHERE sent_at IS NULL`);
  });

  it('gets those of each registration that is confirmed from there besides: an advice centre is not held up', async () => {
    const rows = await test.database.query<{ id: string }>(
      `SELECT registration_id AS id FROM outbox_messages JOIN registrations r ON r.id = registration_id
       WHERE kind = 'registration.received' AND sent_at IS NOT NULL AND r.contact_key = (SELECT contact_key FROM letter_allowances WHERE used = $1)`,
      [LIMIT],
    );
    expect(rows).toHaveLength(LIMIT);
    for (const { id } of rows.slice(0, 3)) expect((await confirm(id)).status).toBe(200);
    // Their three confirmations, and three codes that were held back.
    expect(await letters.sendDue()).toBe(6);
    expect(sentTo(/^To: .*flood/im)).toBe(LIMIT + 6);
  });

  it('gets no code any more once the time to confirm is over, and another day begins anew', async () => {
    test.clock.advance(86_400 - 3600);
    await test.database.query(`UPDATE registrations SET state = 'ended', ended_at = now() WHERE state = 'unconfirmed'`);
    await test.database.query(`UPDATE outbox_messages SET next_attempt_at = to_timestamp(0) WHERE sent_at IS NULL`);
    expect(await letters.sendDue()).toBe(0);
    expect(await letters.hasDue()).toBe(false);
    await Promise.all(Array.from({ length: 9 }, () => register(mail('flood@example.org'))));
    expect(await letters.sendDue()).toBe(LIMIT);
    test.clock.advance(3600 - 86_400);
  });
});

it('counts for a phone as well, and for changes of the contact', async () => {
  const phone = { contact: { kind: 'phone', value: '0170 1234567' } };
  await Promise.all(Array.from({ length: 9 }, () => register(phone)));
  await letters.sendDue();
  expect(sentTo(/491701234567/, 'sms')).toBe(LIMIT);
  const { body } = await register(mail('mine@example.org'));
  await confirm(body.registration);
  await letters.sendDue();
  const own = { link: body.link, caseNumber: `LIMIT-${next}` };
  for (let n = 0; n < 12; n++)
    expect((await test.post('/api/registrations/contact', { ...own, ...mail('victim@example.org') })).status).toBe(200);
  await letters.sendDue();
  // One registration was confirmed, with its two.
  expect(sentTo(/^To: .*victim/im)).toBe(LIMIT + 2);
  expect(await test.database.query(`SELECT FROM outbox_messages WHERE kind = 'registration.confirmed' AND sent_at IS NULL`)).toEqual([]);
});

it('is counted once for a letter that is tried again, also when its sender died after counting', async () => {
  const { body } = await register(mail('again@example.org'));
  const [message] = await test.database.query<{ id: string; registrationId: string }>(
    `SELECT id, registration_id AS "registrationId" FROM outbox_messages WHERE registration_id = $1`,
    [body.registration],
  );
  const [{ key }] = (await test.database.query<{ key: Buffer }>('SELECT contact_key AS key FROM registrations WHERE id = $1', [
    body.registration,
  ])) as [{ key: Buffer }];
  const permit = () =>
    test.app
      .get(UnitOfWork, { strict: false })
      .run((em) =>
        test.app
          .get(LetterLimits, { strict: false })
          .permit(em, { ...message!, kind: 'registration.received', subjectId: null, attempts: 1 }, key),
      );
  expect([await permit(), await permit()]).toEqual([true, true]);
  const used = () => test.database.query('SELECT used FROM letter_allowances WHERE contact_key = $1', [key]);
  expect(await used()).toEqual([{ used: 1 }]);
  expect(await letters.sendDue()).toBe(1);
  expect(await used()).toEqual([{ used: 1 }]);
  expect(await test.database.query('SELECT counted_for FROM outbox_messages WHERE id = $1', [message!.id])).toEqual([
    { counted_for: null },
  ]);
});
