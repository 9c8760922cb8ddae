import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { AppLogger } from '../src/platform/logging';
import { startEmbeddedPostgres } from '../src/platform/embedded';
import { makeEntries } from './core-workload';

/**
 * Milliseconds that PostgreSQL takes to put the same million entries into a weighted random order by `-ln(random()) / weight`, which is how
 * one would do it without caring whether anybody can check it. Measured inside the server, ranking included, nothing fetched.
 */
export async function measurePostgresRanking(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fairslot-bench-'));
  chmodSync(folder, 0o755);
  const logger = AppLogger.create('error');
  const server = await startEmbeddedPostgres({ dataFolder: folder, log: (level, message) => logger[level](message) });
  const client = new Client(server.connections.owner);
  try {
    await client.connect();
    await client.query('CREATE TABLE entries (ticket_id text, tickets integer)');
    const entries = makeEntries();
    for (let from = 0; from < entries.length; from += 50_000) {
      const some = entries.slice(from, from + 50_000);
      await client.query('INSERT INTO entries SELECT * FROM unnest($1::text[], $2::integer[])', [
        some.map((entry) => entry.ticketId),
        some.map((entry) => entry.tickets),
      ]);
    }
    await client.query('ANALYZE entries');
    // random() can be 0; its logarithm can not.
    const ranking = 'SELECT ticket_id, row_number() OVER (ORDER BY -ln(1 - random()) / tickets) AS rank FROM entries';
    await client.query(`CREATE TEMP TABLE warm AS ${ranking}`);
    const start = performance.now();
    await client.query(`CREATE TEMP TABLE ranked AS ${ranking}`);
    return performance.now() - start;
  } finally {
    await client.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
