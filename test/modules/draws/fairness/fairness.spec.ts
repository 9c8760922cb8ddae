import { chanceExact, deriveTicketId, parseEntries, parseResult } from '../../../../src/core';
import { DrawFairnessService, type Fairness, LEAST_PEOPLE } from '../../../../src/modules/draws';
import { DAY, DrawWorld, HOUR, MINUTE, TIMES } from '../../../support/draw-world';

const DRAW = `${DrawWorld.path}/0`;
const sum = <T>(list: readonly T[], of: (each: T) => number): number => list.reduce((total, each) => total + of(each), 0);

describe('the figures of a drawn window', () => {
  let world: DrawWorld;
  let fairness: Fairness;

  beforeAll(async () => {
    world = await DrawWorld.open();
    const times = (count: number, spec: object) => Array.from({ length: count }, () => spec);
    // 14 days of lead: 16 tickets, 4 (no slot can come in time), 1; three with two losses, one with four.
    await world.enrol(
      ...times(6, { critical: '2026-03-24' }),
      ...times(11, { critical: '2026-03-10' }),
      ...times(20, {}),
      ...times(3, { losses: 2 }),
      ...times(1, { losses: 4 }),
      ...times(2, { hardship: true }),
    );
    await world.addSlots(Array.from({ length: 12 }, (_, n) => ({ id: `s${n}`, label: n < 2 ? 'lapsed' : 'general' })));
    // The first 7 stood before the window opened; the others come one an hour, three days long.
    await world.query(
      `UPDATE registrations SET received_at = to_timestamp($1) + ((right(id::text, 12)::integer - 8) * interval '1 hour')`,
      [TIMES.opens],
    );
    await world.liveUntil(TIMES.opens + DAY);
    await world.liveThroughDraw(0);
    fairness = await world.get(DrawFairnessService).ofDraw(DRAW);
  });
  afterAll(() => world.stop());

  it('are those of the public record', async () => {
    const entries = parseEntries((await world.files(0)).get('entries.txt')!);
    const results = new Map(parseResult((await world.files(0)).get('result.txt')!).map((line) => [line.ticketId, line]));
    expect(fairness).toMatchObject({ people: 43, slots: 12, served: [...results.values()].filter(({ pot }) => pot !== null).length });
    for (const { from, to, people, first, served } of fairness.byTickets) {
      const own = entries.filter(({ tickets }) => tickets >= from && tickets <= to);
      expect(people).toBe(own.length);
      expect(first).toBe(own.filter(({ ticketId }) => results.get(ticketId)!.rank <= 12).length);
      expect(served).toBe(own.filter(({ ticketId }) => results.get(ticketId)!.pot !== null).length);
    }
    expect(sum(fairness.byTickets, (each) => each.people)).toBe(43);
    expect(sum(fairness.byTickets, (each) => each.first)).toBe(12);
  });

  it("expect what the core's exact chances say", async () => {
    const entries = parseEntries((await world.files(0)).get('entries.txt')!);
    const tickets = [...new Set(entries.map((entry) => entry.tickets))].sort((a, b) => a - b);
    const classes = tickets.map((each) => ({ tickets: each, entries: entries.filter((entry) => entry.tickets === each).length }));
    const chances = chanceExact(classes, 12);
    expect(fairness.isExact).toBe(true);
    for (const { from, to, expected } of fairness.byTickets) {
      const own = classes.map((each, n) => (each.tickets >= from && each.tickets <= to ? each.entries * chances[n]! : 0));
      expect(expected).toBeCloseTo(
        sum(own, (each) => each),
        9,
      );
    }
  });

  it('by the time of registration add up the same people, the early ones and those from before the window', async () => {
    expect(sum(fairness.byTime, (each) => each.people)).toBe(43);
    expect(sum(fairness.byTime, (each) => each.served)).toBe(fairness.served);
    expect(sum(fairness.byTime, (each) => each.expected)).toBeCloseTo(12, 9);
    expect(fairness.byTime.slice(0, 2)).toMatchObject([
      { from: null, to: null, people: 7 },
      { from: 0, to: 6 * HOUR, people: 6 },
    ]);
    const early = world.people.slice(0, 7);
    const lines = parseResult((await world.files(0)).get('result.txt')!);
    const ids = early.map(({ receiptSecret }) => deriveTicketId(DRAW, receiptSecret));
    expect(fairness.byTime[0]!.first).toBe(lines.filter((line) => line.rank <= 12 && ids.includes(line.ticketId)).length);
  });

  it('show no class with fewer than five people, and nobody by subtraction', () => {
    for (const list of [fairness.byTickets, fairness.byTime, fairness.waits]) {
      for (const { people } of list) expect(people).toBeGreaterThanOrEqual(LEAST_PEOPLE);
    }
    // Three with two losses and one with four are too few by themselves.
    expect(fairness.waits).toEqual([{ from: 0, to: 4, isLast: true, people: 43, served: fairness.served }]);
    expect(fairness.hardship).toEqual({ shown: [], rest: null });
  });

  it('of a service with one draw are those of the draw', async () => {
    expect(await world.get(DrawFairnessService).ofService(DrawWorld.service)).toEqual(fairness);
    expect(await world.get(DrawFairnessService).ofService('stadt.example/other')).toBeNull();
  });

  it('exist only once it is drawn', async () => {
    for (const drawId of [`${DrawWorld.path}/1`, `${DrawWorld.path}/77`, `nonsense\u0000`]) {
      await expect(world.get(DrawFairnessService).ofDraw(drawId)).rejects.toMatchObject({ code: 'draw.unknown' });
    }
  });
});

describe('a draw with a handful of people', () => {
  it('shows no classes at all', async () => {
    const world = await DrawWorld.open();
    try {
      await world.enrol({}, { critical: '2026-03-24' }, {}, {});
      await world.addSlots([{ id: 'a', startsAt: TIMES.appointments + MINUTE }]);
      await world.liveThroughDraw(0);
      const fairness = await world.get(DrawFairnessService).ofDraw(DRAW);
      expect(fairness).toMatchObject({ people: 4, slots: 1, served: 1, byTickets: [], byTime: [], waits: [] });
    } finally {
      await world.stop();
    }
  });
});
