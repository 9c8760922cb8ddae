import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRedisBackend, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { deriveTicketId, parseReceipt, parseResult, utf8FromString } from '../../src/core';
import { ApiClient } from '../../src/demo/api-client';
import { readLetters } from '../../src/demo/mailbox';
import type { DrawSummary } from '../../src/modules/draws';
import {
  type Child,
  compileSources,
  createTemporaryFolder,
  removeFolder,
  startChild,
  startRedis,
  type TestRedis,
  waitFor,
} from '../support';
import { type DebianPostgres, startDebianPostgres } from '../support/debian-postgres';
import { caseFileOf, identityOf } from '../support/draw-world-people';
import { QUEUES } from '../support/draw-world-queue';
import { planOfWorld } from '../support/draw-world-times';
import { type StaffOfPlaces, writeStaffFile } from '../support/staff-file';

// Real servers, processes and time on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

const AUTHORITY = 'stadt.example';
const SERVICE = `${AUTHORITY}/permit`;
const WINDOW = `${SERVICE}/w1`;
const NUMBERS = [1, 2, 3, 4, 5, 6];
const SLOTS = ['a', 'b', 'c'];
/** Seconds that two processes take to start on a machine with nothing else to do. */
const USUAL_START = 3;
const DAY = 86_400;

