import { getQueueToken, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Job } from 'bullmq';
import { Redis } from 'ioredis';
import {
  AppQueue,
  AppWorker,
  describeRedisRisks,
  ensureJob,
  JOB_DEFAULTS,
  openQueueConnection,
  type QueueConnection,
  QueueModule,
  registerQueue,
} from '../../src/platform/queue';
import { startTestDatabase, type TestDatabase } from '../support/test-database';
import { createTestLogger } from '../support/test-logger';
import { startRedis, type TestRedis } from '../support/test-redis';
import { waitFor } from '../support/wait-for';

describe.each(['postgres', 'redis'] as const)('queue on %s', (kind) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let connection: QueueConnection;
  let queue: AppQueue;
  const workers: AppWorker[] = [];
  const log = createTestLogger();

  beforeAll(async () => {
    Logger.overrideLogger(log.logger);
    database = await startTestDatabase();
    redis = kind === 'redis' ? await startRedis() : undefined;
    connection = await openQueueConnection(redis?.url ?? null, database.connection, log.logger);
  });
  afterAll(async () => {
    await connection.close();
    await redis?.stop();
    await database.stop();
  });
  beforeEach(() => {
    queue = openQueue(`draws-${Math.random().toString(36).slice(2)}`);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await queue.close();
  });

  function openQueue(name: string): AppQueue {
    return new AppQueue(name, { connection: connection.connection, defaultJobOptions: { ...JOB_DEFAULTS, attempts: 1 } });
  }

  /** A worker on the queue; `done` collects the ids of what it has finished. */
  function work(process: (job: Job) => Promise<unknown> = () => Promise.resolve()): { done: string[] } {
    const done: string[] = [];
    const worker = new AppWorker(queue.name, process, { connection: connection.connection });
    worker.on('completed', (job) => done.push(job.id!));
    workers.push(worker);
    return { done };
  }

  const ensure = (runAt: Date | null = null) => ensureJob(queue, 'draw-7', 'freeze', { drawId: '7' }, runAt);
  const state = () => queue.getJobState('draw-7');

  it('answers a ping', async () => {
    expect(connection.kind).toBe(kind);
    await connection.ping();
  });

  it('adds a missing job, to run at its time', async () => {
    expect(await ensure(new Date(Date.now() + 3_600_000))).toBe(true);
    expect(await state()).toBe('delayed');
    const job = await queue.getJob('draw-7');
    expect(job!.data).toEqual({ drawId: '7' });
    expect(job!.delay).toBeGreaterThan(3_500_000);
  });

  it('runs at once what is overdue', async () => {
    const { done } = work();
    await ensure(new Date(0));
    await waitFor(() => done.length === 1, 'the job');
  });

  it('leaves a waiting, a delayed and a running job alone', async () => {
    await ensure();
    expect(await ensure()).toBe(false);
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { done } = work(() => held);
    await waitFor(async () => (await state()) === 'active', 'the start');
    expect(await ensure()).toBe(false);
    release();
    await waitFor(() => done.length === 1, 'the end');
    const later = new Date(Date.now() + 3_600_000);
    await ensureJob(queue, 'draw-8', 'freeze', { drawId: '8' }, later);
    expect(await ensureJob(queue, 'draw-8', 'freeze', { drawId: '8' }, later)).toBe(false);
  });

  it('makes one job when many ask at the same time', async () => {
    const { done } = work();
    const asked = await Promise.all(Array.from({ length: 20 }, () => ensure(new Date(Date.now() + 50))));
    expect(asked.every((changed) => typeof changed === 'boolean')).toBe(true);
    await waitFor(() => done.length > 0, 'the job');
    expect((await queue.getJobCounts()).delayed).toBe(0);
    expect(done).toEqual(['draw-7']);
  });

  it('starts a failed job again, with all its attempts, however many ask at the same time', async () => {
    let runs = 0;
    work(() => (runs++, Promise.reject(new Error('not today'))));
    await queue.add('freeze', { drawId: '7' }, { jobId: 'draw-7', attempts: 2, backoff: 0 });
    await waitFor(async () => runs === 2 && (await state()) === 'failed', 'the first failure');
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    const changed = await Promise.all(Array.from({ length: 10 }, () => ensure()));
    expect(changed.filter(Boolean)).toHaveLength(1);
    work(() => (runs++, Promise.reject(new Error('not today either'))));
    await waitFor(async () => runs === 4 && (await state()) === 'failed', 'the second failure');
  });

  it('hurts nobody when those who ask and the worker overtake each other', async () => {
    const { done } = work(() => (Math.random() < 0.5 ? Promise.reject(new Error('sometimes')) : Promise.resolve()));
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 5 }, () => ensure()));
    await waitFor(async () => done.length > 0 || (await ensure(), false), 'a success');
  });

  it('starts a completed job again when the database still asks for it', async () => {
    const { done } = work();
    await ensure();
    await waitFor(async () => (await state()) === 'completed', 'the first run');
    expect(await ensure()).toBe(true);
    await waitFor(() => done.length === 2, 'the second run');
  });

  it('starts a completed job again at its time, not before', async () => {
    const { done } = work();
    await ensure();
    await waitFor(async () => (await state()) === 'completed', 'the first run');
    const later = new Date(Date.now() + 3_600_000);
    await Promise.all(Array.from({ length: 5 }, () => ensure(later)));
    expect(await state()).toBe('delayed');
    expect(done).toHaveLength(1);
  });

  it('puts back what the back end lost, and a worker that was waiting all the time takes it', async () => {
    const { done } = work();
    await ensure(new Date(Date.now() + 3_600_000));
    await (redis ? redis.flush() : database.query('DELETE FROM bullmq.job WHERE queue = $1', [queue.name]));
    expect(await ensure(new Date(0))).toBe(true);
    await waitFor(() => done.length === 1, 'the job');
  });

  it('refuses payloads that are more than identifiers', async () => {
    await expect(ensureJob(queue, 'draw-7', 'freeze', { name: 'Amina Yilmaz' })).rejects.toThrow('is not an id');
    await expect(ensureJob(queue, 'draw-7', 'freeze', { mail: '' })).rejects.toThrow('is not an id');
  });

  it('gives every job of Nest processors our defaults, lets running jobs finish at shutdown, and serves many queues', async () => {
    const events: string[] = [];
    let started = 0;
    const names = Array.from({ length: 12 }, (_, index) => `${queue.name}-${index}`);
    const processors = names.map((name) => {
      @Processor(name)
      class SomeProcessor extends WorkerHost {
        async process(): Promise<void> {
          started++;
          await waitFor(() => events.includes('closing'), 'the shutdown');
          events.push('finished');
        }
      }
      return SomeProcessor;
    });
    @Module({ imports: [QueueModule.forRoot(connection, 15), ...names.map((name) => registerQueue(name))], providers: processors })
    class SomeModule {}
    const app = await NestFactory.createApplicationContext(SomeModule, { logger: false, abortOnError: false });
    for (const processor of processors) {
      const { worker } = app.get<WorkerHost>(processor);
      expect(worker).toBeInstanceOf(AppWorker);
      expect(worker.opts).toMatchObject({ lockDuration: 15_000, stalledInterval: 7_500 });
    }
    const some = app.get<AppQueue>(getQueueToken(names[0]), { strict: false });
    expect(some.defaultJobOptions).toMatchObject({ attempts: 8, removeOnComplete: { age: 3600 } });
    for (const name of names) await app.get<AppQueue>(getQueueToken(name), { strict: false }).add('x', {}, { jobId: 'x-1' });
    await waitFor(() => started === names.length, 'all workers');
    events.push('closing');
    await app.close();
    expect(events.filter((event) => event === 'finished')).toHaveLength(names.length);
  });
});

describe('queue on Redis, looked at with suspicion', () => {
  it('finds nothing to say about a server set up for a queue', async () => {
    const server = await startRedis();
    const client = new Redis(server.url);
    expect(await describeRedisRisks(client)).toEqual([]);
    client.disconnect();
    await server.stop();
  });

  it('names every setting under which jobs get lost', async () => {
    const server = await startRedis({ appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' });
    const database = await startTestDatabase({ migrated: false });
    const log = createTestLogger();
    const connection = await openQueueConnection(server.url, database.connection, log.logger);
    expect(log.lines().map((line) => line.msg)).toEqual([
      expect.stringContaining('REDIS IS NOT SAFE FOR A QUEUE: maxmemory-policy is allkeys-lru'),
      expect.stringContaining('REDIS IS NOT SAFE FOR A QUEUE: appendonly is off'),
    ]);
    await connection.close();
    await database.stop();
    await server.stop();
  });
});
