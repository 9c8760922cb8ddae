import { DAY, DrawWorld, HOUR, TIMES } from '../../support/draw-world';
import { foundNetwork, MANNERS, type Relay, startRelay } from '../../support/draw-world-relay';

const WEEK = 7 * DAY;

/** A closed window with two people and one slot, and a draw that waits for its freeze. */
async function openClosed(options: Parameters<typeof DrawWorld.open>[0] = {}): Promise<DrawWorld> {
  const world = await DrawWorld.open({ plan: { contributors: ['office'] }, ...options });
  await world.enrol({}, {});
  await world.addSlots([{ id: 'a' }]);
  await world.liveUntil(TIMES.closes);
  return world;
}

describe('a freeze that comes late', () => {
  let world: DrawWorld;
  beforeEach(async () => {
    world = await openClosed();
  });
  afterEach(() => world.stop());

  it('is one up to the last second before the reveal instant', async () => {
    await world.liveUntil(TIMES.reveal - 1);
    expect(await world.drawOf(0)).toMatchObject({ state: 'revealed', frozenAt: new Date((TIMES.reveal - 1) * 1000) });
    await world.liveUntil(TIMES.draw);
    expect((await world.verify(0)).verdict).toBe('replayed');
  });

  it.each([
    ['at the reveal instant', TIMES.reveal],
    ["after the round's time", TIMES.draw + HOUR],
  ])('voids the draw %s: nothing was frozen, so it is because of no outcome', async (_, moment) => {
    world.clock.set(moment);
    await world.take('freeze', 0);
    expect(await world.drawOf(0)).toMatchObject({ state: 'voided', endedReason: 'late-freeze', frozenAt: null });
    expect(await world.logged('draw.%')).toEqual([expect.objectContaining({ type: 'draw.voided', reason: 'late-freeze' })]);
    expect(await world.files(0)).toEqual(new Map());
    expect(await world.slotStates()).toEqual({ a: 'free' });
    expect(await world.query('SELECT DISTINCT state, losses FROM registrations')).toEqual([{ state: 'standing', losses: 0 }]);
    for (const step of ['freeze', 'reveal', 'draw', 'publish'] as const) expect(await world.take(step, 0)).toEqual({ kind: 'done' });
    expect(await world.drawOf(0)).toMatchObject({ state: 'voided' });
  });

  it("leaves the voided draw's slots and people to the next refill", async () => {
    await world.liveUntil(TIMES.draw);
    await world.liveThroughDraw(1);
    expect(await world.drawOf(1)).toMatchObject({ state: 'drawn' });
    expect(await world.slotStates()).toEqual({ a: 'offered' });
    expect((await world.verify(1, world.people[0])).verdict).toBe('replayed');
  });

  it('ends every promised draw in public when nobody was running for days', async () => {
    await world.liveUntil(TIMES.appointments - DAY);
    const rows = await world.query('SELECT number, state, ended_reason FROM draws ORDER BY number');
    expect(rows).toEqual([0, 1, 2].map((number) => ({ number, state: 'voided', ended_reason: 'late-freeze' })));
    expect(await world.logged('draw.voided')).toHaveLength(3);
  });
});

