import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { runAfterOurEnd } from './lifeline';
import { identifyRun } from './test-server';
import { removeFolder } from './temporary-folder';

const ROOT = resolve(__dirname, '../..');

/**
 * The sources as JavaScript, for tests that need real processes (to kill them). Compiled once a jest run, without type
 * check and without touching `dist`.
 * @returns a folder laid out as `dist` is: `main.js`, `platform/…`, `migrations/…`
 */
export function compileSources(): string {
  const folder = join(tmpdir(), `fs-js-${identifyRun()}`);
  if (existsSync(folder)) return join(folder, 'dist');
  const draft = `${folder}-${randomUUID()}`;
  mkdirSync(draft, { mode: 0o755 });
  swc('src', join(draft, 'dist'));
  swc('migrations', join(draft, 'dist', 'migrations'));
  // What the build puts beside the code; style sheets and scripts are those of the last build, as everywhere in the tests.
  for (const name of ['texts', 'templates']) cpSync(join(ROOT, 'src', name), join(draft, 'dist', name), { recursive: true });
  cpSync(join(ROOT, 'dist', 'assets'), join(draft, 'dist', 'assets'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(draft, 'node_modules'));
  try {
    renameSync(draft, folder);
    runAfterOurEnd('rm -rf "$0"', folder);
  } catch {
    // Another jest worker was faster.
    removeFolder(draft);
  }
  return join(folder, 'dist');
}

function swc(source: string, target: string): void {
  const cli = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, source, '--out-dir', target, '--strip-leading-paths', '--quiet'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${source} does not compile: ${stderr}`);
}
