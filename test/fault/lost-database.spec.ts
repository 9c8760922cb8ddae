import { join } from 'node:path';
import { Pool, type QueryResultRow } from 'pg';
import { migrate } from '../../src/platform/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded';
import { findPostmaster } from '../../src/platform/embedded/postmaster';
import { createTemporaryFolder, removeFolder, type TestDatabase, waitFor } from '../support';
import { DrawWorld, TIMES } from '../support/draw-world';
import { populate } from '../support/draw-world-life';
import { expectConsistentLog, expectProofs } from '../support/draw-world-outcome';
import { QueueDriver } from '../support/draw-world-queue';

// A killed server comes back when it does: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

describe('a PostgreSQL that is killed in the middle of a draw', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let pool: Pool;
  let world: DrawWorld;
  let driver: QueueDriver;

  beforeAll(async () => {
    folder = createTemporaryFolder('db');
    server = await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined });
    await migrate(server.connections.owner, { queueOnPostgres: true });
    pool = new Pool({ ...server.connections.owner, max: 3 });
    pool.on('error', () => undefined);
    world = await DrawWorld.open({
      exchanges: {},
      plan: { contributors: ['office'] },
      environment: { SWEEP_SECONDS: '1' },
      database: databaseOf(server, pool),
    });
    driver = new QueueDriver(world);
    await populate(world);
    await driver.travel(TIMES.closes, 'the draw to be scheduled', async () => (await world.drawOf(0)).state === 'scheduled');
    await driver.travel(TIMES.freeze, 'the reveal', async () => (await world.drawOf(0)).state === 'revealed');
  });
  afterAll(async () => {
    await world.stop();
    await pool.end();
    await server.stop();
    removeFolder(folder);
  });

  it('leaves nothing of what was half-done, and the draw is made once it is back', async () => {
    world.clock.set(TIMES.draw);
    const holder = await pool.connect();
    holder.on('error', () => undefined);
    // The draw has written its files and its result, and waits for the registrations: nothing of it is committed.
    await holder.query('BEGIN; LOCK TABLE registrations IN ACCESS EXCLUSIVE MODE');
    await waitFor(async () => {
      await driver.queue('draws').promoteJobs();
      const { rowCount } = await pool.query(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'registrations'::regclass`);
      return rowCount;
    }, 'the draw in the middle');
    const killed = findPostmaster(join(folder, 'postgres/data'))!.pid;
    process.kill(killed, 'SIGKILL');
    await waitFor(() => (findPostmaster(join(folder, 'postgres/data'))?.pid ?? killed) !== killed, 'another server');
    holder.release(true);
    await waitFor(async () => (await world.drawOf(0)).state, 'the server to answer');
    await driver.untilDraw(0, 'offered');
    await driver.untilDraw(0, 'published');
  });

  it('has made no difference: one draw, one result, one offer a winner, one consistent log, a record that verifies', async () => {
    expect((await world.logged('draw.%')).map(({ type }) => type)).toEqual(['draw.frozen', 'draw.revealed', 'draw.drawn']);
    const [counts] = await world.query(
      `SELECT (SELECT count(*) FROM draw_results) = (SELECT count(*) FROM draw_entries) AS results,
         (SELECT count(*) FROM offers) = (SELECT count(*) FROM draw_results WHERE pot IS NOT NULL) AS offers,
         (SELECT count(*) FROM draw_results WHERE pot IS NOT NULL) > 0 AS winners`,
    );
    expect(counts).toEqual({ results: true, offers: true, winners: true });
    expectProofs(await world.files(0));
    expect((await world.verify(0)).verdict).toBe('replayed');
    await driver.until(
      'the last entries of the log',
      async () => (await world.query('SELECT FROM log_entries WHERE tree_index IS NULL')).length === 0,
    );
    await expectConsistentLog(world);
  });
});

/** A database on a server of its own, as tests expect one; what is stopped, and when, is the test's business. */
function databaseOf({ connections }: EmbeddedPostgres, pool: Pool): TestDatabase {
  const notHere = (): Promise<never> => Promise.reject(new Error('not on this server'));
  return {
    connection: connections.service,
    owner: connections.owner,
    query: async <T extends QueryResultRow>(sql: string, parameters?: unknown[]) => (await pool.query<T>(sql, parameters)).rows,
    forge: notHere,
    openDataSource: notHere,
    openUnitOfWork: notHere,
    stop: () => Promise.resolve(),
  };
}
