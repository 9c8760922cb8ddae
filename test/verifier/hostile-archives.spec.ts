import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { OldBrowser } from './support/old-browser';
import { rawArchive, type RawArchive, type RawEntry } from './support/raw-archive';
import { readFolder, vectorPath } from './support/vectors';
import { type AnyReport, buildBundle, type Inputs, verifyByBundle, verifyByCommand, verifyByReference } from './support/verifiers';

const tiny = [...readFolder(vectorPath('protocol/tiny'))].map(([name, content]): RawEntry => ({ name, content }));
const without = (name: string): RawEntry[] => tiny.filter((entry) => entry.name !== name);
/** The record with one file put into the archive in another way. */
const withOdd = (name: string, odd: Partial<RawEntry>): RawEntry[] =>
  tiny.map((entry) => (entry.name === name ? { ...entry, ...odd } : entry));
const ZEROS = new Uint8Array(32 * 2 ** 20);
const entries = tiny.find(({ name }) => name === 'entries.txt')!.content;

interface Case {
  readonly what: string;
  readonly archive: Uint8Array;
  readonly says: 'replayed' | 'record.unreadable' | 'record.missing-file';
}
const zip = (what: string, says: Case['says'], contents: readonly RawEntry[], how?: RawArchive): Case => ({
  what,
  archive: rawArchive(contents, how),
  says,
});

/** Names that would lead somewhere else if anybody unpacked them by name. */
const ODD_NAMES = [
  '../entries.txt',
  '../../../../etc/passwd',
  '/entries.txt',
  './entries.txt',
  'log/../entries.txt',
  'C:\\entries.txt',
  '..\\entries.txt',
  'Entries.txt',
  'entries.txt ',
  'entries.txt\0',
  'entries.txt/',
  'x/entries.txt',
  '',
  '__proto__',
  'constructor',
  '\xff\xfe',
];

const cases: Case[] = [
  zip('the honest record', 'replayed', tiny),
  zip(
    'the honest record, deflated',
    'replayed',
    tiny.map((entry) => ({ ...entry, isDeflated: true })),
  ),
  zip('odd names beside the record', 'replayed', [...ODD_NAMES.map((name) => ({ name, content: ZEROS.subarray(0, 9) })), ...tiny]),
  ...ODD_NAMES.map((name) =>
    zip(`${JSON.stringify(name)} in place of entries.txt`, 'record.missing-file', withOdd('entries.txt', { name })),
  ),
  zip('the same file twice', 'record.unreadable', [...tiny, { name: 'entries.txt', content: entries }]),
  zip('another file twice', 'replayed', [...tiny, { name: 'x', content: entries }, { name: 'x', content: entries }]),
  zip('a bomb, by its own account', 'record.unreadable', withOdd('entries.txt', { content: ZEROS, isDeflated: true, length: 2 ** 32 - 1 })),
  zip(
    'a bomb that claims to be small',
    'record.unreadable',
    withOdd('entries.txt', { content: ZEROS, isDeflated: true, length: entries.length }),
  ),
  zip('a JSON file of 32 MiB', 'record.unreadable', withOdd('beacon.json', { content: ZEROS, isDeflated: true })),
  zip('a bomb that nobody has to unpack', 'replayed', [
    ...tiny,
    { name: 'bonus.bin', content: ZEROS, isDeflated: true, length: 2 ** 32 - 1 },
  ]),
  zip('a wrong checksum', 'record.unreadable', withOdd('slots.txt', { checksum: 1 })),
  zip('a stored file with a smaller size', 'record.unreadable', withOdd('slots.txt', { length: 5 })),
  zip('a deflated file with a greater size', 'record.unreadable', withOdd('entries.txt', { isDeflated: true, length: entries.length + 1 })),
  zip('a deflated file with a smaller size', 'record.unreadable', withOdd('entries.txt', { isDeflated: true, length: entries.length - 1 })),
  zip('a file packed by bzip2', 'record.unreadable', withOdd('slots.txt', { method: 12 })),
  zip('an encrypted file', 'record.unreadable', withOdd('slots.txt', { flags: 1 })),
  zip('deflated nonsense', 'record.unreadable', withOdd('slots.txt', { method: 8 })),
  zip(
    'a file that runs into the next one',
    'record.unreadable',
    withOdd('entries.txt', { packedLength: entries.length + 40, length: entries.length + 40 }),
  ),
  zip('a file that runs out of the archive', 'record.unreadable', withOdd('entries.txt', { packedLength: 2 ** 31, length: 2 ** 31 })),
  zip('another name before the content', 'record.unreadable', withOdd('slots.txt', { localName: 'slots.bak' })),
  zip('a version of the format that is not there yet', 'record.unreadable', withOdd('slots.txt', { version: 99 })),
  zip('bytes before the archive', 'record.unreadable', tiny, { before: '#!/bin/sh\n' }),
  zip('bytes after the archive', 'record.unreadable', tiny, { after: 'PK' }),
  zip('an archive comment', 'record.unreadable', tiny, { comment: 'hello' }),
  zip('a directory with more entries than counted', 'record.unreadable', tiny, { count: tiny.length - 1 }),
  zip('a directory with fewer entries than counted', 'record.unreadable', tiny, { count: tiny.length + 1 }),
  zip('a part of several', 'record.unreadable', tiny, { disk: 1 }),
  zip('an archive of nothing', 'record.missing-file', []),
  zip('an archive without the result', 'record.missing-file', without('result.txt')),
  { what: 'no bytes', archive: new Uint8Array(), says: 'record.unreadable' },
  { what: 'no zip at all', archive: new TextEncoder().encode('{"verdict":"verified"}\n'), says: 'record.unreadable' },
  { what: 'half an archive', archive: rawArchive(tiny).subarray(0, 4000), says: 'record.unreadable' },
  {
    what: 'an archive within an archive',
    archive: rawArchive([{ name: 'record.zip', content: rawArchive(tiny) }]),
    says: 'record.missing-file',
  },
];

const folder = createTemporaryFolder('hostile');
afterAll(() => removeFolder(folder));

describe('an archive', () => {
  const inputs = cases.map(({ archive }, number): Inputs => {
    const record = join(folder, `${number}.zip`);
    writeFileSync(record, archive);
    return { record, trust: null, receipt: null };
  });
  let browser: OldBrowser;
  let reference: AnyReport[];

  beforeAll(async () => {
    browser = new OldBrowser(buildBundle(folder).code);
    reference = await verifyByReference(inputs);
  });

  it.each(cases.map((each, number) => ({ ...each, number })))('of $what: $says', ({ archive, says, number }) => {
    const input = inputs[number]!;
    const reports = { command: verifyByCommand(input), bundle: verifyByBundle(browser, archive, input), reference: reference[number]! };
    const words = Object.entries(reports).map(([who, { verdict, code }]) => [who, code ?? verdict]);
    expect(Object.fromEntries(words)).toEqual({ command: says, bundle: says, reference: says });
  });
});
