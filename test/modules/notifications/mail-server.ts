import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it has accepted, and can be told to refuse. */
export class MailServer {
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
