import { type ShortMessage, SmsError, SmsSender } from './sms-sender';

const TIMEOUT_MS = 10_000;

/**
 * Posts `{ to, text, id }` as JSON to an HTTP gateway, with the token as bearer and the id as Idempotency-Key. 2xx means
 * accepted; 400, 404, 410 and 422 that this number will never work; everything else, time-outs included, "try later".
 */
export class GatewaySmsSender extends SmsSender {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    super();
  }

  async send(message: ShortMessage): Promise<void> {
    let status: number;
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, 'idempotency-key': message.id },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(this.timeoutMs),
        // A redirect would carry the token and the number to somebody else.
        redirect: 'error',
      });
      status = response.status;
      await response.body?.cancel();
    } catch (error) {
      throw new SmsError(false, (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable');
    }
    if (status >= 200 && status < 300) return;
    throw new SmsError([400, 404, 410, 422].includes(status), `status ${status}`);
  }
}
