import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { Client } from 'pg';
import { DEFAULT_TRUST, formatTime, parseAnnouncement, parseReceipt, parseResult, utf8FromString, verifyRecord } from '../../src/core';
import { ApiClient, bearer, type ApiError } from '../../src/demo/api-client';
import { startEmbeddedPostgres } from '../../src/platform/embedded';
import { type Child, compileSources, createTemporaryFolder, removeFolder, startChild, waitFor } from '../support';
import { caseFileOf, identityOf } from '../support/draw-world-people';
import { planOfWorld } from '../support/draw-world-times';
import { expectProofs } from '../support/draw-world-outcome';

// Real processes that are killed and started again on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

const SERVICE = 'stadt.example/permit';
const WINDOW = `${SERVICE}/w1`;
const PEOPLE = [1, 2, 3, 4, 5, 6];
const SLOTS = ['a', 'b', 'c'];
/** Seconds from the announcement. The freeze has to survive a kill and a restart before the reveal instant, so there is time. */
const AFTER = { opens: 3, closes: 12, freeze: 12, reveal: 50, draw: 51 };

/** Milliseconds from an event to a kill: the same ones in every run, so that a failure can be looked at again. */
const momentOf = (event: string): number => createHash('sha256').update(`kill after ${event}`).digest().readUInt16BE() % 900;

/** The transaction of a step that has written part of what it writes, and waits for the rest. */
interface HalfWritten {
  readonly transaction: string;
  /** Jobs that workers are at. */
  readonly active: readonly string[];
}

/** Holds a table, so that the step which writes to it stands still in the middle of its transaction. */
class Obstacle {
  private constructor(
    private readonly holder: Client,
    private readonly table: string,
  ) {}

  /** @param dataFolder of the service, which runs */
  static async put(dataFolder: string, table: string): Promise<Obstacle> {
    const holder = await openClient(dataFolder);
    // It ends with the server.
    holder.on('error', () => undefined);
    await holder.query('BEGIN');
    await holder.query(`LOCK TABLE ${table} IN SHARE MODE`);
    return new Obstacle(holder, table);
  }

  /** Waits until a transaction of the service stands here that has already written to another table. */
  async reached(written: string): Promise<HalfWritten> {
    // The number of a transaction stands among its locks; pg_stat_activity shows it to superusers only.
    const atIt = `SELECT own.transactionid::text AS transaction, ARRAY(SELECT name FROM bullmq.job WHERE state::text = 'active') AS active
      FROM pg_locks waits JOIN pg_stat_activity USING (pid) JOIN pg_locks has USING (pid) JOIN pg_locks own USING (pid)
      WHERE application_name = 'fairslot' AND waits.relation = '${this.table}'::regclass AND NOT waits.granted
        AND has.relation = '${written}'::regclass AND has.mode = 'RowExclusiveLock' AND has.granted
        AND own.locktype = 'transactionid' AND own.mode = 'ExclusiveLock' AND own.granted`;
    return waitFor(async () => (await this.holder.query<HalfWritten>(atIt)).rows[0], `a step at ${this.table}`, 120_000);
  }
}

async function openClient(dataFolder: string): Promise<Client> {
  const { connections } = await startEmbeddedPostgres({ dataFolder, log: () => undefined });
  const client = new Client(connections.owner);
  await client.connect();
  return client;
}

