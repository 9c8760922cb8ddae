import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runVerifierCli } from '../../src/verifier/cli';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { writeFolder, zipOf } from './support/record-store';
import { runCli } from './support/run-cli';
import { readFolder, vectorPath } from './support/vectors';
import type { AnyReport } from './support/verifiers';

const TINY = vectorPath('protocol/tiny');
const WITNESSED = vectorPath('logged/witnessed');
const LATE = vectorPath('logged/late-freeze');
const TRUST = vectorPath('logged/trust.json');

const folder = createTemporaryFolder('cli');
afterAll(() => removeFolder(folder));

const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const zipped = (record: string): string => write('record.zip', zipOf(readFolder(record)));

describe('fairslot verify', () => {
  it.each([
    ['0 for a record that is verified', [WITNESSED, '--trust', TRUST], 0, 'VERIFIED.'],
    ['3 for one that can only be replayed', [TINY], 3, 'REPLAYED.'],
    ['3 without the trust that it takes', [WITNESSED], 3, 'REPLAYED.'],
    ['1 for one that contradicts itself', [LATE, '--trust', TRUST], 1, 'FAILED.'],
    ['2 for what is no record', [vectorPath('trust')], 2, 'UNUSABLE.'],
  ])('ends with %s, from a folder and from an archive', (_what, args, code, word) => {
    const [record, ...options] = args as [string, ...string[]];
    for (const form of [record, zipped(record)]) {
      const run = runCli('verify', form, ...options);
      expect(run.code).toBe(code);
      expect(code === 2 ? run.err : run.out).toContain(word);
      expect(code === 2 ? run.out : run.err).toBe('');
    }
  });

  it('says one line a check in the order of the specification, then what it comes to', () => {
    const { out } = runCli('verify', TINY);
    const lines = out.split('\n').filter((line) => /^\d\. /.test(line));
    expect(lines.map((line) => line.replace(/ {2,}/, ' | '))).toEqual([
      '1. The rules are the announced ones | passed',
      '2. The list of entries is the frozen one | passed',
      '3. The list of slots is the frozen one | passed',
      '4. Everything was fixed before its moment | not checked',
      '5. The contributions are the promised ones | passed',
      '6. The public random number is genuine | passed',
      '7. The ranking is the only possible one | passed',
      '8. The allocation is the only possible one | passed',
    ]);
    expect(out).toContain("The record carries no log: the times are the office's own word. [timing.no-log]");
    expect(out).toMatch(/\n\nREPLAYED\. .*\n$/);
  });

  it('says what was expected and what was found where a line failed', () => {
    const files = readFolder(TINY);
    files.set('slots.txt', new Uint8Array());
    const { code, out } = runCli('verify', writeFolder(join(folder, 'no-slots'), files));
    expect(code).toBe(1);
    expect(out).toContain('There are more slots, or fewer, than were frozen. [slots.count]\n   expected: 5\n   found: 0\n');
    expect(out).toContain('It builds on a line that did not pass. [allocation.depends]');
  });

  it('speaks German', () => {
    expect(runCli('verify', TINY, '--lang', 'de').out).toContain('NACHGERECHNET, NICHT ALLES PRÜFBAR.');
    expect(runCli('verify', folder, '--lang', 'de').err).toContain('NICHT PRÜFBAR.');
    expect(runCli('verify', TINY, '--lang', 'en').out).toContain('REPLAYED.');
  });

  it('prints one JSON object for machines, with a code on every line that did not pass and on no other', () => {
    for (const [record, verdict, code] of [
      [WITNESSED, 'verified', 0],
      [TINY, 'replayed', 3],
      [LATE, 'failed', 1],
    ] as const) {
      const run = runCli('verify', record, '--json', ...(record === TINY ? [] : ['--trust', TRUST]));
      const report = JSON.parse(run.out) as Required<AnyReport>;
      expect([run.code, run.err, report.verdict]).toEqual([code, '', verdict]);
      expect(run.out).toMatch(/^[^\n]*\n$/);
      expect(Object.keys(report)).toEqual(['verdict', 'drawId', 'chain', 'seed', 'checks']);
      expect(report.checks).toHaveLength(8);
      for (const line of report.checks) expect('code' in line).toBe(line.outcome !== 'passed');
    }
  });

  it('prints one JSON object for unusable input as well', () => {
    const { code, out, err } = runCli('verify', folder, '--json');
    expect([code, err]).toEqual([2, '']);
    expect(JSON.parse(out)).toEqual({
      verdict: 'unusable',
      code: 'record.missing-file',
      reason: expect.stringContaining('announcement.json') as string,
    });
  });

  it('believes a trust file instead of what is built in', () => {
    const trust = vectorPath('trust/nothing.json');
    const { code, out } = runCli('verify', TINY, '--trust', trust, '--json');
    expect([code, (JSON.parse(out) as AnyReport).chain]).toEqual([3, 'untrusted']);
    expect(runCli('verify', TINY, '--trust', trust).out).toContain('the operator could have known the result');
  });

  it.each([
    ['that is not there', () => join(folder, 'nowhere')],
    ['that is a folder', () => folder],
    ['without an end', () => '/dev/zero'],
    ['of 5 MiB', () => write('large.json', ' '.repeat(5 * 2 ** 20))],
    ['that is no JSON', () => write('trust.txt', 'trust me')],
    ['with an unknown key', () => vectorPath('trust/unknown-key.json')],
    ['that asks for no witness at all', () => vectorPath('trust/quorum-zero.json')],
  ])('refuses a trust file %s before it looks at the record', (_what, path) => {
    const { code, out } = runCli('verify', join(folder, 'no-record'), '--trust', path(), '--json');
    expect([code, (JSON.parse(out) as AnyReport).code]).toEqual([2, 'trust.malformed']);
  });

  it('shows control characters of a record instead of sending them to the terminal', () => {
    const files = readFolder(TINY);
    files.set('entries.txt', new TextEncoder().encode(`${'0'.repeat(32)} \x1b[31m 1 general * ${'0'.repeat(64)}\n`));
    const { out } = runCli('verify', writeFolder(join(folder, 'terminal'), files));
    expect(out).toContain('\\u{1b}[31m');
    expect(out).not.toMatch(/[^\n\x20-\x7e]/);
  });
});

describe('wrong usage', () => {
  it.each([
    ['verify', [], "missing required argument 'record'"],
    ['verify', [TINY, TINY], 'too many arguments'],
    ['verify', [TINY, '--wit', 'x'], "unknown option '--wit'"],
    ['verify', [TINY, '--trust'], 'argument missing'],
    ['verify', [TINY, '--lang', 'fr'], 'Allowed choices are de, en'],
    ['draw', [], "missing required argument 'folder'"],
    ['inspect', [TINY, '--json'], "unknown option '--json'"],
  ] as const)('of %s %j is no verdict: exit code 2 and an explanation', (command, args, explanation) => {
    const { code, out, err } = runCli(command, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(explanation);
    expect(err).toContain(`Usage: fairslot ${command}`);
  });

  it('is none where help is asked for', () => {
    for (const command of ['verify', 'draw', 'inspect'] as const) {
      const { code, out } = runCli(command, '--help');
      expect([code, out.split('\n')[0]]).toEqual([0, expect.stringContaining(`Usage: fairslot ${command}`)]);
    }
  });
});

it('a fault of the program is no verdict either', () => {
  let said = '';
  const output = {
    out: () => {
      throw new Error('no space left on device');
    },
    err: (text: string) => void (said += text),
  };
  expect(runVerifierCli('verify', [TINY], output)).toBe(2);
  expect(said).toContain('no space left on device');
});
