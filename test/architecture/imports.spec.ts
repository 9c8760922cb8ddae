import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support';

const ROOT = join(__dirname, '..', '..');
const RULES = join(ROOT, '.dependency-cruiser.cjs');

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}
interface Rule {
  name: string;
  from: { path: string };
  to: { path?: string };
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { forbidden } = require(RULES) as { forbidden: Rule[] };

/** Violations as `rule: from -> to`. The rules with their reasons stand in .dependency-cruiser.cjs. */
function cruise(folder: string, ...below: readonly string[]): { violations: string[]; totalCruised: number } {
  const cruiser = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [cruiser, '--config', RULES, '--output-type', 'json', ...below], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: Violation[]; totalCruised: number } };
  return {
    violations: summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`),
    totalCruised: summary.totalCruised,
  };
}

test('everybody imports only whom they may', () => {
  const { violations, totalCruised } = cruise(ROOT, 'src', 'migrations');
  expect(totalCruised).toBeGreaterThan(200);
  expect(violations).toEqual([]);
});

/** For each rule, files that break it: who imports, and whom (by a path in src, or a package). */
const PLANTED: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'no-circles': [['src/modules/slots/one.ts', 'src/modules/slots/two.ts']],
  'core-is-pure': [
    ['src/core/draw/planted.ts', 'node:crypto'],
    ['src/core/merkle/planted.ts', 'src/platform/clock/index.ts'],
    ['src/core/note/planted.ts', 'typeorm'],
  ],
  'core-encoding-is-the-floor': [['src/core/encoding/planted.ts', 'src/core/merkle/planted.ts']],
  'core-points-downwards': [['src/core/beacon/planted.ts', 'src/core/record/planted.ts']],
  'core-by-its-front-door': [['src/modules/draws/planted-core.ts', 'src/core/record/planted.ts']],
  'verifier-stands-alone': [['src/verifier/planted.ts', 'src/platform/clock/index.ts']],
  'platform-knows-no-module': [['src/platform/clock/planted.ts', 'src/modules/staff/index.ts']],
  'views-only-show': [['src/modules/pages/own/planted.tsx', 'src/modules/draws/index.ts']],
  'modules-by-their-front-door': [['src/modules/draws/planted-door.ts', 'src/modules/slots/one.ts']],
  'nobody-imports-notifications': [['src/modules/pages/own/planted.ts', 'src/modules/notifications/index.ts']],
  'controllers-are-thin': [
    ['src/modules/slots/planted.controller.ts', 'src/modules/slots/planted.repository.ts'],
    ['src/modules/slots/queueing.controller.ts', 'bullmq'],
  ],
  'bullmq-behind-processors': [
    ['src/modules/slots/planted.service.ts', 'bullmq'],
    ['src/modules/slots/injecting.service.ts', '@nestjs/bullmq'],
    ['src/platform/mail/planted.ts', 'bullmq'],
  ],
  'doors-see-no-database': [
    ['src/modules/slots/database.controller.ts', 'typeorm'],
    ['src/modules/slots/planted.dto.ts', 'typeorm'],
    ['src/modules/slots/planted.processor.ts', 'typeorm'],
    ['src/modules/slots/planted.scheduler.ts', 'pg'],
    ['src/modules/pages/own/database.tsx', 'typeorm'],
  ],
  'platform-database-in-its-places': [['src/platform/mail/database.ts', 'typeorm']],
  'modules-connect-tables-only': [['src/modules/slots/repository.service.ts', '@nestjs/typeorm']],
  'driver-in-the-platform': [['src/modules/slots/driver.service.ts', 'pg']],
  'one-clockwork': [['src/modules/slots/planted-clockwork.ts', '@nestjs/schedule']],
  'demo-is-a-stranger': [['src/modules/slots/planted-demo.ts', 'src/demo/planted.ts']],
  'migrations-are-self-contained': [['migrations/planted.ts', 'src/platform/clock/index.ts']],
  // There are many rules of this kind: each module, and the last that it may not import.
  ...Object.fromEntries(forbidden.flatMap(({ name, from, to }) => leftwards(name, from.path, to.path))),
};

function leftwards(name: string, from: string, to = ''): [string, [string, string][]][] {
  const [, module] = /^module-(.+)-imports-leftwards$/.exec(name) ?? [];
  if (module === undefined) return [];
  expect(from).toBe(`^src/modules/${module}/`);
  const [, other] = /([a-z-]+)\)\/$/.exec(to) as unknown as [string, string];
  return [[name, [[`src/modules/${module}/planted-rightwards.ts`, `src/modules/${other}/index.ts`]]]];
}

describe('a rule that is broken is reported', () => {
  let folder: string;
  let found: string[];

  beforeAll(() => {
    folder = createTemporaryFolder('imports');
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    cpSync(join(ROOT, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    for (const name of ['typeorm', 'bullmq', 'pg', '@nestjs/typeorm', '@nestjs/bullmq', '@nestjs/schedule']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      write(`node_modules/${name}/index.js`, 'exports.named = 1;\n');
    }
    const all = Object.values(PLANTED).flat();
    const isFile = (target: string): boolean => /^(src|migrations)\//.test(target);
    for (const [, target] of all) if (isFile(target)) write(target, 'export const named = 1;\n');
    for (const [from, target] of all) {
      const name = isFile(target) ? `${'../'.repeat(from.split('/').length - 1)}${target.replace(/\.ts$/, '')}` : target;
      write(from, `import { named } from '${name}';\nexport const used = named;\n`);
    }
    write('src/modules/slots/two.ts', `export { used as named } from './one';\n`);
    found = cruise(folder, 'src', 'migrations').violations;
  });
  afterAll(() => removeFolder(folder));

  test.each(forbidden.map(({ name }) => name))('%s', (name) => {
    expect(PLANTED[name]).toBeDefined();
    for (const [from] of PLANTED[name]!) expect(found).toContainEqual(expect.stringMatching(`^${name}: ${from} -> `));
  });
});