describe('a service that is killed with its database, three times in one window', () => {
  let main: string;
  let folder: string;
  let child: Child | undefined;
  let address: string;
  let api: ApiClient;
  let tokens: ReadonlyMap<string, string>;

  beforeAll(() => {
    main = join(compileSources(), 'main.js');
    folder = createTemporaryFolder('kill');
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await child?.ended;
    removeFolder(folder);
  });

  async function start(): Promise<void> {
    const environment = {
      FAIRSLOT_DATA: folder,
      PORT: '0',
      BEACON: 'practice',
      SWEEP_SECONDS: '1',
      QUEUE_LOCK_SECONDS: '4',
      LOG_LEVEL: 'error',
    };
    child = startChild([main, 'start'], environment);
    await child.says('Fairslot is running at');
    address = /running at (http\S+)/.exec(child.output())![1]!;
    api = new ApiClient(address);
  }

  /** Kills the process outright, and starts it again. */
  async function kill(): Promise<void> {
    child!.kill('SIGKILL');
    await child!.ended;
    await start();
  }

  /** Kills it while a step's transaction is under way, and looks what has become of that. */
  async function killAt(obstacle: Obstacle, step: string, written: string): Promise<void> {
    const { transaction, active } = await obstacle.reached(written);
    expect(active).toContain(step);
    await kill();
    const client = await openClient(folder);
    const { rows } = await client.query<{ became: string }>('SELECT pg_xact_status($1::xid8) AS became', [transaction]);
    await client.end();
    expect(rows).toEqual([{ became: 'aborted' }]);
  }

  const staff = (name: string): ApiClient => new ApiClient(address, bearer(tokens.get(name)!));
  const view = () =>
    api.get<{ state: string; publishedAt: string | null; endedReason: string | null; entries: number }>(`/api/windows/${WINDOW}/draws/0`);
  const untilTime = (at: number) => waitFor(() => Date.now() >= at * 1000, `second ${at}`, 120_000);
  const untilView = (what: string, is: (draw: Awaited<ReturnType<typeof view>>) => boolean) =>
    waitFor(async () => is(await view()), what, 120_000);

  let startedAt: number;
  let freezing: Obstacle;
  const receipts: string[] = [];
  const links: { link: string; caseNumber: string }[] = [];

  it('takes a window in', async () => {
    await start();
    tokens = new Map([...child!.output().matchAll(/^ {2}(\S+) +(\S{40,})$/gm)].map(([, name, token]) => [name!, token!]));
    const operator = staff('operator-1');
    const catalogue = {
      authority: 'stadt.example',
      slug: 'permit',
      title: 'Permit',
      confirmWithinSeconds: 3600,
      answerWithinSeconds: 3600,
    };
    await operator.post('/api/staff/services', catalogue);
    await operator.post('/api/staff/offices', { authority: 'stadt.example', slug: 'amt', name: 'Amt', address: 'Hauptstraße 1' });
    for (const name of ['am', 'pm']) await operator.post('/api/staff/groups', { service: SERVICE, office: 'amt', name, title: name });
    await operator.postCsv('/api/staff/case-register/imports?authority=stadt.example', caseFileOf(PEOPLE.map((n) => ({ n, spec: {} }))));
    startedAt = Math.floor(Date.now() / 1000);
    const at = (seconds: number): string => formatTime(startedAt + seconds);
    const refill = { firstAt: at(3600), lastAt: at(3600), everySeconds: 3600, freezeSecondsBefore: 60, revealSecondsBefore: 30 };
    const timetable = {
      opensAt: at(AFTER.opens),
      closesAt: at(AFTER.closes),
      freezeAt: at(AFTER.freeze),
      revealBy: at(AFTER.reveal),
      drawAt: at(AFTER.draw),
      refill,
    };
    const plan = planOfWorld(0, { timetable, contributors: ['office'] });
    const { id } = await operator.post<{ id: string }>('/api/staff/windows', { service: SERVICE, window: 'w1', plan });
    const rows = SLOTS.map((slot, i) => `${slot},am,c1,${at(90_000 + i * 1200)},${at(91_200 + i * 1200)},general,Room 3`);
    await operator.postCsv(
      `/api/staff/windows/${id}/slots`,
      ['slot_id,group,counter,starts_at,ends_at,label,place', ...rows, ''].join('\n'),
    );
    const asked = await operator.post<{ id: string }>(`/api/staff/windows/${id}/announce`, {});
    await staff('approver-1').post(`/api/staff/approvals/${asked.id}/decision`, { decision: 'approved' });
    freezing = await Obstacle.put(folder, 'draw_slots');
    await untilTime(startedAt + AFTER.opens);
    for (const n of PEOPLE) {
      const { caseNumber, ...person } = identityOf(n);
      const body = { service: SERVICE, person, caseNumber, contact: { kind: 'none' }, channel: 'phone' };
      const { receipt, link } = await staff('hotline-1').post<{ receipt: string; link: string }>('/api/staff/registrations', body);
      receipts.push(receipt);
      links.push({ link, caseNumber });
    }
  });

  it('draws it once, killed in the middle of the freeze, in the middle of the draw, and at some moment of the offers', async () => {
    await killAt(freezing, 'freeze', 'draw_entries');
    const drawing = await Obstacle.put(folder, 'draw_results');
    await untilView('the reveal', ({ state }) => state === 'revealed');
    await killAt(drawing, 'draw', 'draw_files');
    await untilView('the draw', ({ state }) => state === 'drawn');
    await sleep(momentOf('result'));
    await kill();
    await untilView('the published record', ({ publishedAt }) => publishedAt !== null);
    expect(await view()).toMatchObject({ state: 'drawn', entries: PEOPLE.length, served: SLOTS.length });
  });

  it('has a record that verifies for everybody who was there', async () => {
    const zip = await api.getBytes(`/api/windows/${WINDOW}/draws/0/record.zip`);
    const files = new Map(Object.entries(unzipSync(zip)));
    expectProofs(files);
    const { log } = parseAnnouncement(files.get('announcement.json')!);
    for (const receipt of receipts) {
      const report = verifyRecord(files, { ...DEFAULT_TRUST, logs: [log.key] }, parseReceipt(utf8FromString(receipt)));
      const open = report.checks.filter(({ outcome }) => outcome !== 'passed');
      expect({ verdict: report.verdict, open: open.map(({ code }) => code) }).toEqual({ verdict: 'replayed', open: ['timing.quorum'] });
    }
    const served = parseResult(files.get('result.txt')!).flatMap(({ slots }) => slots);
    expect(served.sort()).toEqual(SLOTS);
  });

  it('has made one offer for each slot, which can be accepted', async () => {
    await waitFor(async () => {
      const { offers } = await api.get<{ offers: { offered: number } }>(`/api/windows/${WINDOW}/ledger`);
      return offers.offered === SLOTS.length;
    }, 'the offers');
    const answers = await Promise.allSettled(
      links.map((key) => api.post<{ slots: { slotId: string }[] }>('/api/appointments/accept', key)),
    );
    const accepted = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value.slots.map(({ slotId }) => slotId) : []));
    expect(accepted.sort()).toEqual(SLOTS);
    for (const one of answers) if (one.status === 'rejected') expect((one.reason as ApiError).code).toBe('offer.none');
  });
});
