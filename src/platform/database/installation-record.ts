import { Client } from 'pg';
import { withAdvisoryLock } from './advisory-lock';
import { clientConfig, type DatabaseConnection } from './connection';

/** What an installation can't change without becoming another one. */
interface Installation {
  readonly keysFingerprint: string;
  readonly logOrigin: string;
}

/**
 * Tells which installation a migrated database belongs to. A database that belongs to nobody yet is given, for good, to
 * the one that `claim` names; of several processes that start at once, one is asked and the others get its answer.
 * @throws whatever `claim` throws; the database then still belongs to nobody
 */
export async function openInstallation(connection: DatabaseConnection, claim: () => Installation): Promise<Installation> {
  return withAdvisoryLock(connection, 'fairslot.installation', async () => {
    const client = new Client(clientConfig(connection, 'fairslot-installation'));
    await client.connect();
    try {
      const known = await readInstallation(client);
      if (known) return known;
      const { keysFingerprint, logOrigin } = claim();
      // A lock can be lost with its session, the primary key can't: whoever comes second reads what the first one wrote.
      await client.query('INSERT INTO installation (keys_fingerprint, log_origin) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        keysFingerprint,
        logOrigin,
      ]);
      return (await readInstallation(client))!;
    } finally {
      await client.end();
    }
  });
}

async function readInstallation(client: Client): Promise<Installation | undefined> {
  const { rows } = await client.query<Installation>(
    'SELECT keys_fingerprint AS "keysFingerprint", log_origin AS "logOrigin" FROM installation',
  );
  return rows[0];
}
