import { deriveContributionCommitment } from '../../../src/core';
import { ContributionsService } from '../../../src/modules/draws/contributions.service';
import { DAY, DrawWorld, TIMES } from '../../support/draw-world';
import { foundNetwork, type Relay, startRelay } from '../../support/draw-world-relay';

const MAIN = `${DrawWorld.path}/0`;
const SECRET = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const commitmentOf = (secret: string): string => deriveContributionCommitment(MAIN, 'ombudsperson', secret);

describe('contributions over the interface', () => {
  let world: DrawWorld;
  beforeAll(async () => {
    world = await DrawWorld.open();
    await world.enrol({}, {});
    await world.addSlots([{ id: 'a' }]);
    await world.liveUntil(TIMES.closes);
  });
  afterAll(() => world.stop());

  const send = async (what: 'commitments' | 'secrets', payload: object, staff: string | undefined = 'ombudsperson') => {
    const { status, body } = await world.request('POST', `/api/contributions/${what}`, payload, staff);
    return { status, code: body.code };
  };
  const commit = (commitment: string, drawId = MAIN) => send('commitments', { drawId, commitment });
  const reveal = (secret: string, drawId = MAIN) => send('secrets', { drawId, secret });
  const stored = () => world.query(`SELECT commitment, secret, sealed_secret FROM draw_contributions WHERE contributor = 'ombudsperson'`);
  const DONE = { status: 204, code: undefined };

  it.each(['operator-1', 'administrator-1', 'auditor-1', 'clerk-1', 'approver-1'])(
    'are for contributors only, not for %s',
    async (staff) => {
      expect(await send('commitments', { drawId: MAIN, commitment: commitmentOf(SECRET) }, staff)).toMatchObject({ status: 403 });
      expect(await send('secrets', { drawId: MAIN, secret: SECRET }, staff)).toMatchObject({ status: 403 });
    },
  );

  it('need somebody', async () => {
    for (const what of ['commitments', 'secrets'] as const) {
      const answer = await world.request('POST', `/api/contributions/${what}`, { drawId: MAIN, commitment: OTHER });
      expect(answer.status).toBe(401);
    }
    expect(await stored()).toEqual([]);
  });

  it.each([
    [{ commitment: OTHER }, 'drawId'],
    [{ drawId: 'x', commitment: OTHER }, 'drawId'],
    [{ drawId: `${'x'.repeat(120)}/a/b/0`, commitment: OTHER }, 'drawId'],
    [{ drawId: MAIN }, 'commitment'],
    [{ drawId: MAIN, commitment: OTHER.toUpperCase() }, 'commitment'],
    [{ drawId: MAIN, commitment: `${OTHER}00` }, 'commitment'],
    [{ drawId: MAIN, commitment: 7 }, 'commitment'],
    [{ drawId: MAIN, commitment: OTHER, contributor: 'office' }, 'contributor'],
  ])('refuse what is malformed, and say which field: %j', async (body, field) => {
    const answer = await world.request('POST', '/api/contributions/commitments', body, 'ombudsperson');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it('go to draws that exist', async () => {
    expect(await commit(OTHER, `${DrawWorld.path}/9`)).toEqual({ status: 404, code: 'draw.unknown' });
    expect(await reveal(OTHER, 'stadt.example/permit/w99/0')).toEqual({ status: 404, code: 'draw.unknown' });
  });

  it('have to be committed to before they can be revealed', async () => {
    expect(await reveal(SECRET)).toEqual({ status: 400, code: 'contribution.mismatch' });
  });

  it('take a commitment once: the same again is fine, another one is refused', async () => {
    expect(await commit(commitmentOf(SECRET))).toEqual(DONE);
    expect(await commit(commitmentOf(SECRET))).toEqual(DONE);
    expect(await commit(commitmentOf(OTHER))).toEqual({ status: 409, code: 'contribution.differs' });
    expect(await stored()).toEqual([{ commitment: commitmentOf(SECRET), secret: null, sealed_secret: null }]);
  });

  it('are not taken as a secret before the freeze, also when it is the right one', async () => {
    expect(await reveal(SECRET)).toEqual({ status: 409, code: 'contribution.too-early' });
    expect(await stored()).toMatchObject([{ secret: null }]);
  });

  it('take the secret that opens the commitment, and no other, until the reveal instant', async () => {
    await world.liveUntil(TIMES.freeze);
    expect(await reveal(OTHER)).toEqual({ status: 400, code: 'contribution.mismatch' });
    expect(await reveal(SECRET)).toEqual(DONE);
    expect(await reveal(SECRET)).toEqual(DONE);
    expect(await stored()).toMatchObject([{ secret: SECRET }]);
    await world.settle();
    expect(await world.text(0, 'reveal.json')).toContain(SECRET);
    await world.liveUntil(TIMES.draw);
    expect(await reveal(SECRET)).toEqual(DONE);
    expect((await world.verify(0)).checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it('come too late for a frozen draw, and for one whose freeze is due', async () => {
    const refill = `${DrawWorld.path}/1`;
    world.clock.set(TIMES.refillFreeze(1) - 1);
    expect(await commit(commitmentOf(SECRET))).toEqual(DONE);
    world.clock.set(TIMES.refillFreeze(1));
    expect(await commit(deriveContributionCommitment(refill, 'ombudsperson', SECRET), refill)).toEqual({
      status: 410,
      code: 'contribution.too-late',
    });
    await world.settle();
    expect(await commit(deriveContributionCommitment(refill, 'ombudsperson', SECRET), refill)).toMatchObject({ status: 410 });
  });
});

describe('contributions', () => {
  it('are taken from nobody whom the announcement does not name, and never in the name of the service', async () => {
    const world = await DrawWorld.open({ plan: { contributors: ['office'] } });
    await world.liveUntil(TIMES.closes);
    const contributions = world.get(ContributionsService);
    for (const who of ['ombudsperson', 'office', '']) {
      const commitment = deriveContributionCommitment(MAIN, who, SECRET);
      await expect(contributions.commit(who, MAIN, commitment)).rejects.toMatchObject({ code: 'contribution.not-announced' });
      await expect(contributions.reveal(who, MAIN, SECRET)).rejects.toMatchObject({ code: 'contribution.not-announced' });
    }
    const over = await world.request('POST', '/api/contributions/commitments', { drawId: MAIN, commitment: OTHER }, 'ombudsperson');
    expect([over.status, over.body.code]).toEqual([403, 'contribution.not-announced']);
    expect(await world.query('SELECT contributor FROM draw_contributions')).toEqual([{ contributor: 'office' }]);
    await world.stop();
  });

  it('that differ, sent at the same moment, leave one', async () => {
    const world = await DrawWorld.open();
    await world.liveUntil(TIMES.closes);
    const contributions = world.get(ContributionsService);
    const sent = Array.from({ length: 8 }, (_, i) => commitmentOf(String(i).repeat(64)));
    const outcomes = await Promise.allSettled(sent.map((commitment) => contributions.commit('ombudsperson', MAIN, commitment)));
    const taken = sent.filter((_, i) => outcomes[i]!.status === 'fulfilled');
    expect(taken).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'contribution.differs' });
    expect(await world.query(`SELECT commitment FROM draw_contributions WHERE contributor = 'ombudsperson'`)).toEqual([
      { commitment: taken[0] },
    ]);
    await world.stop();
  });

  it('can not be held back until the round is known, however slow the clock of the service is', async () => {
    const network = foundNetwork('3', TIMES.planned - DAY);
    let now: number = TIMES.closes;
    const relay: Relay = await startRelay(network, () => now);
    const world = await DrawWorld.open({
      exchanges: { quietSweeps: true, chain: network.chain },
      environment: { DRAND_RELAYS: relay.url },
    });
    await world.liveUntil(TIMES.closes);
    await world.get(ContributionsService).commit('ombudsperson', MAIN, commitmentOf(SECRET));
    now = TIMES.freeze;
    world.clock.set(TIMES.freeze);
    await world.take('freeze', 0);
    // The clock stands still, five minutes before the reveal instant; the world, and the round, go on.
    world.clock.set(TIMES.reveal - 300);
    now = TIMES.reveal + 3;
    const late = world.get(ContributionsService).reveal('ombudsperson', MAIN, SECRET);
    await expect(late).rejects.toMatchObject({ code: 'contribution.too-late' });
    await world.settle();
    expect(await world.text(0, 'reveal.json')).not.toContain(SECRET);
    await world.stop();
    await relay.stop();
  });
});
