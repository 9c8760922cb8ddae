import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { allocate, allocateByOrder, formatEntries, merkleRootOfLines, rankEntries } from '../src/core';
import { makeEntries, makeSlots, PASSES, SEED, type BenchEntry } from './core-workload';

// A program of its own: does the one case that its argument names and prints what it measured. One case a process,
// because memory that was once used never shows as free again.

/** What one case measured. */
export interface CaseResult {
  ms: number;
  /** Processor time, all threads: what `ms` would about be if nothing else ran on the machine. */
  processorMs: number;
  /** Of the whole process: Node, input and result included. */
  peakMegabytes: number;
  /** So that two ways of doing the same work can be seen to have done the same. */
  digest: string;
}

const CASES = { draw: measureDraw, naive: measureNaive, merkle: measureMerkle } as const;
export type CaseName = keyof typeof CASES;

function measureDraw(): CaseResult {
  const [entries, slots] = [makeEntries(), makeSlots()];
  const stop = startMeasuring();
  const { order } = rankEntries(SEED, entries);
  const awards = allocateByOrder(PASSES, entries, order, slots);
  const measured = stop();
  if (!awards.some((award) => award.pot !== null)) throw new Error('nobody was served');
  return { ...measured, digest: digestOf(Array.from(order, (entry) => entries[entry]!.ticketId)) };
}

/** How one would write it first: hex strings and the library's sort. Allocation is the same. */
function measureNaive(): CaseResult {
  const [entries, slots] = [makeEntries(), makeSlots()];
  const stop = startMeasuring();
  const scored = entries.map((entry) => ({ entry, score: naiveScore(entry) }));
  scored.sort((a, b) => (a.score < b.score ? -1 : a.score > b.score ? 1 : a.entry.ticketId < b.entry.ticketId ? -1 : 1));
  const ranked = scored.map(({ entry }) => entry);
  allocate(PASSES, ranked, slots);
  return { ...stop(), digest: digestOf(ranked.map((entry) => entry.ticketId)) };
}

function naiveScore({ ticketId, tickets }: BenchEntry): string {
  const lots = Array.from({ length: tickets }, (_, index) => sha256(`${SEED}:${ticketId}:${index + 1}`));
  return lots.reduce((smallest, lot) => (lot < smallest ? lot : smallest));
}

function measureMerkle(): CaseResult {
  const sorted = makeEntries().map((entry) => ({ ...entry, commitment: SEED }));
  sorted.sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
  const file = formatEntries(sorted);
  const stop = startMeasuring();
  const root = merkleRootOfLines(file);
  return { ...stop(), digest: root };
}

function startMeasuring(): () => Omit<CaseResult, 'digest'> {
  const start = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    const peakMegabytes = process.resourceUsage().maxRSS / 1024;
    return { ms: performance.now() - start, processorMs: (user + system) / 1000, peakMegabytes };
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}

writeSync(1, JSON.stringify(CASES[process.argv[2] as CaseName]()));
