import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { assertMigrated, isConfined, migrate } from '../../src/platform/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded';
import { findPostmaster } from '../../src/platform/embedded/postmaster';
import { findProcess } from '../../src/platform/embedded/process-table';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { waitFor } from '../support/wait-for';

jest.setTimeout(300_000);

describe('embedded PostgreSQL in this process', () => {
  let folder: string;
  const started: EmbeddedPostgres[] = [];
  const messages: string[] = [];
  beforeAll(() => {
    folder = createTemporaryFolder('pg');
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    messages.length = 0;
  });
  afterAll(() => removeFolder(folder));

  async function start(dataFolder = folder): Promise<EmbeddedPostgres> {
    const log = (level: string, message: string) => void messages.push(`${level} ${message}`);
    const server = await startEmbeddedPostgres({ dataFolder, log });
    started.push(server);
    return server;
  }

  async function query(server: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client(server.connections.owner);
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  it('starts from nothing, stops without a trace of a process, and starts again with the rows it had', async () => {
    const first = await start();
    expect(first.owner).toBe(true);
    await query(first, 'CREATE TABLE first AS SELECT 42 AS n');
    const pid = findPostmaster(join(folder, 'postgres/data'))!.pid;
    await first.stop();
    expect(findProcess(pid)).toBeNull();
    expect(await query(await start(), 'SELECT n FROM first')).toEqual([{ n: 42 }]);
  });

  it('listens on a socket in a closed folder and nowhere else, flushes to disk, and gives the service no superuser', async () => {
    const server = await start();
    const [row] = await query(
      server,
      `SELECT current_setting('listen_addresses') AS tcp, current_setting('fsync') AS fsync, current_setting('is_superuser') AS super,
              current_setting('timezone') AS zone, upper('äöüğı') AS upper, (SELECT datcollate FROM pg_database WHERE datname = 'fairslot') AS sort`,
    );
    expect(row).toEqual({ tcp: '', fsync: 'on', super: 'off', zone: 'UTC', upper: 'ÄÖÜĞI', sort: 'C' });
  });

  it('gives the service and auditors logins of their own, which own nothing, and says so where roles can not be made', async () => {
    const { connections } = await start();
    await migrate(connections.owner, { queueOnPostgres: false });
    expect([await isConfined(connections.service), await isConfined(connections.owner)]).toEqual([true, false]);
    const administrator = new Client({ ...connections.owner, user: 'postgres' });
    await administrator.connect();
    await administrator.query('DROP OWNED BY fairslot_service, fairslot_audit');
    await administrator.query('DROP ROLE fairslot_app, fairslot_auditor, fairslot_service, fairslot_audit');
    await administrator.end();
    let said = 0;
    await migrate(connections.owner, { queueOnPostgres: false, onNoRoles: () => said++ });
    expect(said).toBe(1);
    await expect(assertMigrated(connections.owner)).resolves.toBeUndefined();
  });

  it('makes accounts that are missing, as an older version left them', async () => {
    const { connections } = await start();
    await migrate(connections.owner, { queueOnPostgres: false });
    expect(await isConfined(connections.service)).toBe(true);
  });

  it('attaches when it runs already, and only its owner stops it', async () => {
    const owner = await start();
    const guest = await start();
    expect(guest.owner).toBe(false);
    expect(guest.connections).toEqual(owner.connections);
    await guest.stop();
    expect(await query(owner, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts the server again when it is killed, on the same socket', async () => {
    const server = await start();
    await query(server, 'CREATE TABLE killed AS SELECT 1 AS n');
    const before = findPostmaster(join(folder, 'postgres/data'))!.pid;
    process.kill(before, 'SIGKILL');
    await waitFor(() => messages.includes('warn PostgreSQL runs again'), 'the restart');
    expect(findPostmaster(join(folder, 'postgres/data'))!.pid).not.toBe(before);
    expect(await query(server, 'SELECT n FROM killed')).toEqual([{ n: 1 }]);
  });

  it('is not fooled by a postmaster.pid whose number belongs to somebody else now', async () => {
    await (await start()).stop();
    const data = join(folder, 'postgres/data');
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
    writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1700000000\n5432\n${folder}/postgres/run\n\n\nready   \n`);
    expect((await start()).owner).toBe(true);
  });

  it('clears away what a crash in the middle of the first start left behind', async () => {
    mkdirSync(join(folder, 'postgres/draft-999999999-x'), { recursive: true });
    await start();
    expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['data', 'log', 'programs', 'run']);
  });

  it('uses a short folder for the socket where the path would be too long for one', async () => {
    const server = await start(join(folder, 'a-rather-long-name'.repeat(6)));
    expect(server.connections.owner.host.length).toBeLessThan(60);
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(server.connections.owner.host)).toBe(false);
  });

  it('keeps the values of failed statements out of its log', async () => {
    const server = await start();
    await query(server, 'CREATE TABLE t (name text PRIMARY KEY)');
    await query(server, `INSERT INTO t VALUES ('Amina Yilmaz')`);
    await expect(query(server, `INSERT INTO t VALUES ('Amina Yilmaz')`)).rejects.toThrow('duplicate key');
    const log = readFileSync(join(folder, 'postgres/log/server.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('Amina');
  });

  it('says in plain words what is wrong when it can not start', async () => {
    await (await start()).stop();
    writeFileSync(join(folder, 'postgres/data/PG_VERSION'), '9.6\n');
    await expect(start()).rejects.toThrow(/PostgreSQL did not start:[\s\S]*incompatible with server/);
  });
});
