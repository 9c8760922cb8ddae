// Makes a fresh or changed clone ready to run: dependencies as in the lock file, then a build of the sources as they are.
// Plain Node without dependencies, because it runs before there are any. Everything it says goes to the error stream: the
// output belongs to the command that follows.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];
const INSTALL_STAMP = join(ROOT, 'node_modules', '.fairslot-installed');
const BUILD_STAMP = join(ROOT, 'dist', '.built');
/** What a build depends on. */
const SOURCES = ['src', 'migrations', 'nest-cli.json', '.swcrc', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts'];

/** Installs and builds where needed. Several processes may call it at once: they take turns. */
export async function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(`Fairslot needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  }
  if (isInstalled() && isBuilt()) return;
  await inTurn(() => {
    if (!isInstalled()) install();
    if (!isBuilt()) build();
  });
}

/** Records that `dist` was made from the sources as they are now. */
export function stampBuild() {
  writeFileSync(BUILD_STAMP, hashSources());
}

function isInstalled() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readIfThere(INSTALL_STAMP) === hash) return true;
  if (!matchesLock(JSON.parse(lock.toString('utf8')))) return false;
  writeFileSync(INSTALL_STAMP, hash);
  return true;
}

/** Whether what npm says it installed is what the lock file asks for. Packages of other platforms are missing; what is there has the right version. */
function matchesLock(lock) {
  const installed = readIfThere(join(ROOT, 'node_modules', '.package-lock.json'));
  if (installed === null) return false;
  const found = JSON.parse(installed).packages;
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === '' || (found[path] ? found[path].version === wanted.version : wanted.optional),
  );
}

function install() {
  say('installing dependencies (npm ci) …');
  // Building needs the development dependencies, also where NODE_ENV says production.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  runOrFail(...npm(...args), 'npm ci failed');
  isInstalled();
}

/** How to run npm, as whoever runs us runs it: a program and its arguments. */
export function npm(...args) {
  const path = process.env.npm_execpath;
  return path ? [process.execPath, [path, ...args]] : ['npm', args];
}

/** Whether `dist` was made from the sources as they are now. */
export function isBuilt() {
  return readIfThere(BUILD_STAMP) === hashSources();
}

function build() {
  say('building …');
  runOrFail(process.execPath, [join(ROOT, 'scripts', 'build.mjs')], 'the build failed');
}

function hashSources() {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of SOURCES.flatMap(filesIn))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(path) {
  const entries = existsSync(join(ROOT, path)) && readdirSyncOrNull(join(ROOT, path));
  if (!entries) return existsSync(join(ROOT, path)) ? [path] : [];
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => filesIn(`${path}/${entry.name}`));
}

function readdirSyncOrNull(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return null;
  }
}

/**
 * A folder with our process id in it is the lock: it gets its name in one step, whole, and for one process only. One whose maker is gone is
 * taken over.
 */
async function inTurn(work) {
  const lock = join(tmpdir(), `fairslot-prepare-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}`);
  const ours = mkdtempSync(`${lock}-`);
  writeFileSync(join(ours, 'pid'), String(process.pid));
  // For whoever else works in this clone.
  chmodSync(ours, 0o755);
  try {
    while (!renamed(ours, lock)) {
      const maker = Number(readIfThere(join(lock, 'pid')));
      if (maker && !isAlive(maker)) takeAway(lock, maker);
      await sleep(100);
    }
    work();
  } finally {
    if (readIfThere(join(lock, 'pid')) === String(process.pid)) rmSync(lock, { recursive: true, force: true });
    rmSync(ours, { recursive: true, force: true });
  }
}

/** Whether a folder could take a name that no other (but an empty one) has. */
function renamed(folder, name) {
  try {
    renameSync(folder, name);
    return true;
  } catch (error) {
    // The last two: it is somebody else's, in a folder where each may rename only what is theirs.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(error.code)) return false;
    throw error;
  }
}

/** Removes the lock of a process that is gone. By renaming it first: if another has done so already, what we hold is that one's, and goes back. */
function takeAway(lock, maker) {
  const aside = `${lock}-of-${maker}-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw new Error(`${lock} was left behind by process ${maker} of another account: remove it`);
  }
  if (readIfThere(join(aside, 'pid')) === String(maker) || !renamed(aside, lock)) rmSync(aside, { recursive: true, force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function runOrFail(command, args, complaint) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (error) throw new Error(`${complaint}: ${error.message}`);
  if (status !== 0) throw new Error(complaint);
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function say(text) {
  process.stderr.write(`fairslot: ${text}\n`);
}

/** @returns {never} */
export function fail(text, status = 1) {
  say(text);
  process.exit(status);
}