/** The statements of docs/operations, word for word: only passwords are put in. */
function readRoleStatements(passwords: readonly string[]): string[] {
  const text = readFileSync(resolve(__dirname, '../../docs/operations/README.md'), 'utf8');
  const [block] = /(?<=^## Logins of the database$[\s\S]*?^```sql\n)[\s\S]*?(?=^```$)/m.exec(text)!;
  const left = [...passwords];
  return block
    .replaceAll(/'…'/g, () => `'${left.shift()}'`)
    .split('\n')
    .filter((line) => line !== '');
}

interface Applicant {
  readonly n: number;
  readonly link: string;
  readonly caseNumber: string;
  readonly receipt: string;
}

describe("an office's own servers: PostgreSQL as Debian ships it, Redis, and every role a process of its own", () => {
  let main: string;
  let folder: string;
  let postgres: DebianPostgres;
  let redis: TestRedis;
  let staff: StaffOfPlaces;
  const children: Child[] = [];
  let workers: Child[];
  let everybody: ApiClient;
  const people: Applicant[] = [];

  beforeAll(async () => {
    main = join(compileSources(), 'main.js');
    folder = createTemporaryFolder('own');
    staff = writeStaffFile();
    [postgres, redis] = await Promise.all([startDebianPostgres(), startRedis()]);
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map(({ ended }) => ended));
    await redis?.stop();
    await postgres?.stop();
    staff?.remove();
    removeFolder(folder);
  });

  const databaseUrl = (login: string): string => `postgres://${login}:${login}-secret@127.0.0.1:${postgres.port}/fairslot`;

  /** Each process has a data folder of its own, as on a machine of its own: the letters that a worker wrote lie in its folder. */
  function run(role: string, name: string, environment: Readonly<Record<string, string>> = {}): Child {
    const data = join(folder, name);
    mkdirSync(data, { recursive: true });
    const child = startChild([main, role], {
      FAIRSLOT_DATA: data,
      FAIRSLOT_KEYS_FILE: join(folder, 'keys.json'),
      ...staff.environment,
      DATABASE_URL: databaseUrl('fairslot_app'),
      REDIS_URL: redis.url,
      BEACON: 'practice',
      PORT: '0',
      SWEEP_SECONDS: '1',
      ...environment,
    });
    children.push(child);
    return child;
  }

  const lettersBy = async (worker: string) => readLetters(join(folder, worker, 'mail'));
  const view = () => everybody.get<DrawSummary>(`/api/windows/${WINDOW}/draws/0`);
  const untilDraw = (what: string, condition: (draw: DrawSummary) => unknown) =>
    waitFor(async () => condition(await view()), `the draw: ${what}`).catch(async (error: Error) => {
      throw new Error(
        `${error.message}; it is ${JSON.stringify(await view().catch(String))}; ${workers.map((one) => one.errors()).join('')}`,
      );
    });

  async function register(n: number): Promise<Applicant> {
    const { caseNumber, ...person } = identityOf(n);
    const contact = { kind: 'mail', value: `person-${n}@example.org` };
    const body = { service: SERVICE, person, caseNumber, contact, locale: 'en' };
    const { link, receipt } = await everybody.post<{ link: string; receipt: string }>('/api/registrations', body);
    return { n, link, caseNumber, receipt };
  }

  /** Waits for the letter with the code, whoever writes it, and confirms. */
  async function confirm({ n, link }: Applicant): Promise<void> {
    const code = await waitFor(async () => {
      const letters = [...(await lettersBy('worker-1')), ...(await lettersBy('worker-2'))];
      const letter = letters.find(({ to }) => to === `person-${n}@example.org`);
      return letter && /\b\d{6}\b/.exec(letter.text)?.[0];
    }, `the letter to ${n}`);
    expect(await everybody.post('/api/registrations/confirm', { link, code })).toMatchObject({ state: 'confirmed' });
  }

  it('takes the roles of docs/operations', async () => {
    expect(postgres.version).toBeGreaterThanOrEqual(15);
    await postgres.asAdministrator(async (client) => {
      const statements = readRoleStatements(['fairslot_owner-secret', 'fairslot_app-secret', 'fairslot_auditor-secret']);
      expect(statements).toHaveLength(6);
      for (const statement of statements) await client.query(statement);
    });
  });

  it('is refused in plain words where it is too old, and nothing is changed', async () => {
    // No older server can be had: this login is told another version.
    await postgres.asAdministrator(async (client) => {
      await client.query('CREATE SCHEMA past');
      await client.query(`CREATE FUNCTION past.current_setting(name text) RETURNS text LANGUAGE sql
        AS $$ SELECT CASE name WHEN 'server_version_num' THEN '140019' ELSE '14.19' END $$`);
      await client.query('GRANT USAGE ON SCHEMA past TO fairslot_auditor');
      await client.query('ALTER ROLE fairslot_auditor SET search_path = past, pg_catalog');
    }, 'fairslot');
    const urls = { MIGRATION_DATABASE_URL: databaseUrl('fairslot_auditor') };
    const migrate = run('migrate', 'migrate', urls);
    expect(await migrate.ended).toBe(1);
    expect(migrate.errors()).toMatch(
      /^The server of DATABASE_URL is PostgreSQL 14\.19, and Fairslot needs 15 or newer \(database\.too-old\)/m,
    );
    expect(migrate.errors()).not.toMatch(/^\s+at /m);
    const { rows } = await postgres.asAdministrator(
      (client) => client.query(`SELECT to_regclass('public.migrations') AS table`),
      'fairslot',
    );
    expect(rows).toEqual([{ table: null }]);
  });

  it('is migrated by a process that ends', async () => {
    const migrate = run('migrate', 'migrate', { MIGRATION_DATABASE_URL: databaseUrl('fairslot_owner') });
    expect({ status: await migrate.ended, said: migrate.output(), errors: migrate.errors() }).toMatchObject({
      status: 0,
      said: 'the database is up to date\n',
    });
    const client = new Client({ connectionString: databaseUrl('fairslot_app') });
    await client.connect();
    const { rows } = await client.query<{ version: string; queue: string | null }>(
      `SELECT current_setting('server_version_num') AS version, to_regnamespace('bullmq')::text AS queue`,
    );
    expect(rows).toEqual([{ version: expect.stringMatching(new RegExp(`^${postgres.version}`)), queue: null }]);
    await expect(client.query('DROP TABLE draws')).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });

  it('takes registrations by one process while another writes the letters, and a second worker comes', async () => {
    const begin = Date.now();
    const web = run('web', 'web');
    workers = [run('worker', 'worker-1')];
    await web.says('Fairslot is running at');
    await workers[0]!.says('worker is running');
    const started = (Date.now() - begin) / 1000;
    // Whoever owned the tables, or had a Redis that loses jobs, would be told.
    for (const { errors } of [web, ...workers]) expect(errors()).not.toMatch(/owner of its tables|REDIS IS NOT SAFE/);
    const address = /running at (http\S+)/.exec(web.output())![1]!;
    everybody = new ApiClient(address);
    expect(await everybody.get('/health/ready')).toMatchObject({ status: 'ok' });

    await announce(address, timetableFor(started));
    const [first, ...others] = NUMBERS;
    people.push(await waitFor(() => register(first!), 'the window to open'));
    await confirm(people[0]!);
    expect(await lettersBy('worker-1')).not.toEqual([]);
    workers.push(run('worker', 'worker-2'));
    people.push(...(await Promise.all(others.map(register))));
    await Promise.all(people.slice(1).map(confirm));
    await workers[1]!.says('worker is running');
  });

  it('freezes with two workers at the queues, and goes on with the one that is left', async () => {
    await untilDraw('frozen', ({ state }) => state === 'frozen' || state === 'revealed');
    expect(await view()).toMatchObject({ entries: NUMBERS.length, slots: SLOTS.length });
    const atTheQueues = await countWorkers();
    expect(atTheQueues).toEqual({ draws: 2, appointments: 2, registrations: 2, letters: 2 });
    workers[0]!.kill('SIGTERM');
    expect(await workers[0]!.ended).toBe(0);
    await untilDraw('published', ({ publishedAt }) => publishedAt);
    expect(await view()).toMatchObject({ state: 'drawn', served: SLOTS.length });
  });

  it('has published a record that the program verifies, with and without a receipt', async () => {
    const record = join(folder, 'record.zip');
    writeFileSync(record, await everybody.getBytes(`/api/windows/${WINDOW}/draws/0/record.zip`));
    const [{ receipt }] = people as [Applicant];
    const receiptFile = join(folder, 'receipt.txt');
    writeFileSync(receiptFile, receipt);
    for (const more of [[], ['--receipt', receiptFile]]) {
      const { status, stdout } = spawnSync(process.execPath, [main, 'verify', record, '--json', ...more], { encoding: 'utf8' });
      const { verdict, drawId, checks } = JSON.parse(stdout) as { verdict: string; drawId: string; checks: { outcome: string }[] };
      // A practice chain and no witness: everything is recomputed, and nobody outside vouches for the time.
      expect({ status, verdict, drawId }).toEqual({ status: 3, verdict: 'replayed', drawId: `${WINDOW}/0` });
      expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    }
  });

  it('offers by letter what was drawn, and takes the answers', async () => {
    const result = parseResult(await everybody.getBytes(`/api/windows/${WINDOW}/draws/0/files/result.txt`));
    const winners = result.filter(({ pot }) => pot !== null).map(({ ticketId }) => people.find((one) => ticketOf(one) === ticketId)!);
    expect(winners).toHaveLength(SLOTS.length);
    for (const { n, link, caseNumber } of winners) {
      const letters = async () => (await lettersBy('worker-2')).filter(({ to }) => to === `person-${n}@example.org`);
      await waitFor(async () => (await letters()).some(({ subject }) => /appointment/i.test(subject)), `the offer to ${n}`);
      expect(await everybody.post('/api/appointments/accept', { link, caseNumber })).toMatchObject({ state: 'accepted' });
    }
    const [loser] = people.filter((one) => !winners.includes(one));
    await expect(everybody.post('/api/appointments/accept', { link: loser!.link, caseNumber: loser!.caseNumber })).rejects.toMatchObject({
      code: 'offer.none',
    });
  });

  it('has kept nothing of the queue in the database, and ends every process in order', async () => {
    const failed = await withQueues(async (queue) => queue.getFailedCount());
    expect(Object.values(failed)).toEqual(QUEUES.map(() => 0));
    for (const child of children.slice(-3)) {
      child.kill('SIGTERM');
      expect(await child.ended).toBe(0);
    }
  });

  /** The operator prepares, asks, and the approver agrees: all through the interface. */
  async function announce(address: string, after: ReturnType<typeof timetableFor>): Promise<void> {
    const as = (role: 'operator' | 'approver') =>
      new ApiClient(address, { headers: () => Promise.resolve({ authorization: staff.bearer(role) }) });
    const operator = as('operator');
    const service = { authority: AUTHORITY, slug: 'permit', title: 'Permit', legalEffect: 'none' };
    await operator.post('/api/staff/services', { ...service, confirmWithinSeconds: 3600, answerWithinSeconds: 3600 });
    await operator.post('/api/staff/offices', { authority: AUTHORITY, slug: 'amt', name: 'Amt', address: 'Hauptstraße 1' });
    await operator.post('/api/staff/groups', { service: SERVICE, office: 'amt', name: 'am', title: 'am' });
    const cases = caseFileOf(NUMBERS.map((n) => ({ n, spec: {} })));
    await operator.postCsv(`/api/staff/case-register/imports?authority=${AUTHORITY}`, cases);

    const at = momentsFrom(Date.now());
    const { timetable, ...rest } = planOfWorld(1, { groups: ['am'], contributors: ['office'] });
    const refill = { ...timetable.refill, firstAt: at(2 * DAY), lastAt: at(2 * DAY) };
    const moments = { opensAt: at(after.opens), closesAt: at(after.closes), freezeAt: at(after.freeze) };
    const plan = { ...rest, timetable: { ...moments, revealBy: at(after.reveal), drawAt: at(after.draw), refill } };
    const { id } = await operator.post<{ id: string }>('/api/staff/windows', { service: SERVICE, window: 'w1', plan });
    const rows = SLOTS.map((slot, i) =>
      [slot, 'am', 'c1', at(7 * DAY + i * 1200), at(7 * DAY + (i + 1) * 1200), 'general', 'Room 3'].join(','),
    );
    const csv = ['slot_id,group,counter,starts_at,ends_at,label,place', ...rows, ''].join('\n');
    await operator.postCsv(`/api/staff/windows/${id}/slots`, csv);
    const asked = await operator.post<{ id: string }>(`/api/staff/windows/${id}/announce`, {});
    await as('approver').post(`/api/staff/approvals/${asked.id}/decision`, { decision: 'approved' });
  }

  /** Asks each queue something, as another client of the same Redis. */
  async function withQueues<T>(ask: (queue: Queue) => Promise<T>): Promise<Record<string, T>> {
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queues = QUEUES.map((name) => new Queue(name, { connection }, createRedisBackend));
    try {
      return Object.fromEntries(await Promise.all(queues.map(async (queue) => [queue.name, await ask(queue)] as const)));
    } finally {
      for (const queue of queues) await queue.close();
      connection.disconnect();
    }
  }
  const countWorkers = () => withQueues((queue) => queue.getWorkersCount());
});

const ticketOf = ({ receipt }: Applicant): string => deriveTicketId(`${WINDOW}/0`, parseReceipt(utf8FromString(receipt)).receiptSecret);

/**
 * Seconds from the plan to each moment. The machine's clock counts, so between two of them there is time for what has to be done: the more, the
 * longer this machine took to start processes. @param start seconds
 */
function timetableFor(start: number): Record<'opens' | 'closes' | 'freeze' | 'reveal' | 'draw', number> {
  const pace = Math.min(3, Math.max(1, start / USUAL_START));
  const closes = 4 + Math.ceil(10 * pace);
  const reveal = closes + 1 + Math.ceil(8 * pace);
  return { opens: 4, closes, freeze: closes + 1, reveal, draw: reveal + 1 };
}

function momentsFrom(now: number): (seconds: number) => string {
  return (seconds) => `${new Date(now + seconds * 1000).toISOString().slice(0, 19)}Z`;
}
