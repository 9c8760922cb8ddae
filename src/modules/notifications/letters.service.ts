import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { AppLogger } from '../../platform/logging';
import { Mailer, MailError } from '../../platform/mail';
import { SmsError, SmsSender } from '../../platform/sms';
import { LetterComposer, type ReadyLetter } from './letter-composer';
import { LetterLimits } from './letter-limits';
import { LettersToPrint } from './letters-to-print.service';
import { MailForm } from './mail-form';
import { OutboxRepository, type WaitingMessage } from './outbox.repository';

/** Messages claimed at a time, and how many of them are on their way at once. */
const CLAIMED_AT_ONCE = 20;
const SENT_AT_ONCE = 4;
/** Seconds a claim holds. Longer than sending all of them can take: connecting and talking are limited to about a minute each. */
const CLAIM_SECONDS = 900;
/** With the waits doubling from half a minute to six hours, twelve attempts reach over more than a day. */
const MOST_ATTEMPTS = 12;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 6 * 3600;

/** Seconds until a letter that its contact's limit holds back is looked at again: by then somebody may have confirmed. */
const HELD_SECONDS = 900;

type Outcome = 'sent' | 'to-print' | 'nothing-to-send' | 'given-up' | 'postponed' | 'held';

/** Chooses the way a letter goes. */
@Injectable()
export class LetterWays {
  constructor(
    private readonly mailer: Mailer,
    private readonly sms: SmsSender,
    private readonly mailForm: MailForm,
  ) {}

  /** @param id names the letter for ever @throws MailError, SmsError */
  async send(letter: ReadyLetter, id: string): Promise<void> {
    const { contact, parts } = letter;
    if (contact.value === null) throw new Error('a letter without an address');
    if (contact.kind === 'phone') await this.sms.send({ to: contact.value, text: parts[0]!.short, id });
    else await this.mailer.send(this.mailForm.format(letter, id));
  }
}

/**
 * Sends what the outbox holds.
 *
 * Claim, send, mark: three steps, no transaction stays open while another machine is talked to. A message is sent by one
 * worker, and tried again when sending fails. It is sent twice only if the process dies between the mail server's "250" and
 * the mark that follows at once; then it goes again, under the same message id, when the claim has run out. The other order
 * (mark, then send) would lose letters instead, and a lost offer is worse than a doubled one.
 */
@Injectable()
export class LettersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: OutboxRepository,
    private readonly composer: LetterComposer,
    private readonly ways: LetterWays,
    private readonly toPrint: LettersToPrint,
    private readonly limits: LetterLimits,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  async hasDue(): Promise<boolean> {
    return this.unitOfWork.run((em) => this.outbox.hasDue(em, this.clock.now()));
  }

  /** Sends everything that is due now. Any number may do so at once. @returns how many letters have left */
  async sendDue(): Promise<number> {
    let sent = 0;
    for (;;) {
      const until = new Date(this.clock.milliseconds() + CLAIM_SECONDS * 1000);
      const claimed = await this.unitOfWork.run((em) => this.outbox.claim(em, CLAIMED_AT_ONCE, this.clock.now(), until));
      if (claimed.length === 0) return sent;
      const waiting = [...claimed];
      const lane = async (): Promise<void> => {
        for (let message = waiting.shift(); message; message = waiting.shift()) {
          if ((await this.sendOne(message)) === 'sent') sent += 1;
        }
      };
      await Promise.all(Array.from({ length: SENT_AT_ONCE }, lane));
    }
  }

  private async sendOne(message: WaitingMessage): Promise<Outcome> {
    const outcome = await this.trySending(message);
    const now = this.clock.now();
    await this.unitOfWork.run(async (em) => {
      if (outcome === 'given-up') return this.outbox.markGivenUp(em, message.id, now);
      if (outcome === 'to-print') await this.toPrint.add(em, message);
      if (outcome === 'held') return this.outbox.hold(em, message.id, new Date(now.getTime() + HELD_SECONDS * 1000));
      if (outcome === 'postponed') return this.outbox.postpone(em, message.id, waitUntil(now, message.attempts));
      return this.outbox.markSent(em, message.id, now);
    });
    return outcome;
  }

  private async trySending(message: WaitingMessage): Promise<Outcome> {
    try {
      const letter = await this.unitOfWork.run(async (em) => {
        const composed = await this.composer.compose(em, message);
        return composed === null || (await this.limits.permit(em, message, composed.contactKey)) ? composed : 'held';
      });
      if (letter === null) return 'nothing-to-send';
      if (letter === 'held') return this.hold(message);
      if (letter.contact.kind === 'none') return 'to-print';
      await this.ways.send(letter, `${message.id}-${message.registrationId}`);
      return 'sent';
    } catch (error) {
      const final = isPermanent(error) || message.attempts >= MOST_ATTEMPTS;
      const facts = { message: message.id, kind: message.kind, attempts: message.attempts };
      if (final) this.logger.error('a letter could not be sent and is given up', error, facts);
      else this.logger.warn('a letter could not be sent and will be tried again', error, facts);
      return final ? 'given-up' : 'postponed';
    }
  }

  /** A code waits until its time to confirm is over, then nobody needs it. Anything else that is one too many is only a courtesy. */
  private hold(message: WaitingMessage): Outcome {
    this.logger.warn('a contact has got all letters of the day that anybody can cause', { message: message.id, kind: message.kind });
    return message.kind === 'registration.received' ? 'held' : 'nothing-to-send';
  }
}

function isPermanent(error: unknown): boolean {
  return (error instanceof MailError || error instanceof SmsError) && error.permanent;
}

function waitUntil(now: Date, attempts: number): Date {
  const seconds = Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS);
  return new Date(now.getTime() + seconds * 1000);
}
