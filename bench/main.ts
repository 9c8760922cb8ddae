import { cpus } from 'node:os';
import { benchCheck } from './check';
import { benchCore } from './core';
import { benchIngest } from './ingest';
import { benchPages } from './pages';
import { measurePostgresRanking } from './postgres-ranking';
import { benchReviews } from './reviews';

/** One measured value. A floor that is missed is said, and makes the program end with 1. */
interface Row {
  name: string;
  value: number;
  unit: string;
  ratio?: number;
  against?: string;
  floor?: number;
  ok?: boolean;
}

/** The draw first: what PostgreSQL takes is told beside it. */
async function benchDraw(): Promise<Row[]> {
  const core = (await benchCore()) as Row[];
  const postgres = await measurePostgresRanking();
  const name = 'PostgreSQL, the same entries by -ln(random())/w';
  return [...core, { name, value: postgres, unit: 'ms', ratio: postgres / core[0]!.value, against: 'ours (which can be checked)' }];
}

/** By the name under which one alone can be asked for. */
const PARTS: Readonly<Record<string, { readonly title: string; readonly run: () => Promise<readonly Row[]> }>> = {
  draw: { title: 'The draw, one core', run: benchDraw },
  ingest: { title: 'Registering on deadline day', run: benchIngest },
  pages: { title: 'Pages on an old phone', run: benchPages },
  reviews: { title: 'The review list', run: benchReviews },
  check: { title: "A draw checked in a visitor's browser", run: benchCheck },
};

/**
 * Prints what this machine does, as values and as ratios against a baseline of the same run: only the ratios mean something elsewhere.
 * @param names of the parts; none: all
 */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}: ${Object.keys(PARTS).join(', ')}`);
  process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
  const asked = Object.keys(PARTS).filter((name) => names.length === 0 || names.includes(name));
  const floors: Row[] = [];
  for (const name of asked) {
    const { title, run } = PARTS[name]!;
    const rows = await run();
    print(title, rows);
    floors.push(...rows.filter(({ floor }) => floor !== undefined));
  }
  const missed = floors.filter(({ ok }) => !ok).length;
  // A part alone says nothing about the others.
  const parts = names.length === 0 ? 'all parts' : `these parts alone: ${asked.join(', ')}`;
  process.stdout.write(`\n${floors.length} floors of ${parts}. ${missed === 0 ? 'All of them are kept.' : `${missed} are MISSED.`}\n`);
  process.exitCode = missed === 0 ? 0 : 1;
}

function print(title: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${title}\n`);
  for (const { name, value, unit, ratio, against, floor, ok } of rows) {
    const compared = ratio === undefined ? '' : `  ${ratio.toFixed(2)} × ${against}`;
    const bound = floor === undefined ? '' : `  floor ${floor}: ${ok ? 'kept' : 'MISSED'}`;
    process.stdout.write(
      `  ${name.padEnd(72)} ${value.toFixed(value < 1 ? 3 : value < 100 ? 1 : 0).padStart(9)} ${unit.padEnd(3)}${compared}${bound}\n`,
    );
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
