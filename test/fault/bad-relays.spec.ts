import { DAY, DrawWorld, TIMES } from '../support/draw-world';
import { populate } from '../support/draw-world-life';
import { foundNetwork, MANNERS, type Manner, type Relay, startRelay } from '../support/draw-world-relay';
import { openSnapshots, type Snapshots } from '../support/draw-world-snapshot';

const NETWORK = foundNetwork('2', TIMES.planned - 10 * DAY);
/** One of each kind; the others are tried on the beacon itself. */
const LIARS: readonly Manner[] = ['hangs up', 'garbage', 'upper-case signature', 'claims a round that is still to come'];

describe('a draw whose relays lie', () => {
  const relays: Relay[] = [];
  let world: DrawWorld;
  let snapshots: Snapshots;
  let goBack: () => Promise<void>;
  let now: number = TIMES.planned;
  /** The result that an honest relay leads to. */
  let honest: string;

  beforeAll(async () => {
    relays.push(await startRelay(NETWORK, () => now), await startRelay(NETWORK, () => now));
    const environment = { DRAND_RELAYS: relays.map(({ url }) => url).join() };
    world = await DrawWorld.open({
      exchanges: { quietSweeps: true, chain: NETWORK.chain },
      environment,
      plan: { contributors: ['office'] },
    });
    await populate(world);
    for (const moment of [TIMES.closes, TIMES.freeze]) await live(moment);
    snapshots = await openSnapshots(world.test.database);
    goBack = await snapshots.take();
    await live(TIMES.draw);
    honest = await world.text(0, 'result.txt');
  });
  afterAll(async () => {
    await snapshots.close();
    await world.stop();
    for (const relay of relays) await relay.stop();
  });
  beforeEach(async () => {
    for (const relay of relays) Object.assign(relay, { answer: MANNERS.honest, instead: null });
    await goBack();
  });

  async function live(moment: number): Promise<void> {
    now = moment;
    await world.liveUntil(moment);
  }

  it.each(LIARS)('takes the round from the one that does not, and the result is the same: %s', async (manner) => {
    relays[0]!.answer = MANNERS[manner];
    await live(TIMES.draw);
    expect(await world.text(0, 'result.txt')).toBe(honest);
  });

  it.each(LIARS)('waits while all do, and writes nothing: %s', async (manner) => {
    for (const relay of relays) relay.answer = MANNERS[manner];
    await live(TIMES.draw);
    expect(await world.take('draw', 0)).toEqual({ kind: 'not-yet', until: expect.any(Number) });
    expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
    expect((await world.files(0)).has('beacon.json')).toBe(false);
  });

  it.each([
    ['the round before', -1],
    ['the round after', 1],
  ])('is not drawn by %s, also when it is the only one that anybody gives', async (_, away) => {
    const { round } = JSON.parse(await world.text(0, 'freeze.json')) as { round: number };
    for (const relay of relays) relay.instead = round + away;
    await live(TIMES.draw + 60);
    expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
    for (const relay of relays) relay.answer = (response, beacon) => MANNERS.honest(response, { ...beacon!, round });
    await live(TIMES.draw + 120);
    expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
    expect(await world.slotStates()).toMatchObject({ g1: 'frozen' });
  });

  it('is drawn by the round that comes two days late as by the one in time', async () => {
    for (const relay of relays) relay.answer = (response, beacon, asked) => MANNERS.honest(response, asked === 'latest' ? beacon : null);
    await live(TIMES.draw);
    await live(TIMES.draw + 2 * DAY);
    expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
    relays[1]!.answer = MANNERS.honest;
    await live(TIMES.draw + 2 * DAY);
    expect(await world.drawOf(0)).toMatchObject({ state: 'drawn' });
    expect(await world.text(0, 'result.txt')).toBe(honest);
    expect((await world.verify(0)).checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });
});
