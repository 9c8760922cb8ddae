/** One message to one address. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Content language (BCP 47), for screen readers and translation in mail programs. */
  readonly language?: string;
  readonly attachments?: readonly { readonly filename: string; readonly contentType: string; readonly content: string | Uint8Array }[];
  /**
   * Names this message for ever (the outbox row's id). It becomes the Message-ID, so that a message sent twice after a
   * crash is recognised as one by most mail programs.
   */
  readonly id: string;
}

/**
 * The way letters leave the house.
 *
 * Contract: `send` resolves when the next station has taken responsibility for the letter (SMTP 250, file renamed and
 * flushed), never earlier. It may be called again with the same letter: at least once, not exactly once. It keeps no
 * record and does not retry; the caller's outbox does both. Any number of calls may run at the same time.
 */
export abstract class Mailer {
  /**
   * @throws MailError `permanent` when this address will never work (do not try again); otherwise try later
   */
  abstract send(letter: Letter): Promise<void>;

  /** Releases connections; called once, at shutdown. */
  close(): void | Promise<void> {}
}

/** A letter was not accepted. Carries the station's numbers, never its words: those repeat the address. */
export class MailError extends Error {
  constructor(
    readonly permanent: boolean,
    readonly code: string,
  ) {
    super(`mail was not accepted (${code})`);
    this.name = 'MailError';
  }
}
