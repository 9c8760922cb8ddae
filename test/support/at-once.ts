import type { Job } from 'bullmq';
import { workersOn } from '../../src/platform/queue/backend-classes';
import type { DrawWorld } from './draw-world';

/** Workers of several applications on one queue, held back so that none of them idles. */
export interface Meeting {
  /**
   * From now on each worker keeps its next job until every one of them has one; then they begin at the same moment. There have to be as many
   * jobs as workers at least.
   */
  callNext(): void;
  /** Jobs that each application's worker has begun since then. */
  begun(): number[];
}

interface WithProcess {
  processFn: (job: Job, token?: string, signal?: AbortSignal) => Promise<unknown>;
}

/** @param queue its name; each world has one worker there */
export function holdWorkers(worlds: readonly DrawWorld[], queue: string): Meeting {
  let begun = worlds.map(() => 0);
  let open: () => void = () => undefined;
  let everybodyIsHere: Promise<void> = Promise.resolve();
  worlds.forEach((world, i) => {
    const worker = workersOn(world.test.runtime.queue.connection).find(({ name }) => name === queue) as unknown as WithProcess;
    const work = worker.processFn;
    worker.processFn = async (...job) => {
      begun[i]!++;
      if (begun.every((jobs) => jobs > 0)) open();
      await everybodyIsHere;
      return work(...job);
    };
  });
  return {
    callNext: () => {
      begun = worlds.map(() => 0);
      everybodyIsHere = new Promise((resolve) => (open = resolve));
    },
    begun: () => [...begun],
  };
}
