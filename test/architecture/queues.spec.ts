import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = join(__dirname, '..', '..', 'src', 'modules');

function textsOf(ending: string): Map<string, string> {
  const files = readdirSync(MODULES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending));
  return new Map(files.map((path) => [path, readFileSync(join(MODULES, path), 'utf8')]));
}

test('every queue has somebody who serves it, and a sweep that puts back what it loses', () => {
  const registered = [...textsOf('.module.ts').values()].flatMap((text) =>
    [...text.matchAll(/registerQueue\((\w+)\)/g)].map(([, name]) => name!),
  );
  const served = [...textsOf('.processor.ts').values()].flatMap((text) =>
    [...text.matchAll(/@Processor\((\w+)/g)].map(([, name]) => name!),
  );
  const swept = [...textsOf('.scheduler.ts').values()].flatMap((text) =>
    [...text.matchAll(/@InjectQueue\((\w+)\)/g)].map(([, name]) => name!),
  );
  expect(registered.length).toBeGreaterThan(3);
  expect(served.sort()).toEqual([...registered].sort());
  expect(swept.sort()).toEqual([...registered].sort());
});

test('every type of log entry that exists is written by somebody, or stands here with its reason', () => {
  const WAITING: Readonly<Record<string, string>> = {
    'key.rotated': 'there is no key rotation yet',
  };
  const union = readFileSync(join(MODULES, 'audit-log', 'log-entry.ts'), 'utf8');
  const types = [...union.matchAll(/'([a-z]+\.[a-z]+)'/g)].map(([, type]) => type!);
  expect(types.length).toBeGreaterThan(15);
  const elsewhere = [...textsOf('.ts')]
    .filter(([path]) => !path.endsWith('log-entry.ts') && !path.includes('draw-files'))
    .map(([, text]) => text)
    .join('\n');
  expect(
    types.filter((type) => !elsewhere.includes(`'${type}'`) && !elsewhere.includes(`\`${type.split('.')[0]}.`) && !(type in WAITING)),
  ).toEqual([]);
});
