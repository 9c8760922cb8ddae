/** One short message to one phone. */
export interface ShortMessage {
  /** E.164: `+` and digits. */
  readonly to: string;
  readonly text: string;
  /** Names this message for ever; the gateway is told, so that it can drop a second copy. */
  readonly id: string;
}

/**
 * The way short messages leave the house. The contract is the Mailer's: resolved means the next station has taken over;
 * at least once; no record, no retry, no order; safe to call many times at once.
 */
export abstract class SmsSender {
  /** @throws SmsError `permanent` when this number will never work; otherwise try later */
  abstract send(message: ShortMessage): Promise<void>;
}

/** A message was not accepted. Never carries the gateway's words: they may repeat the number. */
export class SmsError extends Error {
  constructor(
    readonly permanent: boolean,
    readonly code: string,
  ) {
    super(`short message was not accepted (${code})`);
    this.name = 'SmsError';
  }
}
