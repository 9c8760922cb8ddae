import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { type Letter, Mailer, MailError } from './mailer';

const CONNECTIONS = 4;
const TIMEOUT_MS = 20_000;

/** How a letter is written for nodemailer; also what the folder adapter puts into files. */
export function composeLetter(letter: Letter, from: string): SendMailOptions {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: letter.to,
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: `<${letter.id}@${domain}>`,
    headers: {
      // Machines answer (out of office, sender checks): ask them not to.
      'Auto-Submitted': 'auto-generated',
      ...(letter.language ? { 'Content-Language': letter.language } : {}),
    },
    attachments: letter.attachments?.map(({ content, ...rest }) => ({
      ...rest,
      content: typeof content === 'string' ? content : Buffer.from(content),
    })),
    // Nothing in a letter may make this process read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Hands letters to an SMTP server over a few connections that stay open. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;

  /** @param url `smtp://` (STARTTLS where the server offers it) or `smtps://`, with user and password where needed */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    } as object);
  }

  async send(letter: Letter): Promise<void> {
    try {
      await this.transport.sendMail(composeLetter(letter, this.from));
    } catch (error) {
      const { responseCode, code } = error as { responseCode?: number; code?: string };
      // 5xx about the recipient is final; 5xx about us (530, 535: login) or the connection is not the letter's fault.
      const permanent = responseCode !== undefined && responseCode >= 500 && code === 'EENVELOPE';
      throw new MailError(permanent, [code, responseCode].filter(Boolean).join(' ') || 'unknown');
    }
  }

  override close(): void {
    this.transport.close();
  }
}
