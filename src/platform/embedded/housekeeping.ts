import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** The account and database the service works with: owner of its database, not a superuser. */
export const DATABASE = { user: 'fairslot', database: 'fairslot' } as const;

const SESSIONS_PATIENCE_MS = 3_000;
/** duplicate_object, duplicate_database, and what two creators at the same instant see instead. */
const ALREADY_THERE = ['42710', '42P04', '23505'];

/** A session of the server's administrator over the socket in `socketFolder`; the caller ends it. */
async function connectAsAdministrator(socketFolder: string): Promise<Client> {
  const client = new Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Creates the service's account and database where they are missing. May run in two processes at once. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  const client = await connectAsAdministrator(socketFolder);
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE.database]);
    if (found.rowCount === 1) return;
    for (const statement of [`CREATE ROLE ${DATABASE.user} LOGIN`, `CREATE DATABASE ${DATABASE.database} OWNER ${DATABASE.user}`]) {
      await client.query(statement).catch((error: { code?: string }) => {
        if (!ALREADY_THERE.includes(error.code ?? '')) throw error;
      });
    }
  } finally {
    await client.end();
  }
}

/**
 * Waits, a few seconds at most, until no other session is left. A closed pool resolves before the server has dropped its
 * sessions, and a session the shutdown cuts off would surface as an unhandled error.
 */
export async function waitForSessionsToEnd(socketFolder: string): Promise<void> {
  const deadline = Date.now() + SESSIONS_PATIENCE_MS;
  let client: Client;
  try {
    client = await connectAsAdministrator(socketFolder);
  } catch {
    return;
  }
  const others = `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
  try {
    while (Date.now() < deadline && (await client.query(others)).rowCount !== 0) await sleep(20);
  } catch {
    // The server is ending already.
  } finally {
    await client.end().catch(() => undefined);
  }
}
