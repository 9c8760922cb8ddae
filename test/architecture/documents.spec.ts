import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RETENTION_CLASSES } from '../../src/platform/config';

const ROOT = join(__dirname, '..', '..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).flatMap((name) => (name.endsWith('.md') ? `docs/${name}` : [])),
];
const OPERATIONS = textOf('docs/operations/README.md');

it.each(DOCUMENTS)('%s leads to files that exist, and to headings that stand in them', (document) => {
  const lost = [...textOf(document).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source!)
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => {
      const [path, heading] = link.split('#') as [string, string | undefined];
      const file = path === '' ? document : join(dirname(document), path);
      return !existsSync(join(ROOT, file)) || (heading !== undefined && !headingsOf(file).includes(heading));
    });
  expect(lost).toEqual([]);
});

it.each(DOCUMENTS)('%s names sources that exist', (document) => {
  const named = [...textOf(document).matchAll(/`((?:src|test|scripts|reference|migrations|examples|bench)\/[\w./-]+)`/g)].map(
    ([, path]) => path!,
  );
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('test/fault/README.md quotes tests that stand where it says', () => {
  const quoted = [...textOf('test/fault/README.md').matchAll(/\[([\w./-]+)\]\(([^)]+)\): “(.+?)”/g)];
  expect(quoted.length).toBeGreaterThan(15);
  // A test's name in its own quotes: what is computed in it does not stand here.
  const lost = quoted.filter(([, , path, name]) => !textOf(join('test/fault', path!)).includes(name!));
  expect(lost.map(([line]) => line)).toEqual([]);
});

it('docs/operations names every setting that is read', () => {
  const sources = readdirSync(join(ROOT, 'src/platform/config')).map((name) => textOf(`src/platform/config/${name}`));
  const read = sources.flatMap((text) =>
    [...text.matchAll(/read\.(?:text|integer|oneOf|secret)\(\s*'([A-Z_]+)'/g)].map(([, name]) => name!),
  );
  expect(read.length).toBeGreaterThan(30);
  expect(read.filter((name) => !OPERATIONS.includes(`\`${name}\``))).toEqual([]);
});

it('docs/operations keeps everything as long as the configuration does', () => {
  const told = [...OPERATIONS.matchAll(/^\| `([a-z-]+)` *\| (\d+) *\|/gm)].map(([, name, days]) => [name, Number(days)]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(Object.entries(RETENTION_CLASSES).map(([name, { days }]) => [name, days])));
});

function headingsOf(file: string): string[] {
  const headings = [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  // As GitHub and most others form them.
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
