export { type Account, findClosedFolder, findDatabaseAccount } from './account';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
