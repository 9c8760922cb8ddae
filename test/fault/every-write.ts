import { DrawWorld } from '../support/draw-world';
import { type FaultKind, Faults } from '../support/draw-world-faults';
import { LIFE, live, populate } from '../support/draw-world-life';
import { expectConsistentLog, expectProofs, expectWholeLedger, outcomeOf } from '../support/draw-world-outcome';
import { expectLoggedInTime } from '../support/draw-world-witness';
import { openSnapshots, type Snapshots } from '../support/draw-world-snapshot';

/** Where a chapter begins in the undisturbed life. */
interface Beginning {
  readonly goBack: () => Promise<void>;
  /** Durable writes before it. */
  readonly writes: number;
}

// Dozens of lives on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(600_000);

/**
 * Counts the durable writes of a whole window's life, and lets the process die at each of them in turn: whatever the write, the sweeps
 * that follow lead to the very outcome of the life in which nothing happened, to the byte where bytes are public.
 */
export function describeDeathAtEveryWrite(kind: FaultKind, what: string): void {
  describe(`a process that dies at a write, ${what}`, () => {
    const faults = new Faults();
    const beginnings: Beginning[] = [];
    let world: DrawWorld;
    let snapshots: Snapshots;
    let undisturbed: Awaited<ReturnType<typeof outcomeOf>>;

    beforeAll(async () => {
      world = await DrawWorld.open({ exchanges: { quietSweeps: true, unitOfWork: faults.unitOfWork } });
      await populate(world);
      snapshots = await openSnapshots(world.test.database);
      faults.arm(null);
      for (const chapter of LIFE) {
        beginnings.push({ goBack: await snapshots.take(), writes: faults.writes });
        await live(world, [chapter]);
      }
      beginnings.push({ goBack: () => Promise.resolve(), writes: faults.writes });
      undisturbed = await outcomeOf(world);
    });
    afterAll(async () => {
      await snapshots.close();
      await world.stop();
    });

    it('has a life to disturb: two draws that verify, a skipped one, every way in which an offer can go on', async () => {
      const [main, refill] = [await world.verify(0), await world.verify(1)];
      for (const { verdict, checks } of [main, refill]) {
        expect(verdict).toBe('replayed');
        expect(checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([expect.objectContaining({ code: 'timing.quorum' })]);
      }
      expect(await world.drawOf(2)).toMatchObject({ state: 'skipped', endedReason: 'no-slots' });
      const types = (await world.logged('slot.%')).map(({ type, reason }) => [type, reason].filter(Boolean).join(' '));
      const all = ['accepted', 'attended', 'cancelled given-back', 'declined justified', 'expired', 'missed', 'offered', 'unused'];
      expect([...new Set(types)].sort()).toEqual(all.map((type) => `slot.${type}`));
      expect(beginnings.at(-1)!.writes).toBeGreaterThan(45);
    });

    it.each(LIFE.map(({ name }, index) => [name, index] as const))('in: %s', async (_name, index) => {
      const { goBack, writes: before } = beginnings[index]!;
      const writes = beginnings[index + 1]!.writes - before;
      expect(writes).toBeGreaterThan(0);
      for (let at = 1; at <= writes; at++) {
        await goBack();
        faults.arm({ at, kind });
        await live(world, LIFE.slice(index));
        expect({ at, died: faults.died }).toEqual({ at, died: true });
        expect({ at, ...(await outcomeOf(world)) }).toEqual({ at, ...undisturbed });
        await expectWholeLedger(world);
        await expectConsistentLog(world);
        for (const draw of [0, 1]) {
          expectProofs(await world.files(draw));
          await expectLoggedInTime(world, draw);
        }
      }
    });
  });
}
