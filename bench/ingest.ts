import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Pool, type PoolConfig } from 'pg';
import { POOL_SIZES } from '../src/platform/database';
import { type BenchService, CASES, withBenchService } from './bench-service';
import type { LoadOrder, LoadResult } from './ingest-load';
import type { WebOrder, WebReport } from './ingest-web';

/** One measured value. `ratio` compares with `against`; `floor` bounds the ratio where there is one, otherwise the value. */
export interface IngestRow {
  readonly name: string;
  readonly value: number;
  readonly unit: '/s' | 'ms';
  readonly ratio?: number;
  readonly against?: string;
  readonly floor?: number;
  readonly ok?: boolean;
}

/** What `npm run web` tells Node. */
const WEB_OPTIONS = readScripts()
  .web.split(' ')
  .filter((word) => word.startsWith('--'));
const CONNECTIONS = 256;
/** Of the baseline with the database: as many as one `web` process has. */
const SESSIONS = POOL_SIZES.application;
const SECONDS = 5;
const ROUNDS = 3;
/** The first thousands run through code that nobody has compiled yet: neither they nor a fresh start are what deadline day is about. */
const WARM_UP_REGISTRATIONS = 20_000;
const WARM_UP_LOADS = 6;
const SMALLEST_RATIO = 0.3;
const LONGEST_P99_MS = 1000;
/** Bytes of a bare row: about what a registration's row carries. */
const BARE_BYTES = 600;

/**
 * Measures registering on deadline day: the whole service (HTTP, validation, register lookup, hashing, sealing, signing,
 * group commit), in as many `web` processes as there are cores, against one prepared single-row insert through pg, at the
 * same concurrency, on the same embedded server, in turns, so that whatever else the machine does hits both. fsync is on.
 */
export async function benchIngest(): Promise<IngestRow[]> {
  return withBenchService(measureOn);
}

async function measureOn({ owner, clock, folder, service }: BenchService): Promise<IngestRow[]> {
  const pool = new Pool({ ...owner, max: SESSIONS });
  const webs: ChildProcess[] = [];
  try {
    for (let n = 0; n < availableParallelism(); n++) webs.push(startWeb({ folder, now: clock.milliseconds() }));
    const urls = (await Promise.all(webs.map(nextReport))).map(({ url }) => url);
    await pool.query('CREATE TABLE bench_rows (id uuid PRIMARY KEY, payload bytea NOT NULL, at timestamptz NOT NULL)');
    const order: LoadOrder = { urls, service, connections: CONNECTIONS, seconds: SECONDS, first: 0, cases: CASES };
    await warmUp(order);
    const [bare, ours]: [number[], LoadResult[]] = [[], []];
    let processor = 0;
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await insertBareRows(pool));
      const before = await processorOf(webs);
      ours.push(await runLoad({ ...order, first: (round + 1) * 10_000_000 }));
      processor += (await processorOf(webs)) - before;
    }
    await assertNothingLost(pool, ours);
    const rows = rowsOf(bare, ours, webs.length);
    return [...rows, ...processorRows(processor, ours), ...measureWithPgbench(owner, folder, rows[0]!.value)];
  } finally {
    await Promise.all(webs.map(stopWeb));
    await pool.end();
  }
}

function readScripts(): { web: string } {
  return (JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { scripts: { web: string } }).scripts;
}

