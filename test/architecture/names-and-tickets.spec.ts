import { randomUUID } from 'node:crypto';
import {
  deriveHardshipCommitment,
  deriveNameCorrectionCommitment,
  derivePersonCommitment,
  deriveTicketId,
  formatIdentity,
  parseTime,
} from '../../src/core';
import { SlotGrants } from '../../src/modules/appointments';
import { AuditFindings, type OpenSampleView, SampleDrawing } from '../../src/modules/audits';
import { HardshipService } from '../../src/modules/hardship';
import { HARDSHIP_REASONS, NameCorrections, ReviewNotices } from '../../src/modules/registrations';
import { CapacityPatterns } from '../../src/modules/slots';
import { STAFF_ROLES, type StaffMember, type StaffRole } from '../../src/modules/staff';
import { PlanningService, WINDOW_QUESTIONS, WindowDrafts } from '../../src/modules/windows';
import { Chance } from '../fuzz/hostile-values';
import { findShapes, likelyValue, type Shapes } from '../fuzz/shapes';
import { ANSWERED, MORNINGS } from '../support/planned-work';
import { DrawWorld, HOUR, type Person, planLater, TIMES } from '../support/draw-world';
import { textOfPdf } from '../support/pdf-text';
import { approve, askAbout, OPERATOR } from '../support/review-acts';
import { listRoutes, type Route } from '../support/routes';
import { type StaffOfPlaces, writeStaffFile } from '../support/staff-file';

/** Until the draw nobody can put a name to an entry of the public list: who could, could choose. */

/** Answers that never end: what they say at once is read. */
const ENDLESS = /\/events$/;
/** What somebody holds the private link of is their own: their receipt names them and opens their entry. No member of staff is given the link. */
const THEIR_OWN = /\/:(link|token|form)(\/|$)/;
/** Where people are looked for: what is typed travels in the form's body. */
const SEARCHES = ['hardship', 'corrections', 'grants', 'assist/find', 'counter/find'].map((path) => `POST /:language/staff/${path}`);
/** Until the freeze a draw has no files. */
const RECORD = 'GET /api/windows/:authority/:service/:window/draws/:number/files/*';
/** What says nothing before the draw, and why: everything else is looked at. */
const SILENT: readonly string[] = [
  // Lead to another page.
  'GET /',
  'GET /:language/staff/plans/:draft',
  'GET /:language/staff/review/of/:registration',
  // No provider of logins, and no picture of the authority's.
  'GET /staff/login',
  'GET /staff/callback',
  'GET /authority/logo',
  // Draws that are over, and samples of them.
  'GET /:language/services/:authority/:service/fairness/:chart',
  'GET /:language/windows/:authority/:service/:window/draws/:number/fairness',
  'GET /:language/windows/:authority/:service/:window/draws/:number/fairness/:chart',
  'GET /:language/staff/audit/samples/:id',
  'GET /:language/staff/audit/samples/:id/:ticketId',
  'GET /api/staff/audit/samples/:id',
];
const DRAWS = [0, 1].map((number) => `${DrawWorld.path}/${number}`);
const OFFICER: StaffMember = { name: 'officer-1', person: 'three', roles: ['hardship-officer'] };
const CLERK: StaffMember = { name: 'clerk-1', person: 'four', roles: ['clerk'] };

let world: DrawWorld;
let staff: StaffOfPlaces;
let routes: Route[];
let searches: Route[];
let origin: string;
let [papers, streams] = [0, 0];
let shapes: Map<string, Shapes>;

beforeAll(async () => {
  staff = writeStaffFile();
  world = await DrawWorld.open({ environment: { ...staff.environment, LOG_LEVEL: 'error' } });
  const near = { critical: '2026-03-20' };
  const people = await world.enrol(near, { ...near, hardship: true }, { losses: 3 }, { asksForHardship: 'medical' }, { size: 2 }, {});
  await world.addSlots([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]);
  await world.get(PlanningService).plan({ service: DrawWorld.service, name: 'w55', plan: planLater(30) });
  await world.get(WindowDrafts).begin(OPERATOR, DrawWorld.service, ANSWERED);
  await world.get(CapacityPatterns).store(OPERATOR, DrawWorld.service, 0, { land: null, shifts: [MORNINGS], closures: [] });
  await giveWork(people);
  searches = listRoutes(world.test).filter(({ route }) => SEARCHES.includes(route));
  routes = listRoutes(world.test).filter(({ route }) => route.startsWith('GET '));
  shapes = findShapes(world.test);
  await world.test.app.listen(0, '127.0.0.1');
  origin = await world.test.app.getUrl();
}, 120_000);
afterAll(async () => {
  await world.stop();
  staff.remove();
});

