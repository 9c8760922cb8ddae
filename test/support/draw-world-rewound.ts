import type { DrawWorld } from './draw-world';
import { Faults } from './draw-world-faults';
import { openSnapshots, type Snapshots } from './draw-world-snapshot';

/** With which a world is opened whose writes can fail. */
export interface FaultExchanges {
  readonly quietSweeps: true;
  readonly unitOfWork: Faults['unitOfWork'];
}

export interface RewoundWorld {
  readonly faults: Faults;
  /** From the first `beforeAll` on. */
  readonly world: DrawWorld;
  /** To where and when `live` has left it, with no fault armed. */
  readonly goBack: () => Promise<void>;
}

/**
 * One world for all tests of a `describe`, whose writes can fail; it is gone back to before each of them.
 * @param live makes it
 */
export function useRewoundWorld(live: (exchanges: FaultExchanges) => Promise<DrawWorld>): RewoundWorld {
  const faults = new Faults();
  let world: DrawWorld;
  let snapshots: Snapshots;
  let rewind: () => Promise<void>;
  let moment: number;
  const goBack = async (): Promise<void> => {
    faults.arm(null);
    world.clock.set(moment);
    await rewind();
  };
  beforeAll(async () => {
    world = await live({ quietSweeps: true, unitOfWork: faults.unitOfWork });
    snapshots = await openSnapshots(world.test.database);
    rewind = await snapshots.take();
    moment = world.clock.seconds();
  });
  afterAll(async () => {
    await snapshots.close();
    await world.stop();
  });
  beforeEach(goBack);
  return {
    faults,
    goBack,
    get world() {
      return world;
    },
  };
}
