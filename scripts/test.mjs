// npm test: prepares the clone and the tools, runs every test there is, and says in its last line how many passed and failed.
// A missing tool, a test file that does not load, a skipped test and a run without tests are failures. So are a wrong type, a lapse of style,
// and a promise of the demo that is not kept.
//
//   npm test                         everything
//   npm test -- test/platform/queue  some of jest's tests (any arguments of jest)
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, prepare, ROOT } from './prepare.mjs';

/** Programs the tests need, by the Debian package that brings them: one of these names has to be there. */
const TOOLS = {
  'redis-server': ['redis-server'],
  // Not in the path, and below a folder for each version.
  postgresql: ['/usr/lib/postgresql/*/bin/postgres'],
  python3: ['python3'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
};
const SELF_TEST = 'test/reference/selftest.py';

/**
 * Runs of jest, one after the other, that together hold every test. Its workers' heaps grow with each file, and what runs in a large one takes up
 * to three times as long.
 */
const PARTS = 4;

const total = { passed: 0, failed: 0 };
try {
  await prepare();
  installTools();
  const chosen = process.argv.slice(2);
  if (chosen.length > 0) count('jest', runJest(chosen));
  else {
    for (let part = 1; part <= PARTS; part++) count(`jest, part ${part} of ${PARTS}`, runJest([`--shard=${part}/${PARTS}`]));
    await runTheRest();
  }
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

/** What jest does not run. The demo waits most of the time: the others work meanwhile. */
async function runTheRest() {
  const demo = runDemo().catch(() => ({ passed: 0, failed: 1 }));
  count('reference', await runSelfTest());
  for (const name of ['typecheck', 'lint']) count(name, await runScript(name));
  count('demo', await demo);
}

/** The main job as a newcomer sees it, beside any other that runs here. @returns each promise that the demo prints as a test */
async function runDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'fairslot-demo-'));
  // PostgreSQL gives up the rights of root, and has to get in.
  chmodSync(folder, 0o711);
  const { status, stdout } = await run(process.execPath, ['scripts/run.mjs', 'demo', '--once'], {
    PORT: '0',
    FAIRSLOT_DATA: folder,
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
  const [, kept = 0, broken = 1] = /^(\d+) promises kept, (\d+) broken$/m.exec(stdout) ?? [];
  const failed = status === 0 ? Number(broken) : Math.max(1, Number(broken));
  if (failed > 0) process.stderr.write(stdout);
  return { passed: Number(kept), failed };
}

/** @param name of package.json, which is one test */
async function runScript(name) {
  const { status, stdout, stderr } = await run(...npm('run', '--silent', name));
  if (status === 0) return { passed: 1, failed: 0 };
  process.stderr.write(`${stdout}${stderr}`);
  return { passed: 0, failed: 1 };
}

/** Runs a program beside us to its end. */
function run(command, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
    child.on('error', reject).on('close', (status) => resolve({ status, ...output }));
  });
}

async function runSelfTest() {
  const { stdout, stderr } = await run('python3', [SELF_TEST]);
  process.stderr.write(`${stdout}${stderr}`);
  // unittest's last words: "Ran 57 tests in 8.1s", then "OK" or "FAILED (failures=1, errors=2, skipped=1)".
  const ran = Number(/^Ran (\d+) tests? in /m.exec(stderr)?.[1] ?? 0);
  const verdict = /^(OK|FAILED)(?: \((.*)\))?\s*$/m.exec(stderr);
  if (!verdict || ran === 0) return { passed: 0, failed: 1 };
  const failed = [...(verdict[2] ?? '').matchAll(/=(\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
  return { passed: Math.max(0, ran - failed), failed: verdict[1] === 'OK' ? failed : Math.max(1, failed) };
}
