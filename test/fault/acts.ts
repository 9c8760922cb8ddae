import type { DrawWorld } from '../support/draw-world';
import { type FaultKind, Faults, ProcessDied } from '../support/draw-world-faults';
import { expectConsistentLog } from '../support/draw-world-outcome';
import { openSnapshots, type Snapshots } from '../support/draw-world-snapshot';

/** With which a world is opened whose writes can fail. */
export interface FaultExchanges {
  readonly quietSweeps: true;
  readonly unitOfWork: Faults['unitOfWork'];
}

/** An act at a desk: what somebody wants, and what there is of it afterwards. */
export interface Act {
  readonly want: () => Promise<unknown>;
  /** Rows and log entries that the act makes; no ids and no times. */
  readonly left: string;
  /** What whoever comes second, or again, is told. Absent: the same again. */
  readonly again?: string;
  /** How often it is there when two want it: an export is one for each, everything else is one. */
  readonly twice?: number;
}

/**
 * Tests of acts by hand: each is whole or not there when the process dies at any of its writes, and is there as often as it was wanted when two
 * want it at once.
 * @param live makes the world in which they are wanted; it is gone back to for each test
 */
export function describeActs(acts: Readonly<Record<string, Act>>, live: (exchanges: FaultExchanges) => Promise<DrawWorld>): void {
  const faults = new Faults();
  let world: DrawWorld;
  let snapshots: Snapshots;
  let goBack: () => Promise<void>;
  beforeAll(async () => {
    world = await live({ quietSweeps: true, unitOfWork: faults.unitOfWork });
    faults.arm(null);
    snapshots = await openSnapshots(world.test.database);
    goBack = await snapshots.take();
  });
  afterAll(async () => {
    await snapshots.close();
    await world.stop();
  });
  beforeEach(async () => {
    faults.arm(null);
    await goBack();
  });

  describe.each(Object.entries(acts))('%s', (_, act) => {
    const left = (): Promise<unknown[]> => world.query(act.left);

    it.each<FaultKind>(['before', 'after'])(
      'is whole or not there when the process dies %s a write, and can be wanted again',
      async (kind) => {
        await act.want();
        const { writes } = faults;
        const whole = await left();
        expect([writes > 0, whole.length]).toEqual([true, 1]);
        for (let at = 1; at <= writes; at++) {
          await goBack();
          faults.arm({ at, kind });
          await expect(act.want()).rejects.toBeInstanceOf(ProcessDied);
          const found = await left();
          if (found.length > 0) expect(found).toEqual(whole);
          await act.want().catch((error: unknown) => expect({ at, told: codeOf(error) }).toEqual({ at, told: act.again }));
          // Whoever was not told that it is done, and makes an archive or an import again, has two.
          expect((await left()).slice(0, 1)).toEqual(whole);
          expect((await left()).length).toBeLessThanOrEqual(found.length > 0 ? (act.twice ?? 1) : 1);
          await world.settle();
          await expectConsistentLog(world);
        }
      },
    );

    it('is there as often as it was wanted, and never half, when two want it at once and once more', async () => {
      const all = await Promise.allSettled([act.want(), act.want()]);
      const told = all.flatMap((each) => (each.status === 'rejected' ? [codeOf(each.reason)] : []));
      expect(told).toEqual(act.again === undefined ? [] : [act.again]);
      expect(await left()).toHaveLength(act.twice ?? 1);
      await act.want().catch((error: unknown) => expect(codeOf(error)).toBe(act.again));
      expect(await left()).toHaveLength(act.twice === undefined ? 1 : act.twice + 1);
      await world.settle();
      await expectConsistentLog(world);
    });
  });
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);
