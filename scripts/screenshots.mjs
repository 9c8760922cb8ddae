// npm run screenshots: prepares the clone where needed, plays invented data, and writes pictures of key pages to docs/screenshots. The
// playing and looking is done by what the browser tests use (test/e2e), so jest runs it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fail, prepare, ROOT } from './prepare.mjs';

await prepare().catch((error) => fail(error.message));
const args = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--testMatch', '<rootDir>/test/e2e/screenshots.ts', '-w', '1'];
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
