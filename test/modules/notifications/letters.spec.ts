import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import { AppointmentsModule } from '../../../src/modules/appointments';
import { DrawsModule } from '../../../src/modules/draws';
import { LETTER_KINDS, LettersService, NotificationsModule } from '../../../src/modules/notifications';
import { SlotsModule } from '../../../src/modules/slots';
import { addToOutbox } from '../../../src/platform/outbox';
import { compose, type OpenServiceApp, registration, startOpenService } from '../registrations/open-service';

/** A mail server that keeps what it has accepted, and can be told to refuse. */
class MailServer {
  readonly mails: ParsedMail[] = [];
  refuse: { code: number; times: number } | null = null;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      if (this.refuse && this.refuse.times-- > 0) return done(Object.assign(new Error('no'), { responseCode: this.refuse.code }));
      return done();
    },
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        this.mails.push(mail);
        done();
      });
    },
  });

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `smtp://127.0.0.1:${(this.server.server.address() as { port: number }).port}`;
  }

  to(address: string): ParsedMail[] {
    return this.mails.filter((mail) => [mail.to].flat().some((to) => to?.text === address));
  }

  async stop(): Promise<void> {
    await new Promise<void>((closed) => this.server.close(closed));
  }
}

const mailServer = new MailServer();
let test: OpenServiceApp;
let letters: LettersService;
beforeAll(async () => {
  const environment = {
    SMTP_URL: await mailServer.start(),
    MAIL_FROM: 'amt@example.org',
    PUBLIC_URL: 'https://slots.example.org',
    SWEEP_SECONDS: '3600',
  };
  const module = compose({ web: true, worker: true }, [SlotsModule, DrawsModule, AppointmentsModule, NotificationsModule]);
  test = await startOpenService({ module, environment });
  letters = test.app.get(LettersService, { strict: false });
});
afterAll(async () => {
  await test.stop();
  await mailServer.stop();
});

async function register(caseNumber: string, more: object = {}) {
  const { body } = await test.post('/api/registrations', registration(caseNumber, more));
  return { id: body.registration, link: body.link };
}

const outboxOf = (id: string) =>
  test.database.query<{ kind: string; attempts: number; sent: boolean; given_up: boolean; next: Date }>(
    `SELECT kind, attempts, sent_at IS NOT NULL AS sent, given_up_at IS NOT NULL AS given_up, next_attempt_at AS next
     FROM outbox_messages WHERE registration_id = $1 ORDER BY id`,
    [id],
  );

