import type { StaffMember } from '../../src/modules/staff';
import type { DrawWorld } from '../support/draw-world';
import { type FaultKind, ProcessDied } from '../support/draw-world-faults';
import { expectConsistentLog } from '../support/draw-world-outcome';
import { type FaultExchanges, useRewoundWorld } from '../support/draw-world-rewound';

type Row = Readonly<Record<string, unknown>>;

/** An act at a desk: what somebody wants, and what there is of it afterwards. */
export interface Act {
  readonly want: (member: StaffMember) => Promise<unknown>;
  /** Who wants it first, and who the second time: another one where it is to be seen whose it is. */
  readonly by: readonly [StaffMember, StaffMember];
  /** Shows whatever there is of it, a half too; nothing before anybody has wanted it. No ids that are random, and no times. */
  readonly left: string;
  /** The whole of it, written out. @param by name of who has done it */
  readonly whole: (by: string) => readonly Row[];
  /** What whoever comes second, or again, is told. Absent: they hear no refusal. */
  readonly again?: string;
  /** It is there once for each who wanted it, as an archive is; without this it is there once, of whoever was first. */
  readonly each?: true;
}

/**
 * Tests of acts by hand: each is whole when the process dies behind the last of its writes, not there when it dies earlier, and there as often as it
 * was wanted when two want it at once.
 * @param live makes the world in which they are wanted; it is gone back to for each test
 */
export function describeActs(acts: Readonly<Record<string, Act>>, live: (exchanges: FaultExchanges) => Promise<DrawWorld>): void {
  const rewound = useRewoundWorld(live);
  const { faults, goBack } = rewound;

  describe.each(Object.entries(acts))('%s', (_, act) => {
    const [first, second] = act.by;
    const left = (): Promise<Row[]> => rewound.world.query(act.left);
    const wholeOf = (...members: readonly StaffMember[]): Row[] => members.flatMap(({ name }) => act.whole(name));
    /** For another time, when it is there already. */
    const wantAgain = async (member: StaffMember): Promise<void> => expect(await told(act.want(member))).toBe(act.again ?? null);
    const expectConsistent = async (): Promise<void> => {
      await rewound.world.settle();
      await expectConsistentLog(rewound.world);
    };

    it.each<FaultKind>(['before', 'after'])(
      'is whole or not there when the process dies %s a write, and can be wanted again',
      async (kind) => {
        expect(await left()).toEqual([]);
        await act.want(first);
        const { writes } = faults;
        expect(await left()).toEqual(wholeOf(first));
        expect(writes).toBeGreaterThan(0);
        for (let at = 1; at <= writes; at++) {
          await goBack();
          faults.arm({ at, kind });
          await expect(act.want(first)).rejects.toBeInstanceOf(ProcessDied);
          const isDone = kind === 'after' && at === writes;
          expect({ at, left: await left() }).toEqual({ at, left: isDone ? wholeOf(first) : [] });
          if (isDone) await wantAgain(second);
          else await act.want(second);
          // Whoever was not told that it is done, and makes an archive or an import again, has two.
          const whole = !isDone ? wholeOf(second) : act.each ? wholeOf(first, second) : wholeOf(first);
          expect({ at, left: await left() }).toEqual({ at, left: inOrder(whole) });
          await expectConsistent();
        }
      },
    );

    it('is there as often as it was wanted, and never half, when two want it at once and once more', async () => {
      const all = await Promise.all([told(act.want(first)), told(act.want(second))]);
      const refused = all.filter((code) => code !== null);
      expect(refused).toEqual(act.again === undefined ? [] : [act.again]);
      const whole = [wholeOf(first), wholeOf(second)].filter((_each, i) => act.again === undefined || all[i] === null);
      const ways = act.each ? [inOrder(wholeOf(first, second))] : whole;
      const found = await left();
      expect(ways).toContainEqual(found);
      await wantAgain(first);
      expect(await left()).toEqual(act.each ? inOrder(wholeOf(first, first, second)) : found);
      await expectConsistent();
    });
  });
}

/** Several of one act, each kind of row beside its like: by the first column, as `left` has them. */
function inOrder(rows: readonly Row[]): Row[] {
  const key = (row: Row): string => String(Object.values(row)[0]);
  return [...rows].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

/** @returns the code of the refusal; null when it was done */
const told = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
