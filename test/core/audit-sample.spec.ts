import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type Beacon,
  deriveSampleSeed,
  drawSample,
  parseAnnouncement,
  parseEntries,
  parseFreeze,
  SAMPLE_SIZE,
  sha256Hex,
} from '../../src/core';
import { expectCode } from './support/expect-code';
import { loadRecord, loadVector, type RecordName } from './support/vectors';

interface SampleVectors {
  records: { record: RecordName; beacon: Beacon; count: number; seed: string; sample: string[] }[];
  lists: {
    entries: number;
    drawId: string;
    freezeSha256: string;
    chainHash: string;
    beacon: Beacon;
    count: number;
    seed: string;
    picked: number;
    first: string;
    last: string;
    sha256: string;
  }[];
}

const vectors = loadVector<SampleVectors>('audit-samples');
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const ticketIds = (count: number): string[] => Array.from({ length: count }, (_, i) => hash(`entry ${i + 1}`).slice(0, 32)).sort();
const anySeed = fc.integer().map((n) => hash(`seed ${n}`));

it.each(vectors.records)('draws the sample of the record $record by round $beacon.round', ({ record, beacon, count, seed, sample }) => {
  const files = loadRecord(record);
  const freezeFile = files.get('freeze.json')!;
  const { chainHash } = parseAnnouncement(files.get('announcement.json')!).beacon;
  const sources = { drawId: parseFreeze(freezeFile).drawId, freezeSha256: sha256Hex(freezeFile), chainHash, ...beacon };
  expect(deriveSampleSeed(sources)).toBe(seed);
  const entries = parseEntries(files.get('entries.txt')!);
  expect(
    drawSample(
      seed,
      entries.map(({ ticketId }) => ticketId),
      count,
    ),
  ).toEqual(sample);
});

it.each(vectors.lists)('picks $picked of $entries where $count are wanted', ({ entries, count, seed, picked, first, last, ...vector }) => {
  expect(deriveSampleSeed({ ...vector, ...vector.beacon })).toBe(seed);
  const sample = drawSample(seed, ticketIds(entries), count);
  expect([sample.length, sample[0], sample.at(-1)]).toEqual([picked, first, last]);
  expect(hash(sample.map((ticketId) => `${ticketId}\n`).join(''))).toBe(vector.sha256);
});

it('picks nobody twice, whatever the order of the list, and adds to a smaller sample without changing it', () => {
  fc.assert(
    fc.property(anySeed, fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 90 }), (seed, entries, count) => {
      const list = ticketIds(entries);
      const sample = drawSample(seed, list, count);
      expect(new Set(sample).size).toBe(Math.min(count, entries));
      expect(drawSample(seed, list.toReversed(), count)).toEqual(sample);
      expect(drawSample(seed, list, count + 1).slice(0, sample.length)).toEqual(sample);
    }),
  );
});

it('is not the seed of a draw, and another round is another sample', () => {
  const [one] = vectors.lists;
  const seeds = [1, 2, 3].map((round) => deriveSampleSeed({ ...one!, ...one!.beacon, round }));
  expect(new Set(seeds).size).toBe(3);
});

it('finds one false entry in twenty with a probability above 95 percent', () => {
  const list = ticketIds(1000);
  const isFalse = new Set(list.filter((_, place) => place % 20 === 0));
  const runs = 4000;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    if (drawSample(hash(`run ${run}`), list, SAMPLE_SIZE).some((ticketId) => isFalse.has(ticketId))) found++;
  }
  // Without replacement a little better than 1 − 0.95^60 = 0.9539: 0.9566. Half a percent is more than three standard errors.
  expect(found / runs).toBeGreaterThan(0.9466);
  expect(1 - 0.95 ** SAMPLE_SIZE).toBeGreaterThan(0.95);
});

it('refuses a sample of nothing', () => {
  for (const count of [0, -1, 1.5, Number.NaN]) expectCode('draw.input', () => drawSample(hash('seed'), ticketIds(3), count));
});
