// npm run bench [-- part …]: prepares the clone where needed and measures this machine. See bench/main.ts.
import { spawnSync } from 'node:child_process';
import { fail, prepare, ROOT } from './prepare.mjs';

await prepare().catch((error) => fail(error.message));
const { status } = spawnSync(process.execPath, ['-r', './scripts/register-typescript.cjs', 'bench/main.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
