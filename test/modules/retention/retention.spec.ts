import { CounterListService } from '../../../src/modules/appointments';
import { OwnRegistrationService } from '../../../src/modules/registrations/own-registration.service';
import { RetentionService } from '../../../src/modules/retention';
import { addToOutbox } from '../../../src/platform/outbox';
import { DAY, DrawWorld, type Person, type PersonSpec, TIMES } from '../../support/draw-world';
import { askAbout } from '../../support/review-acts';
import { type FaultKind, ProcessDied } from '../../support/draw-world-faults';
import { live, populate } from '../../support/draw-world-life';
import { useRewoundWorld } from '../../support/draw-world-rewound';

// Worlds on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

const CLOSED_OUT = TIMES.appointments + 2 * DAY;

interface Row {
  readonly id: string;
  readonly state: string;
  readonly erased: boolean;
  readonly sealed: Buffer | null;
  readonly secret: Buffer | null;
  readonly contact: Buffer | null;
  readonly case_key: Buffer;
  readonly person_key: Buffer;
}

async function rowsOf(world: DrawWorld): Promise<Map<string, Row>> {
  const rows = await world.query<Row & Record<string, unknown>>(
    `SELECT id, state, erased_at IS NOT NULL AS erased, sealed, sealed_secret AS secret, contact_key AS contact, case_key, person_key FROM registrations ORDER BY id`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const count = async (world: DrawWorld, what: string): Promise<number> =>
  (await world.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${what}`))[0]!.n;
const forget = (world: DrawWorld) => world.get(RetentionService).forget();

/** Somebody whose registration is over since a moment, however that came. */
async function over(world: DrawWorld, state: string, at: number, spec: PersonSpec = {}): Promise<Person> {
  const [person] = await world.enrol(spec);
  await world.query(`UPDATE registrations SET state = $2, ended_at = $3, contact_key = '\\x01' WHERE id = $1`, [
    person!.registrationId,
    state,
    new Date(at * 1000),
  ]);
  return person!;
}

describe('after the life of a window', () => {
  let world: DrawWorld;
  const { faults, goBack } = useRewoundWorld(async (exchanges) => {
    world = await DrawWorld.open({ exchanges });
    await populate(world);
    const [first, second] = (await world.enrol({ critical: '2026-03-24' }, {})) as [Person, Person];
    await live(world);
    const at = new Date(CLOSED_OUT * 1000);
    await world.query(`UPDATE registrations SET state = 'withdrawn', ended_at = $2 WHERE id = $1`, [first.registrationId, at]);
    await world.query(`UPDATE registrations SET state = 'excluded', merged_into = $3, ended_at = $2 WHERE id = $1`, [
      second.registrationId,
      new Date((CLOSED_OUT - DAY) * 1000),
      first.registrationId,
    ]);
    const item = await askAbout(world, second.registrationId, 'person-registered-already', first.registrationId);
    await world.query(`UPDATE review_items SET decision = 'merge', decided_by = 'approver-1', decided_at = $2 WHERE id = $1`, [item, at]);
    await world.query(`UPDATE review_clusters SET closed_at = $1`, [at]);
    await world.query(`INSERT INTO letter_allowances (contact_key, day, used) VALUES ('\\x01', $1, 3)`, [at]);
    await world.query(`UPDATE outbox_messages SET sent_at = $1`, [at]);
    return world;
  });

  it('keeps everything until its time is over', async () => {
    world.clock.set(CLOSED_OUT + DAY);
    const before = await rowsOf(world);
    expect(await forget(world)).toEqual({
      ended: 0,
      registrations: 0,
      reviews: 0,
      clusters: 0,
      networks: 0,
      letters: 0,
      letterCounts: 0,
      offerReports: 0,
    });
    expect(await rowsOf(world)).toEqual(before);
  });

  it('forgets letters and counts first, people after the time for objections, and nobody who still waits', async () => {
    const before = await rowsOf(world);
    world.clock.set(CLOSED_OUT + 15 * DAY);
    expect(await forget(world)).toMatchObject({ registrations: 0, reviews: 0, letters: expect.any(Number), letterCounts: 1 });
    expect(await count(world, 'outbox_messages')).toBe(0);
    world.clock.set(CLOSED_OUT + 31 * DAY);
    await forget(world);
    const final = [...before.values()].filter(({ state }) => ['withdrawn', 'excluded', 'ended'].includes(state));
    expect(final.length).toBeGreaterThan(3);
    for (const [id, row] of await rowsOf(world)) {
      const was = before.get(id)!;
      if (!final.includes(was)) {
        expect(row).toEqual(was);
        continue;
      }
      expect(row).toMatchObject({ state: was.state, erased: true, sealed: null, secret: null, contact: null });
      expect(row.case_key.equals(was.case_key) || row.person_key.equals(was.person_key)).toBe(false);
      expect([row.case_key.length, row.person_key.length]).toEqual([32, 32]);
    }
    expect([await count(world, 'review_items'), await count(world, 'letter_allowances')]).toEqual([0, 0]);
    expect(await count(world, 'hardship_grants JOIN registrations r ON r.id = registration_id WHERE r.erased_at IS NOT NULL')).toBe(0);
  });

  it('leaves the record as it was, byte for byte, and replayable; whoever was erased has become nobody', async () => {
    const [main, refill] = [await world.files(0), await world.files(1)];
    const logged = await count(world, 'log_entries');
    world.clock.set(CLOSED_OUT + 31 * DAY);
    const erased = [...(await rowsOf(world)).values()].filter(({ state }) => state === 'ended').map(({ id }) => id);
    await forget(world);
    expect([await world.files(0), await world.files(1)]).toEqual([main, refill]);
    for (const number of [0, 1]) {
      const { verdict, checks } = await world.verify(number);
      expect({ verdict, failed: checks.filter(({ outcome }) => outcome === 'failed') }).toEqual({ verdict: 'replayed', failed: [] });
    }
    expect(await count(world, 'log_entries')).toBe(logged);
    const gone = world.people.find(({ registrationId }) => erased.includes(registrationId))!;
    await expect(world.get(OwnRegistrationService).status(gone)).rejects.toMatchObject({ code: 'registration.not-found' });
    const day = new Date(TIMES.appointments * 1000).toISOString().slice(0, 10);
    expect(await world.get(CounterListService).listDay(day)).toEqual([]);
  });

  it('can be run again and at the same time, and does everything once', async () => {
    world.clock.set(CLOSED_OUT + 31 * DAY);
    const all = await Promise.all([forget(world), forget(world), forget(world)]);
    const erased = all.reduce((sum, { registrations }) => sum + registrations, 0);
    expect(erased).toBe(await count(world, 'registrations WHERE erased_at IS NOT NULL'));
    const after = await rowsOf(world);
    world.clock.advance(DAY);
    expect((await forget(world)).registrations).toBe(0);
    expect(await rowsOf(world)).toEqual(after);
  });

  it.each<FaultKind>(['before', 'after'])('survives a death at each of its writes, %s the commit', async (kind) => {
    const outcome = async () => ({
      rows: [...(await rowsOf(world)).values()].map(({ id, state, erased, sealed }) => ({ id, state, erased, empty: sealed === null })),
      left: [await count(world, 'outbox_messages'), await count(world, 'review_items'), await count(world, 'hardship_grants')],
      counts: await count(world, 'letter_allowances'),
    });
    world.clock.set(CLOSED_OUT + 31 * DAY);
    await forget(world);
    const undisturbed = await outcome();
    const writes = faults.writes;
    // Registrations, those that were bound to them, reviews (gone with them), letters, counts.
    expect(writes).toBeGreaterThanOrEqual(4);
    for (let at = 1; at <= writes; at++) {
      await goBack();
      world.clock.set(CLOSED_OUT + 31 * DAY);
      faults.arm({ at, kind });
      await expect(forget(world)).rejects.toBeInstanceOf(ProcessDied);
      const rows = [...(await rowsOf(world)).values()];
      // Nobody is half erased.
      for (const row of rows) expect(row.erased).toBe(row.sealed === null && row.secret === null);
      await forget(world);
      expect({ at, ...(await outcome()) }).toEqual({ at, ...undisturbed });
    }
  });
});

describe('what is still needed is kept, however old it is', () => {
  let world: DrawWorld;
  beforeEach(async () => {
    world = await DrawWorld.open();
    await world.addSlots([{ id: 'a' }, { id: 'b' }]);
  });
  afterEach(() => world.stop());

  const isErased = async ({ registrationId }: Person) => (await rowsOf(world)).get(registrationId)!.erased;
  const oldest = TIMES.opens - 300 * DAY;

  it('an entry of a draw that is not over, and of one against which objections are possible', async () => {
    const people = await world.enrol({}, {}, {});
    await world.liveUntil(TIMES.closes);
    await world.liveUntil(TIMES.freeze);
    for (const { registrationId } of people) {
      await world.query(`UPDATE registrations SET state = 'withdrawn', ended_at = $2 WHERE id = $1`, [
        registrationId,
        new Date(oldest * 1000),
      ]);
    }
    expect((await forget(world)).registrations).toBe(0);
    await world.liveUntil(TIMES.reveal);
    expect((await forget(world)).registrations).toBe(0);
    await world.liveUntil(TIMES.draw);
    expect((await forget(world)).registrations).toBe(0);
    world.clock.set(TIMES.draw + 30 * DAY);
    expect((await forget(world)).registrations).toBe(0);
    world.clock.set(TIMES.draw + 30 * DAY + 1);
    expect((await forget(world)).registrations).toBe(3);
    expect((await world.verify(0)).verdict).toBe('replayed');
  });

  it('a decision that has not been told, and what counts as one with a registration that stands', async () => {
    const untold = await over(world, 'excluded', oldest);
    const [stands] = await world.enrol({});
    const merged = await over(world, 'excluded', oldest);
    const plain = await over(world, 'withdrawn', oldest);
    await world.query('UPDATE registrations SET decision_untold = true WHERE id = $1', [untold.registrationId]);
    await world.query('UPDATE registrations SET merged_into = $2 WHERE id = $1', [merged.registrationId, stands!.registrationId]);
    expect((await forget(world)).registrations).toBe(1);
    expect([await isErased(untold), await isErased(stands!), await isErased(merged), await isErased(plain)]).toEqual([
      false,
      false,
      false,
      true,
    ]);
    await world.liveUntil(TIMES.closes);
    await world.liveUntil(TIMES.freeze);
    expect((await world.entryOf(stands!))!.tickets).toBe(1);
  });

  it('letters that have not left, questions that nobody has answered', async () => {
    const [person] = await world.enrol({});
    await world.transaction((em) => addToOutbox(em, [{ kind: 'registration.received', registrationId: person!.registrationId }]));
    await askAbout(world, person!.registrationId, 'unknown-case');
    await world.query(`UPDATE review_items SET opened_at = $1`, [new Date(oldest * 1000)]);
    expect(await forget(world)).toEqual({
      ended: 0,
      registrations: 0,
      reviews: 0,
      clusters: 0,
      networks: 0,
      letters: 0,
      letterCounts: 0,
      offerReports: 0,
    });
  });

  it('who waits, as long as their service has a window; after a year without one it is over', async () => {
    const [person] = await world.enrol({});
    world.clock.set(TIMES.opens + 400 * DAY);
    expect((await forget(world)).ended).toBe(0);
    await world.query(`UPDATE windows SET state = 'closed_out', closed_out_at = $1`, [new Date(TIMES.appointments * 1000)]);
    world.clock.set(TIMES.appointments + 365 * DAY);
    expect((await forget(world)).ended).toBe(0);
    world.clock.advance(1);
    expect(await forget(world)).toMatchObject({ ended: 1, registrations: 0 });
    world.clock.advance(30 * DAY + 1);
    expect((await forget(world)).registrations).toBe(1);
    expect(await isErased(person!)).toBe(true);
  });

  it('the database itself refuses an erased registration that is not empty', async () => {
    const person = await over(world, 'withdrawn', oldest);
    await expect(world.query('UPDATE registrations SET erased_at = now() WHERE id = $1', [person.registrationId])).rejects.toMatchObject({
      constraint: 'ck_registrations_erased_is_empty',
    });
  });
});
