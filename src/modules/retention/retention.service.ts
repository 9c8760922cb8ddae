import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config, type RetentionClass } from '../../platform/config';
import { UnitOfWork } from '../../platform/database';
import { RetentionRepository } from './retention.repository';

/** Rows a transaction: locks are held briefly, and a crash loses little. */
const ROWS_AT_A_TIME = 500;
const DAY_MS = 86_400_000;

/** How many rows of each kind were forgotten. */
interface Erased {
  readonly ended: number;
  readonly registrations: number;
  readonly reviews: number;
  readonly clusters: number;
  readonly networks: number;
  readonly letters: number;
  readonly letterCounts: number;
  readonly offerReports: number;
}

/**
 * Forgets what has been kept long enough, by the table of retention in the configuration.
 *
 * Every step is a transaction of its own and asks the database anew what is due: whatever dies in between, the next run goes on where this one
 * ended, and two at once share the work. The public record is not touched: it names nobody, and without the receipt secrets nobody can be
 * found in it again, except by whoever still holds their own receipt.
 */
@Injectable()
export class RetentionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: RetentionRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Forgets everything that is due now. Idempotent. */
  async forget(): Promise<Erased> {
    const now = this.clock.now();
    const limits = { now, ended: this.limit('ended'), objection: this.limit('objection'), appointment: this.limit('appointment') };
    return {
      ended: await this.untilNone((em) => this.repository.endWaiting(em, now, this.limit('waiting'), ROWS_AT_A_TIME)),
      registrations: await this.untilNone((em) => this.repository.eraseRegistrations(em, limits, ROWS_AT_A_TIME)),
      reviews:
        (await this.untilNone((em) => this.repository.deleteReviews(em, this.limit('review'), ROWS_AT_A_TIME))) +
        (await this.untilNone((em) => this.repository.deleteNameProposals(em, this.limit('review'), ROWS_AT_A_TIME))) +
        (await this.untilNone((em) => this.repository.deleteNotices(em, this.limit('review'), ROWS_AT_A_TIME))) +
        (await this.untilNone((em) => this.repository.deleteHearings(em, this.limit('review'), ROWS_AT_A_TIME))),
      clusters: await this.untilNone((em) => this.repository.deleteClusters(em, this.limit('review'), ROWS_AT_A_TIME)),
      networks: await this.untilNone((em) => this.repository.deleteNetworks(em, this.limit('network'), ROWS_AT_A_TIME)),
      letters:
        (await this.untilNone((em) => this.repository.deleteLetters(em, this.limit('letter'), ROWS_AT_A_TIME))) +
        (await this.untilNone((em) => this.repository.deletePrinted(em, this.limit('letter'), ROWS_AT_A_TIME))),
      offerReports: await this.untilNone((em) => this.repository.deleteOfferReports(em, this.limit('offer-report'), ROWS_AT_A_TIME)),
      letterCounts: await this.untilNone((em) => this.repository.deleteLetterCounts(em, this.limit('letter-count'), ROWS_AT_A_TIME)),
    };
  }

  private limit(name: RetentionClass): Date {
    return new Date(this.clock.milliseconds() - this.config.retention[name] * DAY_MS);
  }

  /** Until nothing is left: what goes in one step can set free what was bound to it. */
  private async untilNone(step: (em: EntityManager) => Promise<number>): Promise<number> {
    for (let sum = 0; ;) {
      const rows = await this.unitOfWork.run(step);
      if (rows === 0) return sum;
      sum += rows;
    }
  }
}
