import { askedAtOnce } from './asked-at-once';
import { classesNeeding } from './persistence';
import { sourcesBelow } from './source-files';

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

/** docs/adr/0024: what every act needs, and about four more. */
const DEPENDENCIES = 7;

/** What asks in one place on purpose, with the number that it has. */
const NEEDING_MORE: Readonly<Record<string, string>> = {
  // One transaction is the subject: each dependency owns one of the tables that it changes, and splitting would hide the commit point.
  'FreezeService: 10': 'what a freeze fixes: receipts, entries, slots, their salts, the log, the schedule',
  'DrawService: 8': 'what a result changes: registrations, slots, the log',
  'OfferingService: 8': 'what an offer changes: draw, registration, slots, offer, log',
  'CloseOutService: 9': 'everything that must have ended before a window has',
  'SlotGrants: 10': 'what a grant changes, and the locks in their order',
  'NameCorrections: 10': 'a name is sealed, keyed, committed to and logged',
  'KeepingService: 8': 'what keeping changes in items, clusters, notices and admission',
  'RemovalActs: 8': 'the same tables for two acts, excluding and merging',
  'RegistrationComparison: 8': 'what is alike, and whom to ask about it',
  // Puts together what many know; none of it is decided there.
  'WindowDesk: 12': 'one page of everything that is running',
  'OfficeReport: 10': 'one page of everything that is counted',
  'RevocationDesk: 8': 'pages of reports, hearings and requests',
  'CallerDesk: 9': 'everything that somebody can do on their own page, for callers',
  'EvidenceExport: 11': 'three kinds of archive that leave the same track',
  'DrawEvidenceService: 9': 'everything that is known of a draw',
  'EntryOpening: 9': 'one entry down to person, case, receipt and facts',
  'LetterComposer: 10': 'all kinds of letters are written from what is true then',
  'LettersService: 8': 'claims, composes, sends or prints, counts and marks one letter',
  // A door with many things behind it.
  'RegistrationsScheduler: 11': 'one sweep for all batches about registrations',
  'RegistrationsProcessor: 8': 'the jobs of these batches',
  'AppointmentsScheduler: 8': 'one sweep for all that is due about appointments',
  'RegisterController: 9': 'the question pages of a registration, which share one way in',
  'SendingController: 8': 'the last pages of it',
};

test('a class with more than seven dependencies stands here with its number and its reason', () => {
  const found = sourcesBelow('.').flatMap(({ text }) => classesNeeding(DEPENDENCIES, text));
  expect(found.sort()).toEqual(Object.keys(NEEDING_MORE).sort());
  const [seven, eight] = [7, 8].map((count) => `class A { constructor(${Array.from({ length: count }, (_, i) => `a${i}: B`).join()}) {} }`);
  expect([classesNeeding(DEPENDENCIES, seven!), classesNeeding(DEPENDENCIES, eight!)]).toEqual([[], ['A: 8']]);
});

/** Why it is larger than first planned: docs/adr/0008. */
const CORE_LINES = 2600;

test('the whole core is small enough for an evening', () => {
  const lines = sourcesBelow('core')
    .flatMap(({ text }) => text.replaceAll(/\/\*[\s\S]*?\*\/|^import[\s\S]*?;$/gm, '').split('\n'))
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
  expect(lines.length).toBeLessThan(CORE_LINES);
});
