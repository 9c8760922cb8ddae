import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { corrupt } from '../support/record-corruption';
import { generateRecord, RANDOM_TRUST } from '../support/record-generator';
import { Random } from '../support/record-random';
import { OldBrowser } from './support/old-browser';
import { writeRecord, zipOf } from './support/record-store';
import {
  type AnyReport,
  buildBundleWithMemory,
  essence,
  verifyByBundle,
  verifyByCommand,
  verifyByReferenceBatch,
} from './support/verifiers';
import type * as Remembered from './support/remembered-beacons';

jest.mock('../../src/core/beacon/verify-beacon', () =>
  jest
    .requireActual<typeof Remembered>('./support/remembered-beacons')
    .rememberBeacons(jest.requireActual('../../src/core/beacon/verify-beacon')),
);
jest.setTimeout(600_000);

const RECORDS = 2000;

const folder = createTemporaryFolder('agree');
const trust = join(folder, 'trust.json');
let command: AnyReport[];
let reference: AnyReport[];
let bundle: AnyReport[];

beforeAll(async () => {
  writeFileSync(trust, JSON.stringify(RANDOM_TRUST));
  const records: { path: string; files: ReadonlyMap<string, Uint8Array> }[] = [];
  for (let seed = 0; seed < RECORDS; seed++) {
    const random = new Random(seed);
    const files = generateRecord(random);
    if (seed % 3 === 2) corrupt(random, files);
    records.push({ path: writeRecord(folder, seed, files), files });
  }
  const pending = verifyByReferenceBatch(
    records.map(({ path }) => path),
    trust,
  );
  command = records.map(({ path }) => verifyByCommand({ record: path, trust, receipt: null }));
  const browser = new OldBrowser(buildBundleWithMemory(folder));
  bundle = records.map(({ files }) => verifyByBundle(browser, zipOf(files), { trust, receipt: null }));
  reference = await pending;
});

afterAll(() => removeFolder(folder));

/** Each disagreement with the number of its record, which is the seed to make it again. */
function disagreements(ones: readonly AnyReport[], others: readonly AnyReport[]): object[] {
  return ones
    .map((one, seed) => ({ seed, one: essence(one), other: essence(others[seed]!) }))
    .filter(({ one, other }) => JSON.stringify(one) !== JSON.stringify(other));
}

/** The verdict with the code that it rests on. */
function wordOf({ verdict, code, checks }: AnyReport): string {
  const wanted = verdict === 'failed' ? 'failed' : 'not-checked';
  return `${verdict} ${code ?? checks?.find(({ outcome }) => outcome === wanted)?.code ?? ''}`.trim();
}

it.each([
  ['the command', (): AnyReport[] => command],
  ["the browser's bundle", (): AnyReport[] => bundle],
])('%s and verify.py agree on every line of 2,000 random records', (_, reports) => {
  expect(reports()).toHaveLength(RECORDS);
  expect(disagreements(reports(), reference)).toEqual([]);
});

it('what nobody has spoiled holds, and what was spoiled fails in many ways', () => {
  const honest = command.filter((_report, seed) => seed % 3 !== 2);
  const verdicts = honest.map(({ verdict }) => verdict);
  expect(verdicts.filter((verdict) => verdict === 'replayed').length).toBeGreaterThan(1000);
  expect(verdicts.filter((verdict) => verdict === 'verified').length).toBeGreaterThan(30);
  expect(new Set(honest.map(wordOf).filter((word) => word.startsWith('failed')))).toEqual(new Set(['failed timing.late']));
  const outcomes = new Set(command.map(wordOf));
  expect(outcomes.size).toBeGreaterThan(35);
  expect([...outcomes]).toEqual(
    expect.arrayContaining([
      'verified',
      'replayed',
      'replayed timing.no-log',
      'replayed timing.log-untrusted',
      'replayed timing.quorum',
      'unusable record.missing-file',
      'failed announcement.malformed',
      'failed announcement.freeze-malformed',
      'failed announcement.hash',
      'failed entries.order',
      'failed entries.root',
      'failed slots.root',
      'failed timing.subject',
      'failed timing.late',
      'failed contributions.secret',
      'failed beacon.round',
      'failed beacon.signature',
      'failed ranking.order',
      'failed allocation.mismatch',
    ]),
  );
});
