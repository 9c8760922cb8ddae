import type { ClientConfig } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { POOL_SIZES } from './pool-sizes';
import { TypeOrmLogger } from './typeorm-logger';

/** Where the database is: an external server's address, or the socket folder of the embedded one. */
export type DatabaseConnection =
  { readonly connectionString: string } | { readonly host: string; readonly user: string; readonly database: string };

/** A session that forgot its transaction must not hold its locks for ever; long, because a sweep's lock is such a session. */
const IDLE_IN_TRANSACTION_MS = 600_000;
/** Generous: a freeze of a large window is one statement. A statement that takes longer is a mistake. */
const STATEMENT_MS = 120_000;
const CONNECT_MS = 10_000;

/** Options for `pg`'s Client and Pool. `application` is the name shown in the server's list of sessions. */
export function clientConfig(connection: DatabaseConnection, application: string): ClientConfig {
  return { ...connection, application_name: application, connectionTimeoutMillis: CONNECT_MS, keepAlive: true };
}

/** Options for the application's data source. The schema is made by migrations and nothing else. */
export function dataSourceOptions(connection: DatabaseConnection): DataSourceOptions {
  const address =
    'connectionString' in connection
      ? { url: connection.connectionString }
      : { host: connection.host, username: connection.user, database: connection.database };
  return {
    type: 'postgres',
    ...address,
    applicationName: 'fairslot',
    synchronize: false,
    migrationsRun: false,
    dropSchema: false,
    installExtensions: false,
    // A forgotten condition must fail: ignored, it would select or delete every row.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    poolSize: POOL_SIZES.application,
    connectTimeoutMS: CONNECT_MS,
    logging: false,
    logger: new TypeOrmLogger(),
    extra: { keepAlive: true, idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS, statement_timeout: STATEMENT_MS },
  };
}
