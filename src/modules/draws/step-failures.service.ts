import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { sqlState, UnitOfWork } from '../../platform/database';
import { AppLogger } from '../../platform/logging';
import type { StepName } from './steps.service';

/** Writes down which attempts at a draw's steps went wrong: the queue forgets them as soon as one succeeds. */
@Injectable()
export class StepFailures {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /**
   * In a transaction of its own: the attempt's was rolled back. Never in the way of the next attempt: what can't be stored stands in the service's
   * own log only.
   */
  async note(step: StepName, drawUuid: string, error: unknown): Promise<void> {
    const now = this.clock.now();
    try {
      await this.unitOfWork.run((em) =>
        em.query(
          `INSERT INTO draw_step_failures AS known (draw_uuid, step, code, attempts, first_at, last_at) VALUES ($1, $2, $3, 1, $4, $4)
           ON CONFLICT (draw_uuid, step, code) DO UPDATE SET attempts = known.attempts + 1, last_at = excluded.last_at`,
          [drawUuid, step, codeOf(error), now],
        ),
      );
    } catch (unstored) {
      this.logger.warn(`a failed step was not written down: ${codeOf(unstored)}`);
    }
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  const state = sqlState(error);
  if (state !== null) return `database ${state}`;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown';
}
