import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

/** The rules with their reasons stand in .dependency-cruiser.cjs. */
test('everybody imports only whom they may', () => {
  const cruiser = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'migrations'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: Violation[]; totalCruised: number } };
  expect(summary.totalCruised).toBeGreaterThan(200);
  expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
});

test('the rules bite', () => {
  const rules = join(ROOT, '.dependency-cruiser.cjs');
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { forbidden } = require(rules) as {
    forbidden: { name: string; from: { path: string }; to: { path?: string; pathNot?: string } }[];
  };
  const rule = forbidden.find(({ name }) => name === 'core-is-pure')!;
  expect('src/core/draw/lots.ts').toMatch(new RegExp(rule.from.path));
  expect('node:crypto').not.toMatch(new RegExp(rule.to.pathNot!));
  expect('node_modules/@nestjs/common/index.js').not.toMatch(new RegExp(rule.to.pathNot!));
});
