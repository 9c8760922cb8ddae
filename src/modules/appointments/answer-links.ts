import { Injectable } from '@nestjs/common';
import { equalSecrets, KeyedHash } from '../../platform/crypto';

const TOKEN = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{22})$/;
/** 128 bits: beyond guessing. */
const MAC_BYTES = 16;

/**
 * The links by which a letter's reader answers in one tap, without the case number: accept, decline, give back. A token is a keyed hash of
 * the offer's id, so nothing is stored that would open anything, and a lost letter can be composed again.
 *
 * Whoever reads the letter holds it, so it opens little: the time and place of this one appointment, and its answers. Neither a name nor the
 * registration can be reached by it, and no answer hands the slot to a chosen person.
 */
@Injectable()
export class AnswerLinks {
  constructor(private readonly keyedHash: KeyedHash) {}

  /** What stands in letters about this offer and in reminders of the appointment, after `/<language>/answer/`. */
  tokenOf(offerId: string): string {
    return `${offerId}.${this.keyedHash.digest('answer-link', offerId).subarray(0, MAC_BYTES).toString('base64url')}`;
  }

  /** @returns the offer's id, or null for anything that {@link tokenOf} has not made */
  findOffer(token: string): string | null {
    const id = TOKEN.exec(token)?.[1];
    return id !== undefined && equalSecrets(token, this.tokenOf(id)) ? id : null;
  }
}
