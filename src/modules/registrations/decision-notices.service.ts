import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { addToOutbox } from '../../platform/outbox';

/** Rows a transaction: locks are held briefly. */
const ROWS_AT_A_TIME = 1000;
/** Days after which an exclusion is told also where no further window has come: nobody is left without an answer. */
const LATEST_AFTER_DAYS = 30;

/**
 * A decision may be told once the main draw has been frozen (or has ended otherwise) into which the registration would have gone. Draws belong to a
 * module further right; asking there would turn the order of modules around for one question.
 */
const DUE = `decision_untold AND (
  EXISTS (SELECT FROM draws JOIN windows ON windows.id = draws.window_id
          WHERE windows.service_id = registrations.service_id AND windows.closes_at >= registrations.confirmed_at
            AND draws.number = 0 AND draws.state <> 'scheduled')
  OR (state = 'excluded' AND ended_at < $1))`;

/**
 * Tells people what staff have decided about their registration, at the freeze and not before.
 *
 * A review is opened for a case that nobody knows, that has another name, or that is registered already. Whoever saw the decision when it is made
 * would know that there was a review, so anybody could find out by registering a stranger's case. From the freeze on it is public anyway
 * which receipts have an entry, and nothing is left to hide.
 *
 * Commit point: the mark and the letter commit together, so each decision is told once.
 */
@Injectable()
export class DecisionNotices {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async hasDue(): Promise<boolean> {
    const [row]: { due: boolean }[] = await this.unitOfWork.run((em) =>
      em.query(`SELECT EXISTS (SELECT FROM registrations WHERE ${DUE}) AS due`, [this.latest()]),
    );
    return row!.due;
  }

  /** @returns how many were told. Idempotent; several at once share the work. */
  async tellDue(): Promise<number> {
    for (let sum = 0; ;) {
      const told = await this.tellSome();
      sum += told;
      if (told < ROWS_AT_A_TIME) return sum;
    }
  }

  private async tellSome(): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      const rows: { id: string }[] = await em.query(
        `WITH due AS (SELECT id FROM registrations WHERE ${DUE} ORDER BY id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED),
         told AS (
           UPDATE registrations r SET decision_untold = false, version = version + 1 FROM due WHERE r.id = due.id RETURNING r.id)
         SELECT id FROM told ORDER BY id`,
        [this.latest(), ROWS_AT_A_TIME],
      );
      await addToOutbox(
        em,
        rows.map(({ id }) => ({ kind: 'review.decided', registrationId: id })),
      );
      return rows.length;
    });
  }

  private latest(): Date {
    return new Date(this.clock.milliseconds() - LATEST_AFTER_DAYS * 86_400_000);
  }
}
