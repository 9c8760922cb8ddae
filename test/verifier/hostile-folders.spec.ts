import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { writeFolder } from './support/record-store';
import { readFolder, vectorPath } from './support/vectors';
import { type AnyReport, type Inputs, verifyByCommand, verifyByReference } from './support/verifiers';

const MEBIBYTE = 2 ** 20;
const root = createTemporaryFolder('hostile');
afterAll(() => removeFolder(root));

interface Case {
  readonly what: string;
  readonly says: string;
  /** Changes a copy of the record. @returns another path to verify, if it is not that folder */
  readonly spoil: (folder: string) => string | void;
}

/** What a record must not be able to show: a file of the reader's that lies elsewhere. */
const outside = join(root, 'outside');

const replaceBy =
  (name: string, make: (path: string) => void) =>
  (folder: string): void => {
    rmSync(join(folder, name), { recursive: true });
    make(join(folder, name));
  };
const enlarge =
  (name: string, bytes: number) =>
  (folder: string): void =>
    truncateSync(join(folder, name), bytes);

const cases: readonly Case[] = [
  { what: 'the honest record', says: 'verified', spoil: () => undefined },
  { what: 'files of other names, of whatever kind', says: 'verified', spoil: addStrangers },
  { what: 'a link to the folder', says: 'verified', spoil: (folder) => link(folder, `${folder}-link`) },
  { what: 'no log folder', says: 'replayed', spoil: (folder) => rmSync(join(folder, 'log'), { recursive: true }) },
  { what: 'a file in place of the log folder', says: 'replayed', spoil: replaceBy('log', (path) => writeFileSync(path, '')) },
  {
    what: 'a link in place of a file',
    says: 'record.unreadable',
    spoil: replaceBy('entries.txt', (path) => symlinkSync(join(outside, 'entries.txt'), path)),
  },
  { what: 'a link to nothing', says: 'record.unreadable', spoil: replaceBy('entries.txt', (path) => symlinkSync('nowhere', path)) },
  {
    what: 'a link to a device without end',
    says: 'record.unreadable',
    spoil: replaceBy('entries.txt', (path) => symlinkSync('/dev/zero', path)),
  },
  {
    what: 'a link in place of the log folder',
    says: 'record.unreadable',
    spoil: replaceBy('log', (path) => symlinkSync(join(outside, 'log'), path)),
  },
  {
    what: 'a link in the log folder',
    says: 'record.unreadable',
    spoil: replaceBy('log/frozen.json', (path) => symlinkSync(join(outside, 'log/frozen.json'), path)),
  },
  { what: 'a folder in place of a file', says: 'record.unreadable', spoil: replaceBy('entries.txt', (path) => mkdirSync(path)) },
  { what: 'a pipe in place of a file', says: 'record.unreadable', spoil: replaceBy('slots.txt', (path) => execFileSync('mkfifo', [path])) },
  { what: 'a list of 257 MiB', says: 'record.unreadable', spoil: enlarge('result.txt', 257 * MEBIBYTE) },
  { what: 'a JSON file of 5 MiB', says: 'record.unreadable', spoil: enlarge('reveal.json', 5 * MEBIBYTE) },
  { what: 'a proof of 5 MiB', says: 'record.unreadable', spoil: enlarge('log/frozen.tlog-proof', 5 * MEBIBYTE) },
  { what: 'a list of no bytes', says: 'entries.count', spoil: enlarge('entries.txt', 0) },
  { what: 'a JSON file of no bytes', says: 'beacon.malformed', spoil: enlarge('beacon.json', 0) },
  { what: 'a proof of no bytes', says: 'timing.malformed', spoil: enlarge('log/announced.tlog-proof', 0) },
  { what: 'an announcement of no bytes', says: 'announcement.malformed', spoil: enlarge('announcement.json', 0) },
  {
    what: 'a file in capitals',
    says: 'record.missing-file',
    spoil: (folder) => renameSync(join(folder, 'slots.txt'), join(folder, 'SLOTS.TXT')),
  },
  {
    what: 'an empty folder',
    says: 'record.missing-file',
    spoil: (folder) => (rmSync(folder, { recursive: true }), void mkdirSync(folder)),
  },
  { what: 'nothing at all', says: 'record.unreadable', spoil: (folder) => rmSync(folder, { recursive: true }) },
  { what: 'one of its files', says: 'record.unreadable', spoil: (folder) => join(folder, 'announcement.json') },
  { what: 'an archive of more than 1 GiB', says: 'record.unreadable', spoil: hugeArchive },
  { what: 'a device', says: 'record.unreadable', spoil: () => '/dev/zero' },
];

function addStrangers(folder: string): void {
  writeFileSync(join(folder, 'Entries.txt'), 'x');
  mkdirSync(join(folder, 'result.txt.d'));
  symlinkSync('/', join(folder, 'everything'));
  symlinkSync('/etc/passwd', join(folder, 'log/drawn.txt'));
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);
}

function link(target: string, path: string): string {
  symlinkSync(target, path);
  return path;
}

function hugeArchive(folder: string): string {
  const path = `${folder}.zip`;
  writeFileSync(path, '');
  truncateSync(path, 1025 * MEBIBYTE);
  return path;
}

describe('a folder', () => {
  const files = readFolder(vectorPath('logged/witnessed'));
  writeFolder(outside, files);
  const inputs = cases.map(({ spoil }, number): Inputs => {
    const folder = writeFolder(join(root, `record-${number}`), files);
    return { record: spoil(folder) ?? folder, trust: vectorPath('logged/trust.json'), receipt: null };
  });
  let reference: AnyReport[];
  beforeAll(async () => void (reference = await verifyByReference(inputs)));

  it.each(cases.map((each, number) => ({ ...each, number })))('with $what: $says', ({ says, number }) => {
    const words = [verifyByCommand(inputs[number]!), reference[number]!].map(
      ({ verdict, code, checks }) => code ?? checks?.find(({ outcome }) => outcome === 'failed')?.code ?? verdict,
    );
    expect(words).toEqual([says, says]);
  });
});
