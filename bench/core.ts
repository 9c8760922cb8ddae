import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { allocate, allocateByOrder, formatEntries, merkleRootOfLines, rankEntries } from '../src/core';
import { makeEntries, makeSlots, PASSES, SEED } from './core-workload';
import type { BenchEntry } from './core-workload';

/** One measured value; `floor` is what must not be exceeded, `against` what `ratio` compares with. */
export interface BenchRow {
  name: string;
  value: number;
  unit: 'ms' | 'MB';
  ratio?: number;
  against?: string;
  floor?: number;
  ok?: boolean;
}

interface CaseResult {
  ms: number;
  peakMegabytes: number;
  /** So that two ways of doing the same work can be seen to have done the same. */
  digest: string;
}

const CASES = { draw: benchDraw, naive: benchNaive, merkle: benchMerkle } as const;
type CaseName = keyof typeof CASES;
const CASE_VARIABLE = 'FAIRSLOT_BENCH_CORE_CASE';

/**
 * Measures the core on one million entries: the draw (4,000,000 lots hashed, ranked, allocated), the same ranking made
 * naively, and the Merkle root of a frozen list. Each case runs once, in a process of its own, because memory that was
 * once used never shows as free again.
 */
export async function benchCore(): Promise<BenchRow[]> {
  const [draw, naive, merkle] = [runInChild('draw'), runInChild('naive'), runInChild('merkle')];
  if (draw.digest !== naive.digest) throw new Error('the two rankings differ');
  const million = 'one million entries';
  return [
    withFloor({ name: `hash 4 M lots, rank and allocate ${million}`, value: draw.ms, unit: 'ms' }, 2000),
    withFloor({ name: `peak memory of that, entries included`, value: draw.peakMegabytes, unit: 'MB' }, 300),
    { name: 'the same by createHash, hex strings and sort', value: naive.ms, unit: 'ms', ratio: naive.ms / draw.ms, against: 'ours' },
    {
      name: 'peak memory of that',
      value: naive.peakMegabytes,
      unit: 'MB',
      ratio: naive.peakMegabytes / draw.peakMegabytes,
      against: 'ours',
    },
    withFloor({ name: `Merkle root of ${million}' lines`, value: merkle.ms, unit: 'ms' }, 3000),
  ];
}

function withFloor(row: BenchRow, floor: number): BenchRow {
  return { ...row, floor, ok: row.value <= floor };
}

function benchDraw(): CaseResult {
  const [entries, slots] = [makeEntries(), makeSlots()];
  const start = performance.now();
  const { order } = rankEntries(SEED, entries);
  const awards = allocateByOrder(PASSES, entries, order, slots);
  const measured = measureSince(start);
  if (!awards.some((award) => award.pot !== null)) throw new Error('nobody was served');
  return { ...measured, digest: digestOf(Array.from(order, (entry) => entries[entry]!.ticketId)) };
}

/** How one would write it first: an object a lot's owner, hex strings, the library's sort. Allocation is the same. */
function benchNaive(): CaseResult {
  const [entries, slots] = [makeEntries(), makeSlots()];
  const start = performance.now();
  const scored = entries.map((entry) => ({ entry, score: naiveScore(entry) }));
  scored.sort((a, b) => (a.score < b.score ? -1 : a.score > b.score ? 1 : a.entry.ticketId < b.entry.ticketId ? -1 : 1));
  allocate(
    PASSES,
    scored.map(({ entry }) => entry),
    slots,
  );
  return { ...measureSince(start), digest: digestOf(scored.map(({ entry }) => entry.ticketId)) };
}

function naiveScore({ ticketId, tickets }: BenchEntry): string {
  const lots = Array.from({ length: tickets }, (_, index) =>
    createHash('sha256')
      .update(`${SEED}:${ticketId}:${index + 1}`)
      .digest('hex'),
  );
  return lots.reduce((smallest, lot) => (lot < smallest ? lot : smallest));
}

function benchMerkle(): CaseResult {
  const sorted = makeEntries().map((entry) => ({ ...entry, commitment: SEED }));
  sorted.sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
  const file = formatEntries(sorted);
  const start = performance.now();
  const root = merkleRootOfLines(file);
  return { ...measureSince(start), digest: root };
}

function measureSince(start: number): Omit<CaseResult, 'digest'> {
  return { ms: performance.now() - start, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}

function runInChild(name: CaseName): CaseResult {
  const child = spawnSync(process.execPath, [...process.execArgv, __filename], {
    env: { ...process.env, [CASE_VARIABLE]: name },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error(`the case ${name} ended with ${child.status ?? child.signal}`);
  return JSON.parse(child.stdout) as CaseResult;
}

// In a child: do the one case and end here, before whatever else this program would do.
const ownCase = process.env[CASE_VARIABLE];
if (ownCase !== undefined) {
  writeSync(1, JSON.stringify(CASES[ownCase as CaseName]()));
  process.exit(0);
}
