export { byteaArray } from './bytea-array';
export { lockInTransaction, shareLockInTransaction, tryLockInTransaction, withAdvisoryLock } from './advisory-lock';
export { clientConfig, type DatabaseConnection, dataSourceOptions } from './connection';
export { mapConstraints, sqlState, translateDatabaseError, violatedConstraint } from './constraint-errors';
export { DATABASE_CONNECTION, DatabaseModule } from './database.module';
export { type Installation, openInstallation } from './installation-record';
export { assertMigrated, loadMigrations, migrate, QUEUE_SCHEMA } from './migrate';
export { MAX_CONNECTIONS, POOL_SIZES } from './pool-sizes';
export { CommittedRefusal, type Isolation, UnitOfWork } from './unit-of-work';