describe('on a public beacon', () => {
  const network = foundNetwork('4', TIMES.planned - 100 * DAY);
  let relay: Relay;
  let world: DrawWorld;
  /** The true time: that of the relay. The service's clock is `behind` it. */
  let now = TIMES.planned;
  let behind = 0;

  beforeEach(async () => {
    [now, behind] = [TIMES.planned, 0];
    relay = await startRelay(network, () => now);
    world = await openClosed({ exchanges: { quietSweeps: true, chain: network.chain }, environment: { DRAND_RELAYS: relay.url } });
  });
  afterEach(async () => {
    await world.stop();
    await relay.stop();
  });

  async function liveUntil(moment: number): Promise<void> {
    now = moment;
    await world.liveUntil(moment - behind);
  }

  describe('a round that does not come', () => {
    beforeEach(async () => {
      await liveUntil(TIMES.freeze);
      relay.answer = (response, beacon, asked) => MANNERS.honest(response, asked === 'latest' ? beacon : null);
      await liveUntil(TIMES.draw);
    });

    it('is waited for, ever more patiently, and has the same value when it comes', async () => {
      expect(await world.take('draw', 0)).toEqual({ kind: 'not-yet', until: TIMES.draw + 1 });
      await liveUntil(TIMES.draw + HOUR);
      expect(await world.take('draw', 0)).toEqual({ kind: 'not-yet', until: TIMES.draw + HOUR + 60 });
      await liveUntil(TIMES.draw + WEEK);
      expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
      relay.answer = MANNERS.honest;
      await liveUntil(TIMES.draw + WEEK);
      expect(await world.drawOf(0)).toMatchObject({ state: 'drawn' });
      const { round } = JSON.parse(await world.text(0, 'beacon.json')) as { round: number };
      expect(JSON.parse(await world.text(0, 'beacon.json'))).toEqual(network.find(round, TIMES.draw));
    });

    it('never voids the draw because nobody can be reached: cutting the line must not undo a result', async () => {
      relay.answer = (response) => void response.writeHead(503).end();
      await liveUntil(TIMES.draw + 2 * WEEK);
      expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
      relay.answer = MANNERS.honest;
      await liveUntil(TIMES.draw + 2 * WEEK + HOUR);
      expect(await world.drawOf(0)).toMatchObject({ state: 'drawn' });
    });

    it('voids the draw once rounds exist that are seven days later, and not earlier', async () => {
      await liveUntil(TIMES.draw + WEEK + network.chain.periodSeconds - 1);
      expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
      await liveUntil(TIMES.draw + WEEK + network.chain.periodSeconds);
      expect(await world.drawOf(0)).toMatchObject({ state: 'voided', endedReason: 'no-round' });
      expect(await world.slotStates()).toEqual({ a: 'free' });
      expect(await world.logged('draw.voided')).toEqual(expect.arrayContaining([expect.objectContaining({ reason: 'no-round' })]));
      relay.answer = MANNERS.honest;
      expect(await world.take('draw', 0)).toEqual({ kind: 'done' });
      expect(await world.drawOf(0)).toMatchObject({ state: 'voided' });
    });
  });

  describe('a clock that is five minutes slow', () => {
    beforeEach(() => (behind = 300));

    it('is corrected by a round that proves a later time: the freeze bears the true one', async () => {
      await liveUntil(TIMES.freeze + 300);
      const [row] = await world.query<{ frozen_at: Date }>('SELECT frozen_at FROM draws WHERE number = 0');
      expect(row!.frozen_at).toEqual(new Date((TIMES.freeze + 300) * 1000));
      expect(world.test.log.text()).toContain('300 s behind the beacon');
    });

    it('can not make a late freeze look punctual', async () => {
      world.clock.set(TIMES.reveal - 300);
      now = TIMES.reveal;
      await world.take('freeze', 0);
      expect(await world.drawOf(0)).toMatchObject({ state: 'voided', endedReason: 'late-freeze' });
    });

    it('does not publish our secret after the true reveal instant', async () => {
      now = TIMES.freeze + 300;
      world.clock.set(TIMES.freeze);
      await world.take('freeze', 0);
      now = TIMES.reveal;
      world.clock.set(TIMES.reveal - 300);
      expect(await world.take('reveal', 0)).toEqual({ kind: 'done' });
      expect(await world.text(0, 'reveal.json')).toContain('null');
    });

    it('believes itself where no relay answers', async () => {
      relay.answer = MANNERS['internal error'];
      await liveUntil(TIMES.freeze + 300);
      expect(await world.query('SELECT frozen_at FROM draws WHERE number = 0')).toEqual([{ frozen_at: new Date(TIMES.freeze * 1000) }]);
    });
  });

  it('a clock that is five minutes fast only makes us early: the round is waited for, the result is the only one', async () => {
    behind = -300;
    for (const moment of [TIMES.freeze, TIMES.reveal, TIMES.draw]) await liveUntil(moment - 300);
    expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
    expect(await world.take('draw', 0)).toMatchObject({ kind: 'not-yet' });
    await liveUntil(TIMES.draw);
    expect(await world.drawOf(0)).toMatchObject({ state: 'drawn' });
    expect((await world.verify(0)).checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });
});
