import { AuditSamples, AUDITS_QUEUE, AuditsScheduler, SampleDrawing } from '../../src/modules/audits';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { parseTime } from '../../src/core';
import { waitFor } from '../support';
import { DrawWorld } from '../support/draw-world';
import { type FaultKind, Faults, ProcessDied } from '../support/draw-world-faults';
import { expectConsistentLog } from '../support/draw-world-outcome';

jest.setTimeout(180_000);

const DRAW = `${DrawWorld.path}/0`;
const ANNA = { name: 'auditor-1', person: 'auditor-1', roles: ['auditor'] as const };
const TIMES_DELIVERED = 6;

let world: DrawWorld;
afterEach(() => world.stop());

async function openDrawn(options: Parameters<typeof DrawWorld.open>[0] = {}): Promise<void> {
  world = await DrawWorld.open(options);
  await world.enrol(...Array.from({ length: 12 }, () => ({})));
  await world.addSlots([{ id: 's1' }]);
  await world.liveThroughDraw(0);
}

const picked = (): Promise<unknown[]> => world.query('SELECT position, ticket_id FROM audit_sample_entries ORDER BY position');

it('is drawn once, however often its job is delivered, to two workers at once', async () => {
  await openDrawn();
  const beside = await DrawWorld.open({ beside: world, roles: { web: false, worker: true } });
  const { id, roundAt } = await world.get(AuditSamples).request(ANNA, DRAW);
  const queue = world.test.app.get<Queue>(getQueueToken(AUDITS_QUEUE), { strict: false });
  const deliver = async (name: string): Promise<void> => {
    const jobs = await Promise.all(
      Array.from({ length: TIMES_DELIVERED }, (_, i) => queue.add('sample', { sample: id }, { jobId: `${name}-${i}` })),
    );
    for (const job of jobs) await waitFor(async () => (await queue.getJobState(job.id!)) === 'completed', `${name} ${job.id}`);
  };
  await deliver('early');
  expect(await picked()).toEqual([]);
  world.clock.set(parseTime(roundAt));
  await deliver('due');
  expect(await picked()).toHaveLength(12);
  expect(await world.logged('audit.sampled')).toHaveLength(1);
  await beside.stop();
});

it('is put back by the sweep when its job is lost, and when it came before its round', async () => {
  await openDrawn();
  const { id, roundAt } = await world.get(AuditSamples).request(ANNA, DRAW);
  const queue = world.test.app.get<Queue>(getQueueToken(AUDITS_QUEUE), { strict: false });
  await world.get(AuditsScheduler).sweep();
  await queue.promoteJobs();
  await waitFor(async () => (await queue.getJobState(`sample-${id}`)) === 'completed', 'a job that came too early');
  expect(await picked()).toEqual([]);
  await queue.obliterate({ force: true });
  world.clock.set(parseTime(roundAt));
  await world.get(AuditsScheduler).sweep();
  await waitFor(async () => (await picked()).length === 12, 'the sample');
});

it.each<FaultKind>(['before', 'after'])('survives a process that dies %s the commit, when asked for and when drawn', async (kind) => {
  const faults = new Faults();
  await openDrawn({ exchanges: { quietSweeps: true, unitOfWork: faults.unitOfWork } });
  faults.arm({ at: 1, kind });
  await expect(world.get(AuditSamples).request(ANNA, DRAW)).rejects.toBeInstanceOf(ProcessDied);
  faults.arm(null);
  const [left] = await world.get(AuditSamples).list(DRAW);
  expect(left === undefined).toBe(kind === 'before');
  const { id, roundAt } = left ?? (await world.get(AuditSamples).request(ANNA, DRAW));
  expect(await world.logged('audit.announced')).toHaveLength(1);
  world.clock.set(parseTime(roundAt));
  faults.arm({ at: 1, kind });
  await expect(world.get(SampleDrawing).draw(id)).rejects.toBeInstanceOf(ProcessDied);
  faults.arm(null);
  expect(await picked()).toHaveLength(kind === 'before' ? 0 : 12);
  expect(await world.get(SampleDrawing).draw(id)).toBe(true);
  expect(await picked()).toHaveLength(12);
  expect(await world.logged('audit.sampled')).toHaveLength(1);
  await world.settle();
  await expectConsistentLog(world);
});
