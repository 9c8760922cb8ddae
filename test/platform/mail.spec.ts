import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { FolderMailer, type Letter, type MailError, SmtpMailer } from '../../src/platform/mail';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';

const FROM = 'Fairslot <no-reply@slots.example.org>';
const letter: Letter = {
  id: 'outbox-17',
  to: 'amina@example.org',
  subject: 'Ihr Termin – Özgür',
  text: 'Guten Tag,\n\nتم التسجيل\n',
  html: '<p>Guten Tag</p>',
  language: 'de',
  attachments: [{ filename: 'termin.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' }],
};

function expectTheLetter(mail: ParsedMail): void {
  expect(mail.subject).toBe(letter.subject);
  expect(mail.text).toContain('تم التسجيل');
  expect(mail.html).toContain('<p>Guten Tag</p>');
  expect(mail.from?.value[0]?.address).toBe('no-reply@slots.example.org');
  expect(mail.messageId).toBe('<outbox-17@slots.example.org>');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.headers.get('content-language')).toBe('de');
  expect(mail.attachments.map((each) => [each.filename, each.contentType, each.content.toString()])).toEqual([
    ['termin.ics', 'text/calendar', 'BEGIN:VCALENDAR'],
  ]);
}

describe('mail by SMTP', () => {
  const received: ParsedMail[] = [];
  let connections = 0;
  let server: SMTPServer;
  let mailer: SmtpMailer;

  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onConnect: (_, done) => (connections++, done()),
      onRcptTo: ({ address }, _, done) => {
        const code = { 'gone@example.org': 550, 'busy@example.org': 451 }[address];
        done(code === undefined ? undefined : Object.assign(new Error(`cannot take ${address}`), { responseCode: code }));
      },
      onData: (stream, _, done) => {
        simpleParser(stream).then((mail) => (received.push(mail), done()), done);
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as { port: number };
    mailer = new SmtpMailer(`smtp://127.0.0.1:${port}`, FROM);
  });
  afterAll(async () => {
    mailer.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('hands over the letter as it is, in every script', async () => {
    await mailer.send(letter);
    expectTheLetter(received.at(-1)!);
  });

  it('sends many letters over a few connections', async () => {
    const before = received.length;
    await Promise.all(Array.from({ length: 40 }, (_, index) => mailer.send({ ...letter, id: `bulk-${index}` })));
    expect(received).toHaveLength(before + 40);
    expect(connections).toBeLessThanOrEqual(5);
  });

  it.each([
    ['gone@example.org', true, 'EENVELOPE 550'],
    ['busy@example.org', false, 'EENVELOPE 451'],
  ])('tells whether %s is worth another try, without repeating the address', async (to, permanent, code) => {
    const error = (await mailer.send({ ...letter, to }).catch((each: unknown) => each)) as MailError;
    expect(error).toMatchObject({ name: 'MailError', permanent, code });
    expect(error.message).not.toContain(to);
  });

  it('asks for another try when nobody answers', async () => {
    const nobody = new SmtpMailer('smtp://127.0.0.1:1', FROM);
    await expect(nobody.send(letter)).rejects.toMatchObject({ permanent: false, code: 'ESOCKET' });
    nobody.close();
  });

  it('can not be made to add recipients or headers', async () => {
    await mailer.send({ ...letter, subject: 'x\r\nBcc: eve@example.org', to: 'amina@example.org' });
    expect(received.at(-1)!.bcc).toBeUndefined();
    expect(received.at(-1)!.headers.has('bcc')).toBe(false);
  });
});

describe('mail into a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = createTemporaryFolder();
  });
  afterEach(() => removeFolder(folder));

  it('writes what a mail program can open, once for each letter, for the owner only', async () => {
    const mailer = new FolderMailer(join(folder, 'mail'), FROM);
    await Promise.all([mailer.send(letter), mailer.send(letter), mailer.send({ ...letter, id: '../x' })]);
    expect(readdirSync(join(folder, 'mail')).sort()).toEqual(['.._x.eml', 'outbox-17.eml']);
    const file = join(folder, 'mail', 'outbox-17.eml');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expectTheLetter(await simpleParser(readFileSync(file)));
  });
});
