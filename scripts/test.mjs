// npm test: prepares the clone and the tools, runs every test there is, and says in its last line how many passed and failed.
// A missing tool, a test file that does not load, a skipped test and a run without tests are failures.
//
//   npm test                         everything
//   npm test -- test/platform/queue  some of jest's tests (any arguments of jest)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, ROOT } from './prepare.mjs';

/** Programs the tests need, by the Debian package that brings them: one of these names has to be there. */
const TOOLS = {
  'redis-server': ['redis-server'],
  // Not in the path, and below a folder for each version.
  postgresql: ['/usr/lib/postgresql/*/bin/postgres'],
  python3: ['python3'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
};
const SELF_TEST = 'test/reference/selftest.py';

const total = { passed: 0, failed: 0 };
try {
  await prepare();
  installTools();
  const chosen = process.argv.slice(2);
  count('jest', runJest(chosen));
  if (chosen.length === 0) count('reference', runSelfTest());
  if (total.passed + total.failed === 0) throw new Error('no test ran');
} catch (error) {
  console.error(`fairslot: ${error.message}`);
  total.failed += 1;
}
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed`);

function count(name, { passed, failed }) {
  total.passed += passed;
  total.failed += failed;
  console.log(`${name}: ${passed} passed, ${failed} failed`);
}

/** Nothing is skipped for want of a program: it is installed, or the run fails and says how to install it. */
function installTools() {
  const missing = findMissing();
  if (missing.length === 0) return;
  const packages = missing.join(' ');
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
  if (process.getuid?.() === 0 && isInstalled('apt-get')) {
    console.error(`fairslot: installing ${packages} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('/bin/sh', ['-c', command], { stdio: ['ignore', 2, 2], env });
  }
  const still = findMissing();
  if (still.length > 0) throw new Error(`the tests need ${still.join(' and ')}. On Debian or Ubuntu, as root: ${command}`);
}

function findMissing() {
  return Object.keys(TOOLS).filter((name) => !TOOLS[name].some(isInstalled));
}

function isInstalled(tool) {
  return spawnSync('/bin/sh', ['-c', `command -v ${tool}`]).status === 0;
}

function runJest(chosen) {
  const folder = mkdtempSync(join(tmpdir(), 'fairslot-test-'));
  const file = join(folder, 'result.json');
  try {
    const args = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`, ...chosen];
    // With --json jest repeats its result on standard output, which nobody wants to read.
    spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    const result = JSON.parse(readFileSync(file, 'utf8'));
    const skipped = result.numPendingTests + result.numTodoTests;
    return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites + skipped };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runSelfTest() {
  const { stdout, stderr } = spawnSync('python3', [SELF_TEST], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  // unittest's last words: "Ran 57 tests in 8.1s", then "OK" or "FAILED (failures=1, errors=2, skipped=1)".
  const ran = Number(/^Ran (\d+) tests? in /m.exec(stderr ?? '')?.[1] ?? 0);
  const verdict = /^(OK|FAILED)(?: \((.*)\))?\s*$/m.exec(stderr ?? '');
  if (!verdict || ran === 0) return { passed: 0, failed: 1 };
  const failed = [...(verdict[2] ?? '').matchAll(/=(\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
  return { passed: Math.max(0, ran - failed), failed: verdict[1] === 'OK' ? failed : Math.max(1, failed) };
}
