import { deriveContributionCommitment, parseReveal } from '../../../src/core';
import { ContributionsService } from '../../../src/modules/draws/contributions.service';
import { DrawWorld, TIMES } from '../../support/draw-world';

const MAIN = `${DrawWorld.path}/0`;
const SECRET = { ombudsperson: 'ab'.repeat(32), university: 'cd'.repeat(32) } as const;
/** The service's own contribution to the main draw. */
const OWN = `FROM draw_contributions WHERE contributor = 'office' AND draw_uuid = (SELECT id FROM draws WHERE number = 0)`;
type Outsider = keyof typeof SECRET;

/** The same three contributors throughout: the service, and two outsiders who commit. */
async function openFrozen(): Promise<DrawWorld> {
  const world = await DrawWorld.open({ plan: { contributors: ['university', 'office', 'ombudsperson'] } });
  await world.enrol({}, {});
  await world.addSlots([{ id: 'a' }]);
  await world.liveUntil(TIMES.closes);
  for (const who of ['ombudsperson', 'university'] as const) {
    await world.get(ContributionsService).commit(who, MAIN, deriveContributionCommitment(MAIN, who, SECRET[who]));
  }
  world.clock.set(TIMES.freeze);
  await world.take('freeze', 0);
  return world;
}

const revealed = async (world: DrawWorld) => parseReveal((await world.files(0)).get('reveal.json')!).contributions;
const ownSecret = async (world: DrawWorld): Promise<string | null> =>
  (await world.query<{ secret: string | null }>(`SELECT secret ${OWN}`))[0]!.secret;

describe('a reveal', () => {
  let world: DrawWorld;
  beforeEach(async () => {
    world = await openFrozen();
  });
  afterEach(() => world.stop());

  const reveal = (who: Outsider) => world.get(ContributionsService).reveal(who, MAIN, SECRET[who]);

  it('keeps our own secret sealed until the freeze is signed and in the log', async () => {
    expect(await ownSecret(world)).toBeNull();
    const [row] = await world.query<{ sealed_secret: Buffer; commitment: string }>(`SELECT * ${OWN}`);
    await world.take('reveal', 0);
    const secret = await ownSecret(world);
    expect(deriveContributionCommitment(MAIN, 'office', secret!)).toBe(row!.commitment);
    expect(row!.sealed_secret.includes(Buffer.from(secret!, 'hex'))).toBe(false);
    const [frozen] = await world.query<{ tree_index: string | null }>(`SELECT tree_index FROM log_entries WHERE type = 'draw.frozen'`);
    expect(frozen!.tree_index).not.toBeNull();
  });

  it('waits for the others as long as there is time', async () => {
    await reveal('university');
    expect(await world.take('reveal', 0)).toEqual({ kind: 'not-yet', until: TIMES.reveal });
    world.clock.set(TIMES.reveal - 1);
    expect(await world.take('reveal', 0)).toEqual({ kind: 'not-yet', until: TIMES.reveal });
    expect(await world.drawOf(0)).toMatchObject({ state: 'frozen' });
  });

  it('is made early when everybody has revealed, in announced order', async () => {
    await reveal('ombudsperson');
    await reveal('university');
    expect(await world.take('reveal', 0)).toEqual({ kind: 'done' });
    expect(await revealed(world)).toEqual([
      { contributor: 'university', secret: SECRET.university },
      { contributor: 'office', secret: await ownSecret(world) },
      { contributor: 'ombudsperson', secret: SECRET.ombudsperson },
    ]);
    expect(await world.take('reveal', 0)).toEqual({ kind: 'done' });
    expect(await world.logged('draw.revealed')).toHaveLength(1);
  });

  it('has null for whoever has not revealed in time, and the draw goes on', async () => {
    await reveal('ombudsperson');
    await world.take('reveal', 0);
    await world.liveUntil(TIMES.reveal);
    expect((await revealed(world)).map(({ secret }) => secret === null)).toEqual([true, false, false]);
    await expect(reveal('university')).rejects.toMatchObject({ code: 'contribution.too-late' });
    await world.liveUntil(TIMES.draw);
    expect((await world.verify(0)).verdict).toBe('replayed');
  });

  it('gives the same bytes however late it is composed, also after the round', async () => {
    await reveal('ombudsperson');
    await world.take('reveal', 0);
    world.clock.set(TIMES.draw + 3600);
    expect(await world.take('reveal', 0)).toEqual({ kind: 'done' });
    expect(await revealed(world)).toEqual([
      { contributor: 'university', secret: null },
      { contributor: 'office', secret: await ownSecret(world) },
      { contributor: 'ombudsperson', secret: SECRET.ombudsperson },
    ]);
    await world.settle();
    expect(await world.drawOf(0)).toMatchObject({ state: 'drawn' });
  });

  it('does not even publish our own secret once the time is over', async () => {
    world.clock.set(TIMES.reveal);
    expect(await world.take('reveal', 0)).toEqual({ kind: 'done' });
    expect(await ownSecret(world)).toBeNull();
    expect((await revealed(world)).map(({ secret }) => secret)).toEqual([null, null, null]);
    await world.liveUntil(TIMES.draw);
    expect((await world.verify(0)).checks.find(({ check }) => check === 'contributions')).toMatchObject({ outcome: 'passed' });
  });

  it('happens once when many ask at the same moment, and so does the publishing of our secret', async () => {
    await reveal('ombudsperson');
    await reveal('university');
    await Promise.all(Array.from({ length: 6 }, () => world.take('reveal', 0)));
    expect(await world.logged('draw.revealed')).toHaveLength(1);
    expect((await revealed(world))[1]).toEqual({ contributor: 'office', secret: await ownSecret(world) });
  });
});
