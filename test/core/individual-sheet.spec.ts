import { chanceExact, counterfactual, drawRecord, individualSheet, lot, type DrawnRecord, type Entry } from '../../src/core';
import { composeRecord } from './support/composed-record';
import { expectCode } from './support/expect-code';
import { allocateNaively, rankNaively } from './support/naive-draw';
import { loadRecord } from './support/vectors';

/** What becomes of one entry if it had so many tickets, by ranking and allocating naively. */
function replayNaively(
  drawn: DrawnRecord,
  ticketId: string,
  tickets: number,
): { rank: number; pot: string | null; slots: readonly string[] } {
  const entries = drawn.entries.map((entry) => (entry.ticketId === ticketId ? { ...entry, tickets } : entry));
  const ranked = rankNaively(drawn.seed, entries).map((each) => entries.find((entry) => entry.ticketId === each.ticketId) as Entry);
  const rank = ranked.findIndex((entry) => entry.ticketId === ticketId);
  return { rank: rank + 1, ...allocateNaively(drawn.announcement.passes, ranked, drawn.slots)[rank]! };
}

describe.each(['tiny', 'pots', 'refill'] as const)('the individual sheets of %s', (name) => {
  const drawn = drawRecord(loadRecord(name));
  const some = drawn.entries.filter((_, index) => index % 7 === 0);

  it.each(some.map((entry) => [entry.ticketId, entry] as const))('%s: what would have happened with any number of tickets', (ticketId) => {
    const { counterfactuals } = individualSheet(drawn, ticketId);
    expect(counterfactuals[0]!.fromTickets).toBe(1);
    expect(counterfactuals.at(-1)!.toTickets).toBe(64);
    counterfactuals.slice(1).forEach((span, place) => expect(span.fromTickets).toBe(counterfactuals[place]!.toTickets + 1));
    for (const tickets of [1, 2, 3, 4, 8, 16, 33, 64]) {
      const span = counterfactuals.find((each) => each.fromTickets <= tickets && tickets <= each.toTickets)!;
      const naive = replayNaively(drawn, ticketId, tickets);
      expect({ rank: span.rank, ...span.award }).toEqual(naive);
      expect(counterfactual({ ...drawn, passes: drawn.announcement.passes }, ticketId, tickets)).toMatchObject({
        tickets,
        rank: span.rank,
        j: span.j,
        score: span.score,
      });
    }
  });

  it.each(some.map((entry) => [entry.ticketId, entry] as const))('%s: own result, lots and thresholds', (ticketId, entry) => {
    const sheet = individualSheet(drawn, ticketId);
    const line = drawn.lines.find((each) => each.ticketId === ticketId)!;
    expect(sheet.result).toEqual(line);
    expect(sheet.tickets).toBe(entry.tickets);
    expect(sheet.lots).toEqual(Array.from({ length: entry.tickets }, (_, index) => lot(drawn.seed, ticketId, index + 1)));
    expect([...sheet.lots].sort()[0]).toBe(line.score);
    expect(sheet.lots[line.j - 1]).toBe(line.score);
    expect(sheet.thresholds.map((each) => each.pot)).toEqual(entry.pots);
    for (const { pot, lastRank, lastScore } of sheet.thresholds) {
      const served = drawn.lines.filter((each) => each.pot === pot);
      expect(lastRank).toBe(served.length === 0 ? null : Math.max(...served.map((each) => each.rank)));
      expect(lastScore).toBe(
        served.length === 0
          ? null
          : served
              .map((each) => each.score)
              .sort()
              .at(-1),
      );
    }
    expect(sheet.chance).toBeGreaterThan(0);
    expect(sheet.chance).toBeLessThanOrEqual(1);
    const enough = drawn.announcement.tickets.allowed.find(
      (tickets) => tickets > entry.tickets && replayNaively(drawn, ticketId, tickets).pot !== null,
    );
    expect(sheet.enoughTickets).toBe(line.pot === null ? (enough ?? null) : null);
    expect(sheet.couldBeMet).toBe(allocateNaively(drawn.announcement.passes, [entry], drawn.slots)[0]!.pot !== null);
  });
});

describe('the chance on a sheet', () => {
  const drawn = drawRecord(composeRecord());

  it('is the exact one for as many ranks as there are slots', () => {
    const [one, two, four] = chanceExact(
      [
        { tickets: 1, entries: 2 },
        { tickets: 2, entries: 2 },
        { tickets: 4, entries: 2 },
      ],
      4,
    );
    for (const entry of drawn.entries) {
      const { chance, chanceMethod } = individualSheet(drawn, entry.ticketId);
      expect(chance).toBeCloseTo({ 1: one, 2: two, 4: four }[entry.tickets]!, 12);
      expect(chanceMethod).toBe('exact');
    }
  });

  it('can be told where the exact one would take too long', () => {
    const many = Array.from({ length: 64 }, (_, index) => ({
      ...drawn.entries[0]!,
      ticketId: String(index).padStart(32, '0'),
      tickets: index + 1,
    }));
    const entries = [...many, drawn.entries[0]!];
    const { chance, chanceMethod } = individualSheet({ ...drawn, entries, slots: drawn.slots.slice(0, 3) }, drawn.entries[0]!.ticketId);
    expect(chanceMethod).toBe('large');
    expect(chance).toBeGreaterThan(0);
    expect(chance).toBeLessThan(0.1);
  });
});

it('nobody has a sheet who was not in the draw', () => {
  const drawn = drawRecord(loadRecord('tiny'));
  expectCode('draw.unknown-ticket', () => individualSheet(drawn, '0'.repeat(32)));
  expectCode('draw.unknown-ticket', () => counterfactual({ ...drawn, passes: [] }, '0'.repeat(32), 1));
});