function startWeb(order: WebOrder): ChildProcess {
  const script = join(__dirname, `ingest-web${extname(__filename)}`);
  return fork(script, {
    execArgv: [...process.execArgv, ...WEB_OPTIONS],
    env: { ...process.env, FAIRSLOT_BENCH_WEB: JSON.stringify(order) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function nextReport(web: ChildProcess): Promise<WebReport> {
  return new Promise((resolve, reject) => {
    web.once('message', (report) => resolve(report as WebReport));
    web.once('exit', () => reject(new Error('a web process has ended')));
  });
}

/** @returns milliseconds, of all processes together */
async function processorOf(webs: readonly ChildProcess[]): Promise<number> {
  const reports = webs.map(nextReport);
  for (const web of webs) web.send('report');
  return (await Promise.all(reports)).reduce((sum, report) => sum + report.processor, 0);
}

async function stopWeb(web: ChildProcess): Promise<void> {
  if (web.exitCode !== null) return;
  const ended = new Promise((resolve) => web.once('exit', resolve));
  web.disconnect();
  await ended;
}

/** What a registration costs: on a busy machine steadier than how many there are in a second. */
function processorRows(webs: number, ours: readonly LoadResult[]): IngestRow[] {
  const accepted = ours.reduce((sum, result) => sum + result.accepted, 0);
  const load = ours.reduce((sum, result) => sum + result.processor, 0);
  return [
    { name: 'processor time of a registration in the web processes', value: webs / accepted, unit: 'ms' },
    { name: 'the same in the load generator', value: load / accepted, unit: 'ms' },
  ];
}

function rowsOf(bare: number[], ours: LoadResult[], webs: number): IngestRow[] {
  const single = median(bare);
  const rate = median(ours.map((result) => result.accepted / result.seconds));
  const ratio = rate / single;
  const p99 = median(ours.map((result) => result.p99));
  const against = 'bare prepared single-row insert through pg';
  return [
    {
      name: `registrations accepted over HTTP, ${CONNECTIONS} connections, ${webs} web processes`,
      value: rate,
      unit: '/s',
      ratio,
      against,
      floor: SMALLEST_RATIO,
      ok: ratio >= SMALLEST_RATIO,
    },
    { name: 'their p99', value: p99, unit: 'ms', floor: LONGEST_P99_MS, ok: p99 <= LONGEST_P99_MS },
    { name: 'their p50', value: median(ours.map((result) => result.p50)), unit: 'ms' },
    { name: `that insert, ${CONNECTIONS} at once over ${SESSIONS} sessions, no HTTP`, value: single, unit: '/s' },
  ];
}

/** @returns rows a second */
async function insertBareRows(pool: Pool): Promise<number> {
  const text = 'INSERT INTO bench_rows (id, payload, at) VALUES ($1, $2, $3)';
  const payload = randomBytes(BARE_BYTES);
  const began = performance.now();
  const until = began + SECONDS * 1000;
  let rows = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      await pool.query({ name: 'bare', text, values: [randomUUID(), payload, new Date()] });
      rows += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return (rows * 1000) / (performance.now() - began);
}

async function warmUp(order: LoadOrder): Promise<void> {
  let accepted = 0;
  for (let n = 0; n < WARM_UP_LOADS && accepted < WARM_UP_REGISTRATIONS; n++)
    accepted += (await runLoad({ ...order, first: n * 1_000_000 })).accepted;
}

async function runLoad(order: LoadOrder): Promise<LoadResult> {
  const script = join(__dirname, `ingest-load${extname(__filename)}`);
  const child = spawn(process.execPath, [...process.execArgv, script], {
    env: { ...process.env, FAIRSLOT_BENCH_LOAD: JSON.stringify(order) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  if (code !== 0) throw new Error(`the load ended with ${code}`);
  return JSON.parse(output) as LoadResult;
}

/** Every accepted registration is there, with its receipt and its letter; fast but forgetful would be worth nothing. */
async function assertNothingLost(pool: Pool, results: readonly LoadResult[]): Promise<void> {
  const accepted = results.reduce((sum, result) => sum + result.accepted, 0);
  const failed = results.reduce((sum, result) => sum + result.refused, 0);
  const { rows } = await pool.query<{ registrations: number; receipts: number; letters: number }>(
    `SELECT (SELECT count(*) FROM registrations)::int AS registrations, (SELECT count(*) FROM receipts)::int AS receipts,
       (SELECT count(*) FROM outbox_messages)::int AS letters`,
  );
  const { registrations, receipts, letters } = rows[0]!;
  if (failed > 0) throw new Error(`${failed} registrations were not accepted`);
  if (registrations < accepted || receipts !== registrations || letters !== registrations) {
    throw new Error(`${accepted} accepted, but ${registrations} registrations, ${receipts} receipts, ${letters} letters`);
  }
}

/** The same bare insert by PostgreSQL's own client, where it is installed, over as many sessions. @param ours registrations a second */
function measureWithPgbench({ host = '', user = '', database = '' }: PoolConfig, folder: string, ours: number): IngestRow[] {
  if (spawnSync('pgbench', ['--version']).status !== 0) return [];
  const script = join(folder, 'bare.sql');
  writeFileSync(script, `INSERT INTO bench_rows VALUES (gen_random_uuid(), decode(repeat('ab', ${BARE_BYTES}), 'hex'), now());\n`);
  const options = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(SESSIONS),
    '-j',
    '2',
    '-T',
    String(SECONDS),
    '-f',
    script,
    '-h',
    host,
    '-U',
    user,
    database,
  ];
  const { stdout } = spawnSync('pgbench', options, { encoding: 'utf8' });
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  const name = `the same insert by pgbench, ${SESSIONS} sessions`;
  return Number.isFinite(rate) ? [{ name, value: rate, unit: '/s', ratio: rate / ours, against: 'ours' }] : [];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