/** Something for everybody at the office to look at, with a person in it. */
async function giveWork(people: Person[]): Promise<void> {
  const id = (n: number): string => people[n]!.registrationId;
  await world.get(HardshipService).request(OFFICER, id(0), 'medical', 'medical-certificate');
  await world.get(NameCorrections).ask(CLERK, id(2), 'typing-error', { surname: people[2]!.person.surname, givenNames: 'Aysel' });
  await world.get(SlotGrants).ask(OPERATOR, id(3), 'court-order', { window: DrawWorld.path, slot: 'c' });
  // Somebody has an appointment before the draw, and stands on the list of the counter.
  await approve(world, await world.get(SlotGrants).ask(OPERATOR, id(5), 'court-order', { window: DrawWorld.path, slot: 'd' }));
  await askAbout(world, id(4), 'person-registered-already', id(3));
  await askAbout(world, id(2), 'identity-differs');
  await world.get(ReviewNotices).send(id(2), 'details', OPERATOR);
  await world.test.database.forge(
    `INSERT INTO letters_to_print (message_id, kind, registration_id, waiting_since) VALUES (77, 'registration.confirmed', $1, $2)`,
    [id(0), new Date(TIMES.opens * 1000)],
  );
}

/** What stands for somebody in public, and what is under it. */
interface Marks {
  readonly who: string;
  readonly named: readonly string[];
  readonly entry: readonly string[];
  readonly secret: string;
}

function marksOf({ person, caseNumber, receiptSecret, registrationId }: Person): Marks {
  const identity = formatIdentity(person);
  return {
    who: person.surname,
    // By a registration's id a member of staff finds the name on another page.
    named: [person.surname, caseNumber, caseNumber.replace('-', ''), registrationId],
    entry: DRAWS.flatMap((draw) => [deriveTicketId(draw, receiptSecret), derivePersonCommitment(draw, receiptSecret, identity)]).concat(
      deriveNameCorrectionCommitment(DrawWorld.service, receiptSecret, identity, formatIdentity({ ...person, givenNames: 'Aysel' })),
      HARDSHIP_REASONS.map((reason) => deriveHardshipCommitment(DrawWorld.service, receiptSecret, identity, reason)),
    ),
    secret: receiptSecret,
  };
}

/** Values for the names of parameters, all about one person where they are about somebody. */
async function thingsAbout(person: Person): Promise<Record<string, readonly unknown[]>> {
  const [registration, secret] = [person.registrationId, person.receiptSecret];
  const all = async (sql: string, parameters: unknown[] = []) => (await world.query<{ id: string }>(sql, parameters)).map(({ id }) => id);
  const logged = (await world.test.app.inject({ url: '/log/checkpoint' })).body.split('\n')[1]!;
  const offers = await all('SELECT id FROM offers WHERE registration_id = $1', [registration]);
  const ids = [
    ...(await all('SELECT id FROM windows')),
    ...(await all('SELECT id FROM approvals')),
    ...(await all('SELECT cluster_id AS id FROM review_items WHERE $1 IN (registration_id, other_registration_id)', [registration])),
    ...(await all('SELECT id FROM audit_samples')),
    registration,
  ];
  return {
    id: ids,
    language: ['de'],
    authority: [DrawWorld.authority],
    service: ['permit'],
    window: ['w10'],
    number: ['0'],
    drawId: [DRAWS[0]!],
    registration: [registration],
    appointment: offers.length > 0 ? offers : [randomUUID()],
    caseNumber: [person.caseNumber],
    surname: [person.person.surname],
    birthDate: [person.person.birthDate],
    letter: ['77'],
    ticketId: [deriveTicketId(DRAWS[0]!, secret)],
    index: ['0', '3', '8'],
    day: ['2026-03-23'],
    date: ['2026-03-23'],
    '*': ['entries.txt', 'announcement.json', 'contributions.json', 'result.txt', '0/000', `entries/000.p/${logged}`],
    chart: ['chances.svg'],
    hash: await all(`SELECT encode(hash, 'hex') AS id FROM receipts ORDER BY id LIMIT 1`),
    draft: await all('SELECT id FROM window_drafts'),
    question: [...WINDOW_QUESTIONS],
    shift: ['new'],
    ...{ from: ['23.3.2026'], until: ['24.3.2026'], size: [logged] },
  };
}

/** Every way to fill a route's path. */
function addressesOf(path: string, things: Record<string, readonly unknown[]>): string[] {
  const name = /:([a-zA-Z]+)|\*/.exec(path);
  if (!name) return [path];
  const values = things[name[1] ?? '*'] ?? things.id!;
  return values.flatMap((value) => addressesOf(path.replace(name[0], encodeURIComponent(String(value)).replaceAll('%2F', '/')), things));
}

