export { type Account, findClosedFolder, findDatabaseAccount } from './account';
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
