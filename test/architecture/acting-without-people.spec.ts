import { randomUUID } from 'node:crypto';
import { getQueueToken } from '@nestjs/bullmq';
import { DiscoveryService } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Job, Queue } from 'bullmq';
import { APPROVAL_KINDS, Approvals, type ApprovalView } from '../../src/modules/approvals';
import { HardshipService } from '../../src/modules/hardship';
import { JOBS, type StaffMember, SWEEPS } from '../../src/modules/staff';
import { DomainError } from '../../src/platform/http';
import { Sweeps } from '../../src/platform/schedule';
import { waitFor } from '../support';
import { DAY, DrawWorld, HOUR, type Person, TIMES } from '../support/draw-world';
import { askForEverything, OFFICER } from '../support/requests-of-two';
import { APPROVER, approve } from '../support/review-acts';

const QUEUES = Object.keys(JOBS) as (keyof typeof JOBS)[];

let world: DrawWorld;
/** What nobody has decided, by kind of request. */
let waiting: Map<string, ApprovalView>;

beforeAll(async () => {
  // Real sweeps, which the test starts when it moved the clock; none looks by itself meanwhile.
  world = await DrawWorld.open({ exchanges: {}, environment: { SWEEP_SECONDS: '3600' } });
  await world.addSlots([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }, { id: 'h', label: 'hardship' }]);
  const people = await world.enrol({}, {}, {}, {}, {}, {}, {}, { critical: '2026-03-20' }, { losses: 2 }, {});
  waiting = await askForEverything(world, people);
  await decideSome(people);
}, 120_000);
afterAll(() => world.stop());

/** And some that two people have decided. */
async function decideSome(people: Person[]): Promise<void> {
  await approve(world, await world.get(HardshipService).request(OFFICER, people[8]!.registrationId, 'medical', 'medical-certificate'));
  const { id } = await world.get(HardshipService).request(OFFICER, people[7]!.registrationId, 'medical', 'medical-certificate');
  await world.get(Approvals).decide(APPROVER, id, 'refused');
}

/** Everything that only people decide, as it stands. */
async function decided(): Promise<Record<string, string[]>> {
  const tables = {
    approvals: `SELECT id, kind, decision, decided_person FROM approvals WHERE decision IS DISTINCT FROM 'expired' AND decision IS NOT NULL`,
    'hardship grants': 'SELECT registration_id, requested_person, approved_person FROM hardship_grants',
    'corrected names': 'SELECT id FROM name_corrections WHERE corrected_at IS NOT NULL',
    'answered questions': 'SELECT id, decision, decided_by FROM review_items WHERE decision IS NOT NULL',
    'granted slots': 'SELECT id FROM offers WHERE draw_uuid IS NULL',
    revoked: `SELECT id FROM offers WHERE reason = 'revoked'`,
    'excluded and merged': `SELECT id, state FROM registrations WHERE state IN ('excluded', 'merged', 'refused')`,
    'merged entries': 'SELECT * FROM draw_entry_merges',
    announced: `SELECT path FROM windows WHERE state <> 'planned'`,
    started: 'SELECT id FROM window_templates WHERE NOT paused',
    voided: `SELECT draw_id FROM draws WHERE ended_reason = 'by-staff'`,
    'entries of the log': `SELECT type, body FROM log_entries WHERE type IN ('draw.voided', 'hardship.granted', 'slot.granted', 'name.corrected', 'registration.excluded', 'registration.merged')`,
  };
  const found = Object.entries(tables).map(async ([name, sql]) => [
    name,
    (await world.query(sql)).map((row) => JSON.stringify(row)).sort(),
  ]);
  return Object.fromEntries((await Promise.all(found)) as [string, string[]][]);
}

/** Decisions that had not two people. */
const decidedByFewer = (): Promise<unknown[]> =>
  world.query(
    `SELECT id::text AS what FROM approvals WHERE decision IN ('approved', 'refused') AND (decided_person IS NULL OR decided_person = requested_person OR decided_by = requested_by)
     UNION ALL SELECT registration_id::text FROM hardship_grants WHERE approved_person = requested_person OR NOT EXISTS (
       SELECT FROM approvals WHERE kind = 'hardship.grant' AND subject = registration_id::text AND decision = 'approved')
     UNION ALL SELECT correction.id::text FROM name_corrections correction JOIN approvals USING (id) WHERE corrected_at IS NOT NULL AND decision IS DISTINCT FROM 'approved'`,
  );

const discover = (): { name: string; instance: unknown }[] =>
  world
    .get(DiscoveryService)
    .getProviders()
    .flatMap(({ instance, metatype }) => (instance && metatype ? [{ name: metatype.name, instance: instance as unknown }] : []));

interface Runs {
  process(job: Job, token?: string): Promise<void>;
}
/** By queue: whoever serves it. */
function processors(): Map<string, Runs> {
  const found = discover().flatMap(({ instance }): [string, Runs][] => {
    const options = Reflect.getMetadata('bullmq:processor_metadata', (instance as object).constructor) as { name: string } | undefined;
    return options ? [[options.name, instance as Runs]] : [];
  });
  return new Map(found);
}

