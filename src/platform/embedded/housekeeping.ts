import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { AUDIT_ROLE, EMBEDDED_LOGINS, SERVICE_ROLE } from '../database/database-roles';

const DATABASE = 'fairslot';

/** Addresses of the database behind `socketFolder`: for the owner of its tables, who migrates, and for the service. Neither is a superuser. */
export function connectionsTo(socketFolder: string): { service: Connection; owner: Connection } {
  const at = (user: string): Connection => ({ host: socketFolder, user, database: DATABASE });
  return { service: at(EMBEDDED_LOGINS.service), owner: at(EMBEDDED_LOGINS.owner) };
}

interface Connection {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

const SESSIONS_PATIENCE_MS = 3_000;

/** A session of the server's administrator over the socket in `socketFolder`; the caller ends it. */
async function connectAsAdministrator(socketFolder: string): Promise<Client> {
  const client = new Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Creates accounts and database where they are missing. May run in two processes at once: one does it, the other waits. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  const client = await connectAsAdministrator(socketFolder);
  try {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('fairslot.accounts', 0))`);
    const { owner, service, audit } = EMBEDDED_LOGINS;
    const roles: Readonly<Record<string, string>> = {
      [owner]: 'LOGIN',
      [SERVICE_ROLE]: 'NOLOGIN',
      [AUDIT_ROLE]: 'NOLOGIN',
      [service]: `LOGIN IN ROLE ${SERVICE_ROLE}`,
      [audit]: `LOGIN IN ROLE ${AUDIT_ROLE}`,
    };
    const known = new Set((await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles')).rows.map(({ rolname }) => rolname));
    for (const [role, options] of Object.entries(roles)) {
      if (!known.has(role)) await client.query(`CREATE ROLE ${role} ${options}`);
    }
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${owner}`);
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
