import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedAtOnce } from './asked-at-once';

const ROOT = join(__dirname, '..', '..');
const SOURCES = join(ROOT, 'src');

/** All TypeScript files below a folder of src, with their text. */
function sourcesBelow(folder: string): { path: string; text: string }[] {
  return readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(SOURCES, folder, path), 'utf8') }));
}

/** Source lines that match, without comments, as `path: line`. */
function linesWith(pattern: RegExp, folder: string): string[] {
  return sourcesBelow(folder).flatMap(({ path, text }) =>
    text
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .split('\n')
      .map((line) => line.replace(/\/\/.*$/, ''))
      .filter((line) => pattern.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
}

const RANDOM = /\b(randomBytes|randomUUID|randomInt|randomFill|randomToken|randomCode|getRandomValues|Math\.random|webcrypto)\b/;

test('a draw can reach no randomness but the own contribution and the beacon', () => {
  const elsewhere = linesWith(RANDOM, 'modules/draws').filter((line) => !line.startsWith('modules/draws/own-contribution.ts'));
  expect(elsewhere).toEqual([]);
});

test('nothing that decides anything is random: outside keys, tokens, ids and pauses', () => {
  expect(linesWith(/Math\.random/, '.')).toEqual([
    // How long two that collided wait before they try again.
    expect.stringContaining('platform/database/unit-of-work.ts'),
  ]);
});

test('time comes from the clock and from nowhere else', () => {
  const allowed = [
    // The clock itself, and the demo, which tells the time by the wall.
    'platform/clock/',
    'demo/',
    // Measures waits for a server process, names a job's default start, tells one keystroke from two.
    'platform/embedded/',
    'platform/queue/',
    'roles/until-asked-to-stop.ts',
    // BullMQ wakes jobs by the wall, whatever our clock says.
    'modules/draws/draws.processor.ts',
  ];
  const ambient = linesWith(/\bDate\.now\(\)|\bnew Date\(\)/, '.').filter((line) => !allowed.some((path) => line.startsWith(path)));
  expect(ambient).toEqual([]);
});

test('where one object is expected, a list is refused: class-validator alone accepts both', () => {
  const decorators = linesWith(/@ValidateNested\(|@IsObject\(/, 'modules').map((line) => line.replace(/^.*@/, ''));
  const unguarded = decorators.filter((decorator, place) => {
    return decorator.startsWith('ValidateNested') && decorators[place - 1] !== decorator.replace('ValidateNested', 'IsObject');
  });
  expect([unguarded, decorators.length > 0]).toEqual([[], true]);
});

describe('a transaction asks one thing at a time', () => {
  test('everywhere', () => {
    expect(sourcesBelow('.').flatMap(({ path, text }) => askedAtOnce(text).map((found) => `${path}: ${found}`))).toEqual([]);
  });

  test.each([
    'await Promise.all(rows.map((row) => this.view(em, row)))',
    'await Promise.all(rows.map(async ({ id }) => ({ id, slots: await this.slots.list(em, id) })))',
    'await Promise.all(\n  rows.map((row) => {\n    const { id } = row;\n    return em.findOneBy(Row, { id });\n  }),\n)',
    'await Promise.all(rows.map((row) => listOf(row, em)))',
    'await Promise.all([this.own(em, id), this.other(em, id)])',
    'await Promise.all([em.query("SELECT 1; -- )"), this.other(id, em)])',
    'await Promise.all([this.first(), ...rows.map((row) => this.view(em, row))])',
    'await Promise.allSettled([em.find(One), em.find(Other)])',
    'await Promise.race([em.find(One), em.find(Other)])',
    'return Promise.all(Array.from(rows, (row) => this.view(em, row))).then((all) => all.flat())',
    'const views = rows.map((row) => this.view(em, row)); return Promise.all(views);',
    'const asked = []; for (const row of rows) asked.push(this.view(em, row)); return Promise.all(asked);',
  ])('is seen: %s', (statement) => {
    const text = `class A { async f(em: EntityManager) { ${statement} } }`;
    expect(askedAtOnce(text)).toHaveLength(1);
    expect(askedAtOnce(`class A { async f() { return this.unitOfWork.run(async (em) => { ${statement} }); } }`)).toHaveLength(1);
  });

  test.each([
    'for (const row of rows) await this.view(em, row)',
    'await inTurn(rows, (row) => this.view(em, row))',
    'await Promise.all(rows.map((row) => this.unitOfWork.run((em) => this.view(em, row))))',
    'await Promise.all([this.unitOfWork.run(async (em) => em.find(One)), this.windows.list()])',
    // Somebody else answers the other.
    'await Promise.all([this.groups.list(em, id), this.windows.list()])',
  ])('is not seen where there is nothing: %s', (statement) => {
    expect(askedAtOnce(`class A { async f(em: EntityManager) { ${statement} } }`)).toEqual([]);
  });
});

test('the core has no ambient names', () => {
  expect(linesWith(/\b(process|Buffer|console|fetch|TextEncoder|TextDecoder|Date|Math\.random|localeCompare)\b(?!')/, 'core')).toEqual([]);
});

test('no file is a manager, helper, util, process, data or info', () => {
  // Where PostgreSQL is run, a process is what the word says: one of the operating system.
  const named = sourcesBelow('.').filter(({ path }) => !path.startsWith('platform/embedded/'));
  const vague = named.filter(({ path }) => /(^|[/.-])(managers?|helpers?|utils?|process|data|info|common|misc)([.-]|\/|$)/.test(path));
  expect(vague.map(({ path }) => path)).toEqual([]);
});

test('files stay short enough to be read; a longer one stands here with its reason', () => {
  const LONG: Readonly<Record<string, string>> = {};
  const limit = (path: string): number => (path.startsWith('core/') ? 155 : 220);
  const tooLong = sourcesBelow('.')
    .filter(({ path, text }) => text.split('\n').length > limit(path) && !(path in LONG))
    .map(({ path, text }) => `${path}: ${text.split('\n').length} lines`);
  expect(tooLong).toEqual([]);
});

/** Why it is larger than first planned: docs/adr/0008. */
const CORE_LINES = 2600;

test('the whole core is small enough for an evening', () => {
  const lines = sourcesBelow('core')
    .flatMap(({ text }) => text.replaceAll(/\/\*[\s\S]*?\*\/|^import[\s\S]*?;$/gm, '').split('\n'))
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
  expect(lines.length).toBeLessThan(CORE_LINES);
});
