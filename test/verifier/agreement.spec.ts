import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { OldBrowser } from './support/old-browser';
import { writeRecord, zipOf } from './support/record-store';
import type * as Remembered from './support/remembered-beacons';
import { type Expectation, loadMutations, loadRecords } from './support/vectors';
import { type AnyReport, buildBundle, essence, type Inputs, verifyByBundle, verifyByCommand, verifyByReference } from './support/verifiers';

jest.mock('../../src/core/beacon/verify-beacon', () =>
  jest
    .requireActual<typeof Remembered>('./support/remembered-beacons')
    .rememberBeacons(jest.requireActual('../../src/core/beacon/verify-beacon')),
);
jest.setTimeout(600_000);

const vectors = [...loadRecords(), ...loadMutations()];
const folder = createTemporaryFolder('agree');
let command: AnyReport[];
let bundle: AnyReport[];
let reference: AnyReport[];

beforeAll(async () => {
  const inputs = vectors.map(({ files, trust, receipt }, number): Inputs => {
    const receiptPath = join(folder, `receipt-${number}`);
    if (receipt !== null) writeFileSync(receiptPath, receipt);
    return { record: writeRecord(folder, number, files), trust, receipt: receipt === null ? null : receiptPath };
  });
  const pending = verifyByReference(inputs);
  command = inputs.map(verifyByCommand);
  const browser = new OldBrowser(buildBundle(folder).code);
  bundle = vectors.map(({ files }, number) => verifyByBundle(browser, zipOf(files), inputs[number]!));
  reference = await pending;
});

afterAll(() => removeFolder(folder));

/** What an expectation speaks about: the verdict and the first line that stands in the way of a better one. */
function outcomeFor({ also, chain }: Expectation, report: AnyReport): Expectation {
  const wanted = { failed: 'failed', replayed: 'not-checked', verified: 'none', unusable: 'none' }[report.verdict];
  const line = report.checks?.find(({ outcome }) => outcome === wanted);
  const codeOf = (check: string): string => report.checks?.find((each) => each.check === check)?.code ?? 'none';
  return {
    verdict: report.verdict,
    check: line?.check ?? null,
    code: line?.code ?? report.code ?? null,
    ...(also && { also: Object.fromEntries(Object.keys(also).map((check) => [check, codeOf(check)])) }),
    ...(chain !== undefined && { chain: report.chain ?? 'none' }),
  };
}

describe(`${vectors.length} records of test/vectors`, () => {
  it.each([
    ['the command', () => command],
    ['the bundle', () => bundle],
    ['verify.py', () => reference],
  ])('lead %s to what is expected of them', (_name, reports) => {
    const surprises = vectors
      .map(({ name, expect: expected }, number) => ({ name, expected, found: outcomeFor(expected, reports()[number]!) }))
      .filter(({ expected, found }) => !isSame(expected, found));
    expect(surprises).toEqual([]);
  });

  it('lead all three to the same report, line by line', () => {
    const disagreements = vectors
      .map(({ name }, number) => ({
        name,
        command: essence(command[number]!),
        bundle: essence(bundle[number]!),
        reference: essence(reference[number]!),
      }))
      .filter((each) => !isSame(each.command, each.bundle) || !isSame(each.command, each.reference));
    expect(disagreements).toEqual([]);
  });
});

/** Equal content, in whatever order the keys stand. */
function isSame(one: object, other: object): boolean {
  const sorted = (value: object): string => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
