import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { writeFolder } from './support/record-store';
import { readFolder, vectorPath } from './support/vectors';
import { type AnyReport, essence, ROOT, verifyByCommand } from './support/verifiers';

// A clone that is not built yet is built by the first of these.
jest.setTimeout(300_000);

const BIN = [process.execPath, join(ROOT, 'bin/fairslot.mjs')];
const NPX = ['npx', 'fairslot'];
const TRUST = vectorPath('logged/trust.json');

const folder = createTemporaryFolder('command');
afterAll(() => removeFolder(folder));

/** Runs the real command in the project's folder, with nothing in its environment that a stranger's shell does not have. */
function run([program, ...first]: readonly string[], ...args: readonly string[]): { code: number | null; out: string; err: string } {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const { status, stdout, stderr } = spawnSync(program!, [...first, ...args], { cwd: ROOT, encoding: 'utf8', env });
  return { code: status, out: stdout, err: stderr };
}

describe.each([
  ['node bin/fairslot.mjs', BIN],
  ['npx fairslot', NPX],
])('%s', (_name, command) => {
  it('verifies a record', () => {
    const record = vectorPath('logged/witnessed');
    const { code, out } = run(command, 'verify', record, '--trust', TRUST, '--json');
    expect(code).toBe(0);
    expect(essence(JSON.parse(out) as AnyReport)).toEqual(essence(verifyByCommand({ record, trust: TRUST, receipt: null })));
  });
});

describe('the command', () => {
  it.each([
    ['verify', [vectorPath('protocol/tiny')], 3, 'REPLAYED.'],
    ['verify', [vectorPath('logged/late-freeze'), '--trust', TRUST, '--lang', 'de'], 1, 'WIDERSPRUCH GEFUNDEN.'],
    ['verify', [vectorPath('trust')], 2, 'UNUSABLE.'],
    ['verify', [], 2, "missing required argument 'record'"],
    ['verify', [vectorPath('protocol/tiny'), '--jsno'], 2, "unknown option '--jsno'"],
    ['verify', ['--help'], 0, 'Usage: fairslot verify'],
    ['inspect', [vectorPath('protocol/pots')], 0, 'Nothing was checked.'],
  ] as const)('fairslot %s %j ends with its exit code', (command, args, code, said) => {
    const result = run(BIN, command, ...args);
    expect(result.code).toBe(code);
    expect(result.out + result.err).toContain(said);
  });

  it('draws', () => {
    const files = readFolder(vectorPath('protocol/tiny'));
    files.delete('result.txt');
    expect(run(BIN, 'draw', writeFolder(join(folder, 'tiny'), files)).code).toBe(0);
    expect(readFileSync(join(folder, 'tiny/result.txt'), 'utf8')).toBe(readFileSync(vectorPath('protocol/tiny/result.txt'), 'utf8'));
  });
});
