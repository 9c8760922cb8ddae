import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { AppointmentsScheduler } from '../../src/modules/appointments/appointments.scheduler';
import { Sequencer } from '../../src/modules/audit-log';
import { DrawsScheduler } from '../../src/modules/draws/draws.scheduler';
import { NotificationsScheduler } from '../../src/modules/notifications/notifications.scheduler';
import { RegistrationsScheduler } from '../../src/modules/registrations/registrations.scheduler';
import { Sweeps } from '../../src/platform/schedule';
import type { DrawWorld } from './draw-world';
import { waitFor } from './wait-for';

export const QUEUES = ['draws', 'appointments', 'registrations', 'letters'] as const;
/** Milliseconds between two looks for jobs whose time has come by the world's clock. */
const PROMOTE_EVERY = 200;

/**
 * Lets a world live by its real sweeps, queue and workers. The queue waits by the machine's clock, which the world's clock is not: a job
 * that it keeps for days is brought forward, as if the days had passed. A job that is brought forward too early finds that out itself.
 */
export class QueueDriver {
  private promotedAt = 0;

  /** @param world one with workers; others may work beside it */
  constructor(private readonly world: DrawWorld) {}

  queue(name: (typeof QUEUES)[number]): Queue {
    return this.world.test.app.get<Queue>(getQueueToken(name), { strict: false });
  }

  /** Moves the clock, and waits for what that leads to. */
  async travel(moment: number, what: string, condition: () => Promise<unknown>): Promise<void> {
    this.world.clock.set(moment);
    this.promotedAt = 0;
    await this.until(what, condition);
  }

  /** Sweeps until something has come about. */
  async until(what: string, condition: () => Promise<unknown>): Promise<void> {
    await waitFor(async () => {
      await this.sweep();
      return condition();
    }, what);
  }

  /** One turn of every sweep, as the intervals make them. */
  async sweep(): Promise<void> {
    const sweeps = this.world.get(Sweeps);
    await sweeps.turn('draws', () => this.world.get(DrawsScheduler).sweep());
    await sweeps.turn('appointments', () => this.world.get(AppointmentsScheduler).sweep());
    await sweeps.turn('registrations', () => this.world.get(RegistrationsScheduler).sweep());
    await sweeps.turn('letters', () => this.world.get(NotificationsScheduler).sweep());
    await sweeps.turn('log', () => this.world.get(Sequencer).sequence());
    if (Date.now() - this.promotedAt < PROMOTE_EVERY) return;
    this.promotedAt = Date.now();
    for (const name of QUEUES) await this.queue(name).promoteJobs();
  }

  /** Waits until a draw is in a state. */
  async untilDraw(number: number, state: 'frozen' | 'revealed' | 'published' | 'offered' | 'skipped'): Promise<void> {
    const test = {
      frozen: `state = 'frozen'`,
      revealed: `state = 'revealed'`,
      published: 'published_at IS NOT NULL',
      offered: 'offered_at IS NOT NULL',
      skipped: `state = 'skipped'`,
    }[state];
    const path = `${(this.world.constructor as typeof DrawWorld).path}/${number}`;
    await this.until(
      `draw ${number} to be ${state}`,
      async () => (await this.world.query(`SELECT FROM draws WHERE draw_id = $1 AND ${test}`, [path])).length === 1,
    );
  }
}
