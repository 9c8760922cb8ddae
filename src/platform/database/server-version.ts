import { Client } from 'pg';
import { clientConfig, type DatabaseConnection } from './connection';

/** The oldest PostgreSQL that migrations and queries are written for. */
export const OLDEST_SERVER = 15;

/** A server that is too old, in words for an operator. */
export class ServerTooOld extends Error {
  readonly code = 'database.too-old';

  constructor(found: string) {
    super(
      `The server of DATABASE_URL is PostgreSQL ${found}, and Fairslot needs ${OLDEST_SERVER} or newer (database.too-old): ` +
        'upgrade it, or leave DATABASE_URL out and the embedded one is used. Nothing was changed.',
    );
  }
}

/**
 * Asked before anything else is: an old server would fail in the middle, at the first statement that it does not know.
 * @throws ServerTooOld
 */
export async function assertServerVersion(connection: DatabaseConnection): Promise<void> {
  const client = new Client(clientConfig(connection, 'fairslot-version'));
  await client.connect();
  try {
    const { rows } = await client.query<{ number: string; name: string }>(
      `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name`,
    );
    refuseOldServer(rows[0]!);
  } finally {
    await client.end();
  }
}

/**
 * @param number `server_version_num`: the major version times 10,000, and the minor one
 * @param name `server_version`, as people say it; Debian adds its own
 * @throws ServerTooOld
 */
export function refuseOldServer({ number, name }: { readonly number: string; readonly name: string }): void {
  if (!(Number(number) >= OLDEST_SERVER * 10_000)) throw new ServerTooOld(name);
}
