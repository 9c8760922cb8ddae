import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { CaseName, CaseResult } from './core-cases';

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

/**
 * Measures the core on one million entries: the draw (4,000,000 lots hashed, ranked, allocated), the same ranking made
 * naively, and the Merkle root of a frozen list. Each case runs once, in a process of its own that holds nothing but Node
 * and the core.
 */
export async function benchCore(): Promise<BenchRow[]> {
  const { draw, naive, merkle } = runCases();
  if (draw.digest !== naive.digest) throw new Error('the two rankings differ');
  const million = 'one million entries';
  const memoryRatio = naive.peakMegabytes / draw.peakMegabytes;
  return [
    withFloor({ name: `hash 4 M lots, rank and allocate ${million}`, value: draw.ms, unit: 'ms' }, 2000),
    { name: 'processor time of that', value: draw.processorMs, unit: 'ms' },
    withFloor({ name: 'peak memory of the draw, Node and the entries included', value: draw.peakMegabytes, unit: 'MB' }, 300),
    { name: 'the same by createHash, hex strings and sort', value: naive.ms, unit: 'ms', ratio: naive.ms / draw.ms, against: 'ours' },
    { name: 'peak memory of this', value: naive.peakMegabytes, unit: 'MB', ratio: memoryRatio, against: 'ours' },
    withFloor({ name: `Merkle root of ${million}' lines`, value: merkle.ms, unit: 'ms' }, 3000),
  ];
}

function withFloor(row: BenchRow, floor: number): BenchRow {
  return { ...row, floor, ok: row.value <= floor };
}

function runCases(): Record<CaseName, CaseResult> {
  const folder = mkdtempSync(join(tmpdir(), 'fairslot-bench-'));
  try {
    // Bundled, so that no compiler takes part in what is measured.
    const program = join(folder, 'core-cases.cjs');
    buildSync({ entryPoints: [join(__dirname, 'core-cases.ts')], bundle: true, platform: 'node', outfile: program });
    const run = (name: CaseName): CaseResult => runChild(program, name);
    return { draw: run('draw'), naive: run('naive'), merkle: run('merkle') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runChild(program: string, name: CaseName): CaseResult {
  const child = spawnSync(process.execPath, [program, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.status !== 0) throw new Error(`the case ${name} ended with ${child.status ?? child.signal}`);
  return JSON.parse(child.stdout) as CaseResult;
}
