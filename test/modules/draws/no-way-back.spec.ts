import { Pool } from 'pg';
import { AnswersService } from '../../../src/modules/appointments';
import { VoidingService } from '../../../src/modules/draws/voiding.service';
import { DrawWorld, TIMES, type WorldOptions } from '../../support/draw-world';
import { approve, OPERATOR } from '../../support/review-acts';

const STATES = ['scheduled', 'frozen', 'revealed', 'drawn', 'skipped', 'voided'] as const;
type State = (typeof STATES)[number];

/** The only ways that there are. */
const ONWARD: Readonly<Record<State, readonly State[]>> = {
  scheduled: ['frozen', 'skipped', 'voided'],
  frozen: ['revealed', 'voided'],
  revealed: ['drawn', 'voided'],
  drawn: [],
  skipped: [],
  voided: [],
};

/** A main draw in each state that it can be in before its result; append-only.spec has the drawn one. */
const LIVES: readonly { name: string; state: State; number?: number; live: () => Promise<DrawWorld> }[] = [
  { name: 'that waits for its freeze', state: 'scheduled', live: () => open(TIMES.closes) },
  { name: 'that is frozen', state: 'frozen', live: () => open(TIMES.freeze, { plan: { contributors: ['office', 'ombudsperson'] } }) },
  { name: 'that is revealed', state: 'revealed', live: () => open(TIMES.freeze) },
  {
    name: 'that was skipped',
    state: 'skipped',
    number: 1,
    live: async () => {
      const world = await open(TIMES.freeze);
      await world.liveUntil(TIMES.draw);
      for (const person of world.people) if ((await world.resultOf(person))!.pot) await world.get(AnswersService).accept(person);
      await world.liveUntil(TIMES.refillFreeze(1));
      return world;
    },
  },
  {
    name: 'that was voided before its freeze',
    state: 'voided',
    live: async () => {
      const world = await open(TIMES.closes);
      await world.liveUntil(TIMES.reveal);
      return world;
    },
  },
  {
    name: 'that was voided after its freeze, by two people',
    state: 'voided',
    live: async () => {
      const world = await open(TIMES.freeze);
      await approve(world, await world.get(VoidingService).ask(OPERATOR, `${DrawWorld.path}/0`, 'wrong-slots'));
      return world;
    },
  },
];

async function open(moment: number, options: WorldOptions = {}): Promise<DrawWorld> {
  const world = await DrawWorld.open({ plan: { contributors: ['office'] }, ...options });
  await world.enrol({}, {});
  await world.addSlots([{ id: 'a' }]);
  await world.liveUntil(TIMES.closes);
  if (moment > TIMES.closes) await world.liveUntil(moment);
  return world;
}

/** A change to another state in which every column fits that state: what refuses it is the way, not the columns. */
const changeTo = (state: State): string =>
  `state = '${state}', drawn_at = ${state === 'drawn' ? 'now()' : 'NULL'}, ended_reason = ${state === 'skipped' || state === 'voided' ? `'by-staff'` : 'NULL'}`;

describe.each(LIVES)('a draw $name', ({ state, number = 0, live }) => {
  let world: DrawWorld;
  const logins = {} as Record<'service' | 'owner', Pool>;

  beforeAll(async () => {
    world = await live();
    expect(await world.drawOf(number)).toMatchObject({ state });
    const { connection, owner } = world.test.database;
    logins.service = new Pool({ ...connection, max: 1 });
    logins.owner = new Pool({ ...owner, max: 1 });
  });
  afterAll(async () => {
    for (const pool of Object.values(logins)) await pool.end();
    await world.stop();
  });

  const stateNow = () => world.query('SELECT to_jsonb(draws) AS draw FROM draws ORDER BY number');

  describe.each(['service', 'owner'] as const)('as the %s', (login) => {
    const refused = async (sql: string, code = 'FS001'): Promise<void> => {
      const before = await stateNow();
      await expect(logins[login].query(sql)).rejects.toMatchObject({ code });
      expect(await stateNow()).toEqual(before);
    };

    it.each(STATES.filter((to) => to !== state && !ONWARD[state].includes(to)))('does not become %s', async (to) => {
      await refused(`UPDATE draws SET ${changeTo(to)} WHERE number = ${number}`);
    });

    it('does not take a step again', async () => {
      for (const column of ['frozen_at', 'revealed_at']) {
        const [row] = await world.query<{ at: Date | null }>(`SELECT ${column} AS at FROM draws WHERE number = ${number}`);
        if (row!.at === null) continue;
        await refused(`UPDATE draws SET ${column} = NULL WHERE number = ${number}`);
        await refused(`UPDATE draws SET ${column} = now() WHERE number = ${number}`);
      }
    });

    it('is not deleted, and gets no second one beside it', async () => {
      const code = login === 'owner' ? 'FS001' : '42501';
      await refused(`DELETE FROM draws WHERE number = ${number}`, code);
      await refused('TRUNCATE draws CASCADE', code);
      await refused(
        `INSERT INTO draws (id, window_id, number, draw_id, state, freeze_at, reveal_by, draw_at, round)
         SELECT gen_random_uuid(), window_id, number, draw_id, 'scheduled', freeze_at, reveal_by, draw_at, round FROM draws WHERE number = ${number}`,
        '23505',
      );
    });

    if (ONWARD[state].length === 0) {
      it('stays as it was ended', async () => {
        await refused(`UPDATE draws SET ended_reason = 'another' WHERE number = ${number}`);
        for (const column of ['frozen_at', 'revealed_at', 'offered_at', 'published_at'])
          await refused(`UPDATE draws SET ${column} = now() WHERE number = ${number}`);
      });
    }
  });
});
