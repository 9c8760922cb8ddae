import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { UnitOfWork } from '../../platform/database';
import { addToOutbox } from '../../platform/outbox';

/** Rows a transaction: locks are held briefly. */
const ROWS_AT_A_TIME = 500;

/**
 * Appointments whose time for a reminder ($2 seconds before the first slot) has come and that have not begun. Whoever accepted later than that
 * knows already; whoever can't be written to in time is not written to.
 */
const DUE = `offer.state = 'accepted' AND offer.reminded_at IS NULL
  AND EXISTS (SELECT FROM registrations r WHERE r.id = offer.registration_id AND r.contact_kind <> 'none')
  AND EXISTS (SELECT FROM (
      SELECT min(slot.starts_at) AS starts_at FROM offer_slots given JOIN slots slot ON slot.id = given.slot_uuid WHERE given.offer_id = offer.id) first
    WHERE first.starts_at > $1 AND first.starts_at - make_interval(secs => $2) <= $1
      AND offer.answered_at < first.starts_at - make_interval(secs => $2))`;

/**
 * Reminds people of their appointment some days before (`REMINDER_DAYS`), with a link that gives it back: who says in time that they can't
 * come frees a place for somebody else.
 *
 * Commit point: the mark on the offer and the letter commit together, so each appointment is remembered once, whichever process dies and
 * wherever a clock jumps. Rows that somebody else is at (another worker, the person giving back) are left for the next time; what is given
 * back after the letter was written is not told (LetterComposer).
 */
@Injectable()
export class RemindersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async hasDue(): Promise<boolean> {
    if (this.config.reminderDays === 0) return false;
    const [row]: { due: boolean }[] = await this.unitOfWork.run((em) =>
      em.query(`SELECT EXISTS (SELECT FROM offers offer WHERE ${DUE}) AS due`, this.moment()),
    );
    return row!.due;
  }

  /** @returns how many were reminded. Idempotent; several at once share the work. */
  async remindDue(): Promise<number> {
    if (this.config.reminderDays === 0) return 0;
    for (let sum = 0; ;) {
      const reminded = await this.remindSome();
      sum += reminded;
      if (reminded < ROWS_AT_A_TIME) return sum;
    }
  }

  private async remindSome(): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      const rows: { id: string; registrationId: string }[] = await em.query(
        `WITH due AS (SELECT offer.id FROM offers offer WHERE ${DUE} ORDER BY offer.id LIMIT $3 FOR NO KEY UPDATE OF offer SKIP LOCKED),
         reminded AS (
           UPDATE offers SET reminded_at = $1 FROM due WHERE offers.id = due.id RETURNING offers.id, offers.registration_id AS "registrationId")
         SELECT * FROM reminded ORDER BY id`,
        [...this.moment(), ROWS_AT_A_TIME],
      );
      await addToOutbox(
        em,
        rows.map(({ id, registrationId }) => ({ kind: 'appointment.reminder', registrationId, subjectId: id })),
      );
      return rows.length;
    });
  }

  private moment(): [now: Date, leadSeconds: number] {
    return [this.clock.now(), this.config.reminderDays * 86_400];
  }
}