interface Seen {
  readonly found: string[];
  readonly answered: Set<string>;
  readonly namesSeen: Set<string>;
  readonly ticketsSeen: Set<string>;
}

/** Asks for everything that can be asked for, as everybody who may, and looks at what comes back. */
async function lookEverywhere(): Promise<Seen> {
  const seen: Seen = { found: [], answered: new Set(), namesSeen: new Set(), ticketsSeen: new Set() };
  const marks = world.people.map(marksOf);
  const asked = new Map<string, [Route, StaffRole | 'nobody']>();
  for (const person of world.people) {
    const things = await thingsAbout(person);
    for (const route of routes.filter((one) => !THEIR_OWN.test(one.route))) {
      const path = route.route.slice('GET '.length);
      const sizes: Record<string, readonly unknown[]> = path.endsWith('/consistency') ? { from: things.size!, to: things.size! } : {};
      const { query } = shapes.get(route.route)!;
      const queries = query
        ? ['', ...[1, 2].map((seed) => `?${formOf(likelyValue(query, { ...things, ...sizes }, new Chance(seed)))}`)]
        : [''];
      const people = route.access === 'public' ? (['nobody'] as const) : (route.access as StaffRole[]);
      for (const address of addressesOf(path, things)) {
        for (const more of queries) for (const who of people) asked.set(`${who} ${address}${more}`, [route, who]);
      }
    }
  }
  let turn = 0;
  for (const [key, [route, who]] of asked) {
    const url = key.slice(who.length + 1);
    const headers = {
      accept: route.isPage ? 'text/html' : 'application/json',
      ...(who === 'nobody' ? {} : { authorization: staff.bearer(who) }),
    };
    const remoteAddress = `10.0.${(++turn >> 8) % 256}.${turn % 256}`;
    const { statusCode, text } = ENDLESS.test(route.route) ? await listen(url, headers) : await read(url, headers, remoteAddress);
    if (statusCode >= 500 && !/login|callback/.test(url)) seen.found.push(`${statusCode} ${key}`);
    if (statusCode < 300) seen.answered.add(route.route);
    // Pages link to themselves in other languages: what stands in their address is what was asked, not what was answered.
    const answer = text.replaceAll(decodeURIComponent(url.split('?')[0]!.replace(/^\/de\//, '/')), '');
    lookAt(answer, statusCode, route.route, who, marks, seen);
  }
  await search(marks, seen);
  return seen;
}

interface Answered {
  readonly statusCode: number;
  /** Of a paper: what stands on it, without spaces, which typesetting puts anywhere, and with them. */
  readonly text: string;
}

async function read(url: string, headers: Record<string, string>, remoteAddress: string): Promise<Answered> {
  const answer = await world.test.app.inject({ url, headers, remoteAddress });
  const isPaper = String(answer.headers['content-type']).startsWith('application/pdf');
  if (!isPaper) return { statusCode: answer.statusCode, text: answer.rawPayload.toString('utf8') };
  const pieces = textOfPdf(answer.rawPayload);
  papers += Number(pieces.length > 0);
  return { statusCode: answer.statusCode, text: [pieces.join(''), pieces.join(' ')].join('\n') };
}

/** Listens until something has been said. */
async function listen(url: string, headers: Record<string, string>): Promise<Answered> {
  const hangUp = new AbortController();
  const answer = await fetch(`${origin}${url}`, { headers: { ...headers, accept: 'text/event-stream' }, signal: hangUp.signal });
  const isStream = String(answer.headers.get('content-type')).startsWith('text/event-stream');
  if (!isStream) return { statusCode: answer.status, text: await answer.text() };
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('\n\n')) break;
  }
  hangUp.abort();
  streams += Number(text.includes('event: step'));
  return { statusCode: answer.status, text };
}

/** Looks for each person as everybody who may. */
async function search(marks: readonly Marks[], seen: Seen): Promise<void> {
  for (const person of world.people) {
    const all = await thingsAbout(person);
    const things = { ...all, birthDate: ['17.5.1990'], typed: [person.person.surname], place: ['Room 3'], done: all.appointment! };
    for (const { route, access } of searches) {
      const payload = formOf(likelyValue(shapes.get(route)!.body!, things, new Chance(1)));
      for (const who of access as StaffRole[]) {
        const { statusCode, body } = await world.test.app.inject({
          method: 'POST',
          url: route.slice('POST '.length).replace(':language', 'de'),
          headers: { accept: 'text/html', authorization: staff.bearer(who), 'content-type': 'application/x-www-form-urlencoded' },
          payload,
        });
        if (statusCode < 400) seen.answered.add(route);
        lookAt(body, statusCode, route, who, marks, seen);
      }
    }
  }
}

function lookAt(text: string, status: number, route: string, who: string, marks: readonly Marks[], seen: Seen): void {
  for (const mark of marks) {
    const [names, entries] = [mark.named, mark.entry].map((words) => words.some((word) => text.includes(word)));
    if (names) seen.namesSeen.add(route);
    if (entries) seen.ticketsSeen.add(route);
    if (names && entries) seen.found.push(`${who} sees ${mark.who} beside an entry: ${status} ${route}`);
    if (text.includes(mark.secret)) seen.found.push(`${who} sees the receipt's secret of ${mark.who}: ${route}`);
  }
}

function formOf(value: Record<string, unknown>): string {
  return new URLSearchParams(Object.entries(value).map(([name, one]): [string, string] => [name, String(one)])).toString();
}

/** Each person's archive, and each entry, is for after the draw, whoever asks. */
async function openByForce(): Promise<string[]> {
  const opened: string[] = [];
  for (const person of world.people) {
    for (const role of STAFF_ROLES) {
      for (const part of ['person', 'bundle', 'sample']) {
        const { statusCode, rawPayload, headers } = await world.test.app.inject({
          method: 'POST',
          url: `/de/staff/audit/draws/${DRAWS[0]!}/${part}`,
          headers: { accept: 'text/html', authorization: staff.bearer(role), 'content-type': 'application/x-www-form-urlencoded' },
          payload: part === 'person' ? formOf({ caseNumber: person.caseNumber }) : '',
        });
        const isArchive = String(headers['content-type']).includes('zip');
        const says = marksOf(person);
        if (isArchive || statusCode === 303 || says.entry.some((word) => rawPayload.toString('utf8').includes(word)))
          opened.push(`${role} ${part} ${statusCode}`);
      }
    }
  }
  return [...new Set(opened)];
}

describe.each([
  ['while the window is open', null, 'scheduled'],
  ['when the list is frozen', TIMES.freeze, 'frozen'],
  ['when the secrets are revealed', TIMES.reveal, 'revealed'],
] as const)('%s', (_, moment, state) => {
  beforeAll(async () => {
    for (const earlier of [TIMES.closes, TIMES.freeze, TIMES.reveal])
      if (moment !== null && earlier <= moment) await world.liveUntil(earlier);
    if (moment === null) await world.liveUntil(TIMES.opens + 2 * HOUR);
  }, 60_000);

  it('nobody sees a name, a case or a registration beside a ticket or its commitment, nor a receipt’s secret', async () => {
    expect((await world.drawOf(0)).state).toBe(state);
    const { found, answered, namesSeen, ticketsSeen } = await lookEverywhere();
    expect([...new Set(found)]).toEqual([]);
    // It has looked: names stand on many pages, and from the freeze on tickets stand in the public list.
    expect(namesSeen.size).toBeGreaterThan(5);
    expect([...ticketsSeen].some((route) => route.includes('/files/*'))).toBe(moment !== null);
    const silent = routes.map(({ route }) => route).filter((route) => !THEIR_OWN.test(route) && !answered.has(route));
    expect(silent.sort()).toEqual([...SILENT, ...(moment === null ? [RECORD] : [])].sort());
    expect(SEARCHES.filter((route) => !answered.has(route))).toEqual([]);
    expect([papers > 0, streams > 0]).toEqual([true, true]);
  }, 300_000);

  it('and no archive of a person or of the draw can be had', async () => {
    expect(await openByForce()).toEqual([]);
  }, 60_000);
});

describe('after the draw', () => {
  it('an auditor sees both on the page of an entry that a public round has picked and they have opened: this test can see', async () => {
    await world.liveUntil(TIMES.draw);
    const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
      world.test.app.inject({ method, url, headers: { authorization: staff.bearer('auditor') }, ...(payload && { payload }) });
    const sample = (await ask('POST', '/api/staff/audit/samples', { drawId: DRAWS[0] })).json<OpenSampleView>();
    world.clock.set(parseTime(sample.roundAt));
    await world.get(SampleDrawing).draw(sample.id);
    const entries = (await ask('GET', `/api/staff/audit/samples/${sample.id}`)).json<OpenSampleView>().entries;
    const auditor: StaffMember = { name: 'all-auditor', person: 'all-auditor', roles: ['auditor'] };
    for (const { ticketId } of entries) await world.get(AuditFindings).open(auditor, sample.id, ticketId);
    const found = [...new Set((await lookEverywhere()).found)].filter((line) => line.startsWith('auditor sees '));
    expect(found.some((line) => line.endsWith('beside an entry: 200 GET /:language/staff/audit/samples/:id/:ticketId'))).toBe(true);
  }, 300_000);
});
