import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';

let clone: string;

beforeEach(() => {
  clone = realpathSync(createTemporaryFolder('prepare'));
  mkdirSync(join(clone, 'scripts'));
  mkdirSync(join(clone, 'dist'));
  cpSync(join(__dirname, '../../scripts/prepare.mjs'), join(clone, 'scripts/prepare.mjs'));
  // What npm and the build do, as far as it matters here; each says that it was called.
  write(
    'npm.cjs',
    `${record('npm ci')} fs.mkdirSync('node_modules', { recursive: true }); fs.copyFileSync('would-install.json', 'node_modules/.package-lock.json');`,
  );
  write(
    'scripts/build.mjs',
    `import fs from 'node:fs'; import { stampBuild } from './prepare.mjs'; fs.appendFileSync('called', 'build\\n'); stampBuild();`,
  );
  write('go.mjs', `import { prepare } from './scripts/prepare.mjs'; await prepare();`);
  lockFile('1.0.0');
});
afterEach(() => {
  rmSync(lockFolder(), { recursive: true, force: true });
  removeFolder(clone);
});

const write = (name: string, text: string): void => writeFileSync(join(clone, name), text);
const record = (what: string): string => `const fs = require('node:fs'); fs.appendFileSync('called', '${what}\\n');`;
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, npm_execpath: join(clone, 'npm.cjs') });

/** A lock file, and what npm would install of it here: a package for another platform is left out. */
function lockFile(version: string): void {
  const packages = { '': {}, 'node_modules/always': { version: '2.0.0' }, 'node_modules/for-here': { version, optional: true } };
  const elsewhere = { 'node_modules/for-elsewhere': { version, optional: true } };
  write('package-lock.json', JSON.stringify({ packages: { ...packages, ...elsewhere } }));
  write('would-install.json', JSON.stringify({ packages }));
}

function lockFolder(): string {
  return join(tmpdir(), `fairslot-prepare-${createHash('sha256').update(clone).digest('hex').slice(0, 16)}`);
}

/** @returns what was called since the last time */
function prepared(): string[] {
  const { status, stderr } = spawnSync(process.execPath, ['go.mjs'], { cwd: clone, env: environment(), encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return called();
}

function called(): string[] {
  const path = join(clone, 'called');
  try {
    return readFileSync(path, 'utf8').trim().split('\n');
  } catch {
    return [];
  } finally {
    rmSync(path, { force: true });
  }
}

it('installs and builds an empty clone, and then leaves it alone', () => {
  expect(prepared()).toEqual(['npm ci', 'build']);
  expect(prepared()).toEqual([]);
});

it('installs again when another version is locked, of a package for this platform, too', () => {
  prepared();
  lockFile('1.0.1');
  expect(prepared()).toEqual(['npm ci', 'build']);
  expect(prepared()).toEqual([]);
});

it('takes what npm installed by itself as it is, packages for other platforms missing', () => {
  mkdirSync(join(clone, 'node_modules'));
  cpSync(join(clone, 'would-install.json'), join(clone, 'node_modules/.package-lock.json'));
  expect(prepared()).toEqual(['build']);
});

it('builds again when a source or a script of the build has changed', () => {
  prepared();
  write('tsconfig.json', '{}');
  expect(prepared()).toEqual(['build']);
  write('scripts/build-assets.mjs', '');
  expect(prepared()).toEqual(['build']);
});

it('is not held up by a process that died while it prepared', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  mkdirSync(lockFolder());
  writeFileSync(join(lockFolder(), 'pid'), String(gone));
  expect(prepared()).toEqual(['npm ci', 'build']);
  // As long as there is nothing in it, it says nobody's name.
  rmSync(join(clone, 'dist/.built'));
  mkdirSync(lockFolder());
  expect(prepared()).toEqual(['build']);
});

it('takes turns: of several at once one installs and builds, and all wait for it', async () => {
  const ended = Array.from({ length: 5 }, () => {
    const child = spawn(process.execPath, ['go.mjs'], { cwd: clone, env: environment(), stdio: 'ignore' });
    return new Promise((resolve) => child.on('exit', resolve));
  });
  expect(await Promise.all(ended)).toEqual([0, 0, 0, 0, 0]);
  expect(called()).toEqual(['npm ci', 'build']);
});