/** Starts each sweep anew, which looks at once, and waits until nothing runs and nothing waits for a worker. */
async function sweepAll(): Promise<void> {
  const registry = world.get(SchedulerRegistry);
  const [intervals, sweeps] = [registry.getIntervals(), world.get(Sweeps)];
  for (const name of intervals) registry.deleteInterval(name);
  for (const { name, instance } of discover())
    if (name.endsWith('Scheduler')) (instance as { onApplicationBootstrap(): void }).onApplicationBootstrap();
  expect(registry.getIntervals().sort()).toEqual(intervals.sort());
  for (const name of intervals) await sweeps.turn(name, async () => undefined);
  await waitFor(async () => {
    const busy = await Promise.all(
      QUEUES.map(async (queue) => await queueOf(queue).getJobCountByTypes('waiting', 'active', 'prioritized')),
    );
    return busy.every((count) => count === 0);
  }, 'the workers to be idle');
}

const queueOf = (name: string): Queue => world.test.app.get<Queue>(getQueueToken(name), { strict: false });

/** Jobs that failed, with what they failed by. */
const failed = new Set<string>();
const nameOf = (error: unknown): string => (error instanceof DomainError ? error.code : String(error));

/** Each job of the table about everything there is, due or not. What can't be done yet is put off or refused; nothing worse. */
async function runEveryJob(): Promise<void> {
  const served = processors();
  const ids = async (sql: string, name: string) => (await world.query<{ id: string }>(sql)).map(({ id }) => ({ [name]: id }));
  const about: Record<string, readonly object[]> = {
    draws: await ids('SELECT id FROM draws', 'draw'),
    appointments: (await ids('SELECT id FROM draws', 'drawUuid')).map((one) => ({ ...one, windowId: world.windowId })),
    // Only those that were started: no sweep asks for another.
    windows: await ids('SELECT id FROM window_templates WHERE NOT paused', 'templateId'),
  };
  for (const queue of QUEUES) {
    for (const name of Object.keys(JOBS[queue])) {
      for (const data of about[queue] ?? (queue === 'audits' ? [{ sample: randomUUID() }] : [{}])) {
        const job = { name, data, moveToDelayed: async () => undefined } as unknown as Job;
        await served
          .get(queue)!
          .process(job)
          .catch((error: unknown) => failed.add(`${queue}/${name}: ${nameOf(error)}`));
      }
    }
  }
}

test('every sweep that runs stands in src/modules/staff/acting-without-people.ts', () => {
  expect(world.get(SchedulerRegistry).getIntervals().sort()).toEqual(Object.keys(SWEEPS).sort());
  expect(world.get(SchedulerRegistry).getCronJobs().size + world.get(SchedulerRegistry).getTimeouts().length).toBe(0);
});

test('so does every queue that is served', () => {
  expect([...processors().keys()].sort()).toEqual([...QUEUES].sort());
});

test('and each kind of request that takes two people waits for them here', () => {
  expect([...waiting.keys()].sort()).toEqual(Object.keys(APPROVAL_KINDS).sort());
});

test('a whole life of sweeps and jobs decides nothing that people decide', async () => {
  const before = await decided();
  expect(before.approvals).toHaveLength(3);
  const names = new Set<string>();
  const moments = [
    TIMES.opens + 2 * HOUR,
    TIMES.closes,
    TIMES.freeze,
    TIMES.reveal,
    TIMES.draw,
    TIMES.refillFreeze(1),
    TIMES.refillReveal(1),
    TIMES.refill(1),
    TIMES.refillFreeze(2),
    TIMES.refillReveal(2),
    TIMES.refill(2),
    TIMES.appointments + 2 * DAY,
    TIMES.appointments + 60 * DAY,
    TIMES.appointments + 200 * DAY,
  ];
  for (const moment of moments) {
    world.clock.set(moment);
    await sweepAll();
    await world.settle();
    await sweepAll();
    await runEveryJob();
    for (const queue of QUEUES) for (const job of await queueOf(queue).getJobs()) names.add(`${queue}/${job.name}`);
    // What was decided may be erased after its time; nothing comes to it.
    const now = Object.entries(await decided());
    const added = now.flatMap(([name, rows]) => rows.filter((row) => !before[name]!.includes(row)).map((row) => `${name}: ${row}`));
    expect({ moment, added }).toEqual({ moment, added: [] });
  }
  expect(await decidedByFewer()).toEqual([]);
  const listed = QUEUES.flatMap((queue) => Object.keys(JOBS[queue]).map((name) => `${queue}/${name}`));
  expect([...names].filter((name) => !listed.includes(name))).toEqual([]);
  expect(names.size).toBeGreaterThan(8);
  // Put off until they are due; nothing else went wrong.
  expect([...failed].sort()).toEqual(['draw', 'freeze', 'reveal'].map((step) => `draws/${step}: DelayedError: bullmq:movedToDelayed`));
}, 300_000);

test('what waited lapses, and whoever comes too late agrees to nothing', async () => {
  const ids = [...waiting.values()].map(({ id }) => id);
  const left = await world.query<{ id: string; decision: string | null }>('SELECT id, decision FROM approvals WHERE id = ANY($1)', [ids]);
  expect(left.length).toBeGreaterThan(3);
  expect(left.filter(({ decision }) => decision !== null)).toEqual([]);
  for (const { id } of left) {
    const member: StaffMember = { ...APPROVER, name: 'approver-2', person: 'nine' };
    await expect(world.get(Approvals).decide(member, id, 'approved')).rejects.toMatchObject({ code: 'approval.expired' });
  }
});
