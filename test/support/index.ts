export { createTemporaryFolder, removeFolder } from './temporary-folder';
export { startTestApp, type TestApp, type TestAppOptions } from './test-app';
export { createTestClock } from './test-clock';
export { startTestDatabase, type TestDatabase } from './test-database';
export { createTestLogger, type TestLogger } from './test-logger';
export { startRedis, type TestRedis } from './test-redis';
export { waitFor } from './wait-for';
export { type Child, startChild } from './child';
export { compileSources } from './compiled-sources';
