import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import type { LetterKind } from './letter-kinds';
import type { WaitingMessage } from './outbox.repository';

/** Letters that a stranger can cause by typing in somebody's address. All others need a registration that was confirmed there. */
const CAUSED_BY_ANYBODY: readonly string[] = ['registration.received', 'registration.confirmed'] satisfies LetterKind[];

/**
 * Keeps registering from being a way to flood somebody's mailbox or phone: a contact gets so many letters of the kinds that anybody can cause
 * in a day (`LETTERS_PER_CONTACT`), plus the two (code and confirmation) of every registration that was confirmed from there that day. Somebody who registers many others and
 * confirms them, as an advice centre does, is not held up; whoever does not want the letters confirms nothing and gets no more of them.
 *
 * Counts by contact alone, never by what the case register says, and applies after the answer has been given: nobody can tell from a letter that
 * comes or stays away whether a case exists.
 *
 * Commit point: the count and the message's mark commit together before the letter leaves. A letter that is tried again is counted once; one
 * whose sender dies after counting has used its place up. Counting takes turns on the contact's row, so workers at once can't exceed it.
 */
@Injectable()
export class LetterLimits {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Counts a letter, in the caller's transaction.
   * @param contactKey keyed hash of where it goes; null where nobody could have typed it in
   * @returns false when it has to wait, or is one too many
   */
  async permit(em: EntityManager, message: WaitingMessage, contactKey: Buffer | null): Promise<boolean> {
    if (contactKey === null || !CAUSED_BY_ANYBODY.includes(message.kind)) return true;
    const marked: { id: string }[] = await em.query(`SELECT id FROM outbox_messages WHERE id = $1 AND counted_for = $2`, [
      message.id,
      contactKey,
    ]);
    if (marked.length > 0) return true;
    const day = this.clock.now().toISOString().slice(0, 10);
    const counted: { used: number }[] = await em.query(
      `INSERT INTO letter_allowances AS allowance (contact_key, day, used) VALUES ($1, $2, 1)
       ON CONFLICT (contact_key, day) DO UPDATE SET used = allowance.used + 1
       WHERE allowance.used < $3 + 2 * (SELECT count(*) FROM registrations WHERE contact_key = $1 AND confirmed_at >= $2::date::timestamp AT TIME ZONE 'UTC')
       RETURNING used`,
      [contactKey, day, this.config.lettersPerContact],
    );
    if (counted.length === 0) return false;
    await em.query(`UPDATE outbox_messages SET counted_for = $2 WHERE id = $1`, [message.id, contactKey]);
    return true;
  }
}
