import fc from 'fast-check';
import { allocate, allocateByOrder, type Award, type Pass, type Slot, type Wish } from '../../src/core';
import { allocateNaively } from './support/naive-draw';

const GROUPS = ['north', 'south', 'west'];
const LABELS = ['general', 'hardship', 'lapsed'];
const POTS = ['hardship', 'guarantee', 'lapsed', 'general'];

/** Lanes with gaps, groups and labels at random, and the lines in any order. */
const slotLists: fc.Arbitrary<Slot[]> = fc
  .array(
    fc.record({
      lane: fc.constantFrom('a', 'b'),
      index: fc.nat(9),
      group: fc.constantFrom(...GROUPS),
      label: fc.constantFrom('general', ...LABELS),
    }),
    { maxLength: 20 },
  )
  .map((places) => [...new Map(places.map((place) => [`${place.lane} ${place.index}`, place])).values()])
  .map((places) => places.map((place, number) => ({ ...place, slotId: `s${number}`, commitment: '' })));

const wishes: fc.Arbitrary<Wish> = fc.record({
  size: fc.oneof({ arbitrary: fc.constant(1), weight: 3 }, fc.integer({ min: 1, max: 4 })),
  pots: fc.subarray(POTS.slice(0, 3)).map((pots) => [...pots, 'general']),
  choices: fc.oneof(fc.constant('*' as const), fc.shuffledSubarray(GROUPS, { minLength: 1 })),
});

const passLists: fc.Arbitrary<Pass[]> = fc
  .subarray(POTS.slice(0, 3))
  .chain((pots) =>
    fc.tuple(
      ...[...pots, 'general'].map((pot) =>
        fc.record(
          { pot: fc.constant(pot), from: fc.subarray(LABELS, { minLength: 1 }), max: fc.nat(5) },
          { requiredKeys: ['pot', 'from'] },
        ),
      ),
    ),
  );

describe('allocation', () => {
  it('is what a naive reading of draw.md gives', () => {
    fc.assert(
      fc.property(passLists, fc.array(wishes, { maxLength: 25 }), slotLists, (passes, entries, slots) => {
        expect(allocate(passes, entries, slots)).toEqual(allocateNaively(passes, entries, slots));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same whether equal wishes share their lists or not', () => {
    fc.assert(
      fc.property(passLists, fc.array(fc.tuple(wishes, fc.boolean()), { maxLength: 25 }), slotLists, (passes, drawn, slots) => {
        const shared = drawn.flatMap(([wish, twice]) => (twice ? [wish, wish] : [wish]));
        expect(allocate(passes, shared, slots)).toEqual(
          allocate(
            passes,
            structuredClone(shared).map((wish) => structuredClone(wish)),
            slots,
          ),
        );
      }),
    );
  });

  it('by an order is the allocation of the entries in that order', () => {
    const shuffled = fc
      .array(wishes, { maxLength: 25 })
      .chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray([...entries.keys()], { minLength: entries.length })));
    fc.assert(
      fc.property(passLists, shuffled, slotLists, (passes, [entries, order], slots) => {
        const inOrder = order.map((entry) => entries[entry]!);
        expect(allocateByOrder(passes, entries, Uint32Array.from(order), slots)).toEqual(allocate(passes, inOrder, slots));
      }),
    );
  });

  it('gives every slot once, whole runs only, and only what pass and wish allow', () => {
    fc.assert(
      fc.property(passLists, fc.array(wishes, { maxLength: 25 }), slotLists, (passes, entries, slots) => {
        const awards = allocate(passes, entries, slots);
        const given = awards.flatMap((award) => award.slots);
        expect(new Set(given).size).toBe(given.length);
        awards.forEach((award, rank) => assertAward(award, entries[rank]!, passes, slots));
        for (const pass of passes) {
          const ofPass = awards.filter((award) => award.pot === pass.pot).flatMap((award) => award.slots);
          expect(ofPass.length).toBeLessThanOrEqual(pass.max ?? slots.length);
        }
      }),
    );
  });
});

function assertAward(award: Award, wish: Wish, passes: readonly Pass[], slots: readonly Slot[]): void {
  if (award.pot === null) {
    expect(award.slots).toEqual([]);
    return;
  }
  const run = award.slots.map((slotId) => slots.find((slot) => slot.slotId === slotId)!);
  const pass = passes.find((each) => each.pot === award.pot)!;
  expect(wish.pots).toContain(award.pot);
  expect(run).toHaveLength(wish.size);
  run.forEach((slot, step) => {
    expect(slot.lane).toBe(run[0]!.lane);
    expect(slot.index).toBe(run[0]!.index + step);
    expect(pass.from).toContain(slot.label);
    if (wish.choices !== '*') expect(wish.choices).toContain(run[0]!.group);
    if (wish.choices !== '*') expect(slot.group).toBe(run[0]!.group);
  });
}

describe('allocation in plain cases', () => {
  const slot = (slotId: string, lane: string, index: number, group = 'north', label = 'general'): Slot => ({
    slotId,
    lane,
    index,
    group,
    label,
    commitment: '',
  });
  const wish = (size: number, choices: Wish['choices'] = '*', ...pots: string[]): Wish => ({ size, choices, pots: [...pots, 'general'] });
  const general: Pass = { pot: 'general', from: ['general'] };
  const served = (awards: readonly Award[]): string[] => awards.map((award) => `${award.pot ?? '-'} ${award.slots.join() || '-'}`);

  it('takes slots in the order of slots.txt, not in that of their indexes', () => {
    expect(served(allocate([general], [wish(1), wish(2)], [slot('x', 'a', 2), slot('y', 'a', 0), slot('z', 'a', 1)]))).toEqual([
      'general x',
      'general y,z',
    ]);
  });

  it('lets a family without a run block nobody', () => {
    expect(served(allocate([general], [wish(3), wish(1)], [slot('x', 'a', 0), slot('y', 'a', 1)]))).toEqual(['- -', 'general x']);
  });

  it('passes over who would exceed max, and goes on with who does not', () => {
    const slots = [0, 1, 2, 3].map((index) => slot(`s${index}`, 'a', index));
    const passes = [
      { pot: 'guarantee', from: ['general'], max: 2 },
      { pot: 'general', from: ['hardship'] },
    ];
    const entries = [wish(1, '*', 'guarantee'), wish(2, '*', 'guarantee'), wish(1, '*', 'guarantee'), wish(1, '*', 'guarantee')];
    expect(served(allocate(passes, entries, slots))).toEqual(['guarantee s0', '- -', 'guarantee s1', '- -']);
  });

  it('gives a run across two groups to who takes any, and not to who wants one of them', () => {
    const slots = [slot('x', 'a', 0, 'north'), slot('y', 'a', 1, 'south')];
    expect(served(allocate([general], [wish(2, ['north', 'south']), wish(2)], slots))).toEqual(['- -', 'general x,y']);
  });

  it('keeps labelled slots for their passes', () => {
    const slots = [slot('x', 'a', 0, 'north', 'hardship'), slot('y', 'a', 1)];
    const passes = [{ pot: 'hardship', from: ['hardship'] }, general];
    expect(served(allocate(passes, [wish(1), wish(1), wish(1, '*', 'hardship')], slots))).toEqual(['general y', '- -', 'hardship x']);
  });

  it('gives nothing where there is nothing', () => {
    expect(served(allocate([general], [wish(1)], []))).toEqual(['- -']);
    expect(allocate([general], [], [slot('x', 'a', 0)])).toEqual([]);
  });
});