describe('the letter after registering', () => {
  it('carries code and links that confirm, and nothing about the person', async () => {
    const { id, link } = await register('BRIEF-1');
    expect(await letters.sendDue()).toBe(1);
    const [mail] = mailServer.to('brief1@example.org');
    expect(mail!.subject).toBe('Bitte bestätigen Sie Ihre Registrierung');
    expect(mail!.text).toContain('„Aufenthaltserlaubnis verlängern“');
    expect(mail!.text).toContain('Montag, 2. März 2026 um 13:01');
    const code = /^Code: (\d{6})$/m.exec(mail!.text!)![1];
    const token = /https:\/\/slots\.example\.org\/confirm\/(\S+)$/m.exec(mail!.text!)![1];
    expect(mail!.text).toContain(`https://slots.example.org/registration/${link}`);
    expect((await test.post('/api/registrations/confirm', { link, code })).status).toBe(200);
    expect((await test.post('/api/registrations/confirm', { token })).status).toBe(200);
    for (const word of ['Yıldız', 'Ayşe', '1990', 'BRIEF']) expect(mail!.subject! + mail!.text!).not.toContain(word);
    expect(await outboxOf(id)).toMatchObject([{ kind: 'registration.received', sent: true, attempts: 1 }, { sent: false }]);
    for (const word of ['brief1@example.org', code!, token!]) expect(test.log.text()).not.toContain(word);
  });

  it('is in English for those who read no German here, and short on a phone', async () => {
    await register('BRIEF-2', { locale: 'ar' });
    const phone = { contact: { kind: 'phone', value: '0170 1234567' }, locale: 'en' };
    const { id } = await register('BRIEF-3', phone);
    await letters.sendDue();
    expect(mailServer.to('brief2@example.org')[0]!.subject).toBe('Please confirm your registration');
    const folder = join(test.runtime.config.dataFolder, 'sms');
    const messages = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('+491701234567');
    expect(messages[0]).toMatch(/Your code: \d{6}\. Or confirm here: https:\/\/slots\.example\.org\/confirm\//);
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

describe('every kind of letter', () => {
  let draws = 0;
  async function offer(registrationId: string, state: string, reason: string | null): Promise<string> {
    const [drawId, slotId, offerId] = [randomUUID(), randomUUID(), randomUUID()];
    const number = ++draws;
    await test.database.query(
      `INSERT INTO draws (id, window_id, number, draw_id, state, freeze_at, reveal_by, draw_at, round, drawn_at)
       VALUES ($1, $2, $3, $4, 'drawn', now(), now(), now(), 1, now())`,
      [drawId, test.windowId, number, `stadt.example/aufenthalt/w1/${number}`],
    );
    await test.database.query(
      `INSERT INTO slots (id, window_id, slot_id, group_name, lane, lane_index, label, starts_at, ends_at, place)
       VALUES ($1, $2, $3, 'morning', $3, 0, 'general', '2026-03-16T08:30:00Z', '2026-03-16T09:00:00Z', 'Zimmer 12')`,
      [slotId, test.windowId, `s${number}`],
    );
    await test.database.query(
      `INSERT INTO draw_entries (draw_uuid, ticket_id, registration_id, tickets, reason, losses, could_be_met) VALUES ($1, 't', $2, 1, 'r', 0, true)`,
      [drawId, registrationId],
    );
    await test.database.query(
      `INSERT INTO offers (id, draw_uuid, registration_id, ticket_id, state, answer_by, offered_at, reason)
       VALUES ($1, $2, $3, 't', $4, '2026-03-05T17:00:00Z', now(), $5)`,
      [offerId, drawId, registrationId, state, reason],
    );
    await test.database.query('INSERT INTO offer_slots (offer_id, slot_uuid, live) VALUES ($1, $2, $3)', [
      offerId,
      slotId,
      state === 'offered',
    ]);
    return offerId;
  }

  it.each(['de', 'en'])('can be written in %s and says what to do', async (locale) => {
    const address = `arten-${locale}@example.org`;
    const { id } = await register(`ARTEN-${locale}`, { locale, contact: { kind: 'mail', value: address } });
    await letters.sendDue();
    const em = test.app.get(DataSource, { strict: false }).manager;
    const live = await offer(id, 'offered', null);
    const gone = await offer(id, 'cancelled', 'office');
    for (const kind of LETTER_KINDS) {
      const subjectId = kind === 'appointment.cancelled' ? gone : /^(offer|appointment)\./.test(kind) ? live : undefined;
      await addToOutbox(em, [{ kind, registrationId: id, ...(subjectId ? { subjectId } : {}) }]);
    }
    expect(await letters.sendDue()).toBe(LETTER_KINDS.length);
    const mails = mailServer.to(address).slice(1);
    expect(new Set(mails.map((mail) => mail.subject)).size).toBe(LETTER_KINDS.length);
    for (const mail of mails) {
      expect(mail.text).not.toMatch(/undefined|null|NaN|\[object|[Ll]otter/);
      expect(mail.text).toContain('https://slots.example.org/registration/');
    }
    const made = mails.find((mail) => /antworten|answer/.test(mail.subject!))!;
    expect(made.text).toContain('Zimmer 12');
    expect(made.text).toMatch(locale === 'de' ? /Montag, 16\. März 2026 um 09:30/ : /Monday,? 16 March 2026 at 09:30/);
  });

  it('does not offer what is gone', async () => {
    const { id } = await register('WEG-1');
    await letters.sendDue();
    const em = test.app.get(DataSource, { strict: false }).manager;
    await addToOutbox(em, [{ kind: 'offer.made', registrationId: id, subjectId: await offer(id, 'expired', null) }]);
    expect(await letters.sendDue()).toBe(0);
    expect((await outboxOf(id))[1]).toMatchObject({ sent: true });
  });
});
