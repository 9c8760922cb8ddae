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

/** Prints what this machine does, as values and as ratios against a baseline of the same run: only the ratios mean something elsewhere. */
async function main(): Promise<void> {
  process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
  const core = (await benchCore()) as Row[];
  print('The draw, one core', core);
  const ours = core[0]!.value;
  const postgres = await measurePostgresRanking();
  const name = 'PostgreSQL, the same entries by -ln(random())/w';
  print('Beside it', [{ name, value: postgres, unit: 'ms', ratio: postgres / ours, against: 'ours (which can be checked)' }]);
  const ingest = (await benchIngest()) as Row[];
  print('Registering on deadline day', ingest);
  const pages = (await benchPages()) as Row[];
  print('Pages on an old phone', pages);
  const reviews = (await benchReviews()) as Row[];
  print('The review list', reviews);
  const check = (await benchCheck()) as Row[];
  print("A draw checked in a visitor's browser", check);
  const missed = [...core, ...ingest, ...pages, ...reviews, ...check].filter((row) => row.ok === false);
  process.stdout.write(missed.length === 0 ? '\nAll floors are kept.\n' : `\n${missed.length} floors are MISSED.\n`);
  process.exitCode = missed.length === 0 ? 0 : 1;
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

main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
