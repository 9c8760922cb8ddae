import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { writeFolder, zipOf } from './support/record-store';
import { runCli } from './support/run-cli';
import { readFolder, vectorPath } from './support/vectors';

const PROTOCOL = ['tiny', 'pots', 'refill', 'empty'].map((name) => `protocol/${name}`);
const LOGGED = ['witnessed', 'quicknet', 'refill', 'practice', 'no-contributors'].map((name) => `logged/${name}`);

const root = createTemporaryFolder('draw');
let copies = 0;
afterAll(() => removeFolder(root));

/** A copy of a record without its result. */
function undrawn(name: string): { folder: string; files: Map<string, Uint8Array>; result: string } {
  const files = readFolder(vectorPath(name));
  const result = Buffer.from(files.get('result.txt')!).toString();
  files.delete('result.txt');
  return { folder: writeFolder(join(root, `record-${copies++}`), files), files, result };
}
const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

describe('fairslot draw', () => {
  it.each([...PROTOCOL, ...LOGGED])('writes the result of %s, byte by byte, and no other file', (name) => {
    const { folder, files, result } = undrawn(name);
    const { code, out, err } = runCli('draw', folder);
    expect([code, err]).toEqual([0, '']);
    expect(read(folder, 'result.txt')).toBe(result);
    const lines = result.split('\n').slice(0, -1);
    const served = lines.filter((line) => !line.endsWith(' - -')).length;
    expect(out).toBe(`result.txt written: ${lines.length} entries ranked, ${served} served.\n`);
    rmSync(join(folder, 'result.txt'));
    expect(readFolder(folder)).toEqual(files);
  });

  it('prints it instead, from a folder or an archive', () => {
    const { folder, files, result } = undrawn('protocol/pots');
    writeFileSync(`${folder}.zip`, zipOf(files));
    for (const record of [folder, `${folder}.zip`]) expect(runCli('draw', record, '--print')).toEqual({ code: 0, out: result, err: '' });
    expect(existsSync(join(folder, 'result.txt'))).toBe(false);
  });

  it('replaces a result that is there, whatever it says', () => {
    const { folder, result } = undrawn('protocol/tiny');
    writeFileSync(join(folder, 'result.txt'), '1 somebody else\n');
    expect(runCli('draw', folder).code).toBe(0);
    expect(read(folder, 'result.txt')).toBe(result);
  });

  it('replaces a link in its place and leaves alone what it leads to', () => {
    const { folder, result } = undrawn('protocol/tiny');
    writeFileSync(join(root, 'precious'), 'precious');
    symlinkSync(join(root, 'precious'), join(folder, 'result.txt'));
    expect(runCli('draw', folder).code).toBe(0);
    expect([read(folder, 'result.txt'), read(root, 'precious')]).toEqual([result, 'precious']);
  });

  it('does nothing where it cannot write, and leaves nothing behind', () => {
    const { folder } = undrawn('protocol/tiny');
    mkdirSync(join(folder, 'result.txt'));
    writeFileSync(join(folder, 'result.txt', 'inside'), 'inside');
    const before = readdirSync(folder).sort();
    const { code, out, err } = runCli('draw', folder);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('result.txt can be written');
    expect([readdirSync(folder).sort(), read(folder, 'result.txt', 'inside')]).toEqual([before, 'inside']);
  });

  it('does not write into an archive', () => {
    const { folder, files } = undrawn('protocol/tiny');
    const archive = zipOf(files);
    writeFileSync(`${folder}.zip`, archive);
    const { code, err } = runCli('draw', `${folder}.zip`);
    expect([code, new Uint8Array(readFileSync(`${folder}.zip`))]).toEqual([2, archive]);
    expect(err).toContain('a folder to write to');
  });

  it.each([
    ['entries.txt', 'entries.root', (text: string) => text.replace(/.\n$/, '0\n')],
    ['slots.txt', 'slots.count', (text: string) => text.replace(/^.*\n/, '')],
    ['reveal.json', 'contributions.secret', (text: string) => text.replace(/"secret": "./, '"secret": "f')],
    ['beacon.json', 'beacon.signature', (text: string) => text.replace(/"signature": "../, '"signature": "80')],
    ['freeze.json', 'announcement.hash', (text: string) => text.replace(/"announcement": "./, '"announcement": "x'.replace('x', 'f'))],
    ['announcement.json', 'announcement.malformed', (text: string) => text.replace('fairslot/v1', 'fairslot/v2')],
  ] as const)('draws nothing from a wrong %s, and keeps the result that is there', (name, reason, spoil) => {
    const { folder, result } = undrawn('protocol/tiny');
    writeFileSync(join(folder, 'result.txt'), result);
    const changed = spoil(read(folder, name));
    expect(changed).not.toBe(read(folder, name));
    writeFileSync(join(folder, name), changed);
    const { code, out, err } = runCli('draw', folder);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(reason);
    expect(read(folder, 'result.txt')).toBe(result);
  });

  it('names a file that is missing', () => {
    const { folder } = undrawn('protocol/tiny');
    rmSync(join(folder, 'slots.txt'));
    expect(runCli('draw', folder)).toMatchObject({ code: 2, err: expect.stringContaining('slots.txt') as string });
    expect(readdirSync(folder)).not.toContain('result.txt');
  });
});

describe('fairslot inspect', () => {
  it('shows the main figures of a record and that it has checked nothing', () => {
    const { code, out } = runCli('inspect', vectorPath('protocol/tiny'));
    expect(code).toBe(0);
    expect(out).toMatch(/^vectors\.example\/renew-permit\/tiny\/0\n/);
    expect(out).toContain('12 entries, 72 tickets, 5 slots');
    expect(out).toContain('round 20905307 of the public chain 52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971');
    expect(out).toMatch(/\nNothing was checked\. For that: fairslot verify\n$/);
  });

  it('shows a title that wants to command the terminal as text', () => {
    const { folder } = undrawn('protocol/tiny');
    const announcement = read(folder, 'announcement.json').replace(/"title": "/, '"title": "\\u001b[2J\\u202e');
    writeFileSync(join(folder, 'announcement.json'), announcement);
    const { code, out } = runCli('inspect', folder);
    expect(code).toBe(0);
    expect(out).toContain('\\u{1b}[2J\\u{202e}');
    expect(out).not.toMatch(/[\x1b\u202e]/);
  });

  it('explains what it cannot read', () => {
    const { folder } = undrawn('protocol/tiny');
    writeFileSync(join(folder, 'freeze.json'), '{}\n');
    expect(runCli('inspect', folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('freeze.json is not in the prescribed form.') as string,
    });
    expect(runCli('inspect', root)).toMatchObject({ code: 2, err: expect.stringContaining('announcement.json') as string });
  });
});
