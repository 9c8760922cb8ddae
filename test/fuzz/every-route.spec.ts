import { randomUUID } from 'node:crypto';
import { AnswersService, Hearings } from '../../src/modules/appointments';
import { HardshipService } from '../../src/modules/hardship';
import { STAFF_ROLES, type StaffRole } from '../../src/modules/staff';
import { TABLE_RIGHTS } from '../../src/platform/database';
import { DrawWorld, planLater } from '../support/draw-world';
import type { Person } from '../support/draw-world-people';
import { askAbout, OPERATOR } from '../support/review-acts';
import { listRoutes, type Route } from '../support/routes';
import { type StaffOfPlaces, writeStaffFile } from '../support/staff-file';
import { PlanningService, WindowDrafts } from '../../src/modules/windows';
import { Chance, HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile-values';
import { findShapes, likelyValue, type Shapes } from './shapes';

/** The same every time, unless another is asked for: `FUZZ_SEED=7 npm test -- test/fuzz`. */
const SEED = Number(process.env.FUZZ_SEED ?? 20261125);
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);
const AT_ONCE = 8;
/** One in so many refusals of somebody who has the duty is watched closely: did anything change? */
const WATCHED = 40;
const LEAST_WATCHED = 10;

/** Streams that do not end by themselves. */
const ENDLESS = /\/events$/;
/** Seconds of typesetting each, when the request is right: asked for now and then. */
const HEAVY = /\.pdf$|\/bundle$|\/person$/;
/** Counts of what was tried; they change when something is refused, and are meant to. */
const COUNTS = ['rate_limits', 'case_number_tries', 'used_proofs'];

/** Refusals that leave everything as it was, whatever the request was: also what comes too late, and what comes too often. */
const REFUSED = [400, 401, 403, 404, 409, 410, 413, 414, 415, 422, 429, 431];
/** Of them those that somebody gets who has no duty there. */
const TURNED_AWAY = REFUSED.filter((status) => ![409, 410, 422].includes(status));

type Who = StaffRole | 'nobody';

let world: DrawWorld;
let staff: StaffOfPlaces;
let routes: Route[];
let shapes: Map<string, Shapes>;
let known: Record<string, readonly unknown[]>;

beforeAll(async () => {
  staff = writeStaffFile();
  world = await DrawWorld.open({ environment: { ...staff.environment, LOG_LEVEL: 'error' } });
  await world.enrol({}, {}, {}, { critical: '2026-03-20' });
  await world.addSlots([{ id: 'a' }, { id: 'b' }]);
  await world.liveThroughDraw(0);
  const results = await Promise.all(world.people.map((person) => world.resultOf(person)));
  const [winner, loser] = [world.people.find((_, i) => results[i]!.pot !== null)!, world.people.find((_, i) => results[i]!.pot === null)!];
  await world.get(AnswersService).accept(winner);
  const draft = await world.get(PlanningService).plan({ service: DrawWorld.service, name: 'w55', plan: planLater(30) });
  const officer = { name: 'staff-1', person: 'one', roles: ['hardship-officer'] as const };
  const asked = await world.get(HardshipService).request(officer, loser.registrationId, 'medical', 'medical-certificate');
  routes = listRoutes(world.test).filter(({ route }) => !ENDLESS.test(route));
  shapes = findShapes(world.test);
  const { ids, draft: begun } = await makeMore(winner, loser);
  known = { ...(await thingsOf([draft.id, asked.id, ...ids])), draft: [begun, randomUUID()] };
});
afterAll(async () => {
  await world.stop();
  staff.remove();
});

/** A cluster with its question, a hearing, a sample, a letter to print, a draft: subjects that exist, so that acts get as far as their rules. */
async function makeMore(winner: Person, loser: Person): Promise<{ ids: string[]; draft: string }> {
  const [offer] = await world.query<{ id: string }>('SELECT id FROM offers WHERE registration_id = $1', [winner.registrationId]);
  await world.get(Hearings).open(offer!.id, 'offered-for-sale', [], OPERATOR);
  const question = await askAbout(world, loser.registrationId, 'unknown-case');
  const [cluster] = await world.query<{ id: string }>('SELECT id FROM review_clusters');
  const sample = randomUUID();
  await world.test.database.forge(
    `INSERT INTO audit_samples (id, draw_uuid, round, wanted, requested_by, requested_at, log_entry_id)
     SELECT $1, id, 1, 1, 'staff-9', now(), 1 FROM draws WHERE draw_id = $2`,
    [sample, `${DrawWorld.path}/0`],
  );
  await world.test.database.forge(
    `INSERT INTO letters_to_print (message_id, kind, registration_id, waiting_since) VALUES (77, 'registration.confirmed', $1, now())`,
    [loser.registrationId],
  );
  const { id: draft } = await world.get(WindowDrafts).begin(OPERATOR, DrawWorld.service);
  return { ids: [cluster!.id, question, sample], draft };
}

async function thingsOf(more: readonly string[]): Promise<Record<string, readonly unknown[]>> {
  const offers = (await world.query<{ id: string }>('SELECT id FROM offers')).map(({ id }) => id);
  const people = world.people;
  const registrations = people.map(({ registrationId }) => registrationId);
  const ids = [world.windowId, ...more, ...offers, ...registrations, randomUUID()];
  const links = people.map(({ link }) => link);
  return {
    id: ids,
    language: ['de', 'en', 'xx'],
    authority: [DrawWorld.authority],
    service: ['permit', DrawWorld.service],
    window: ['w10', DrawWorld.path],
    number: ['0', '1', '9999'],
    drawId: [`${DrawWorld.path}/0`, `${DrawWorld.path}/1`],
    registration: registrations,
    into: registrations,
    appointment: offers,
    link: links,
    token: links,
    caseNumber: people.map(({ caseNumber }) => caseNumber),
    letter: ['1', '77'],
    file: ['slot_id,group,counter,starts_at,ends_at,label,place\n', 'case_number,surname\nx,"y'],
    hash: ['0'.repeat(64)],
    ticketId: ['0'.repeat(32)],
    person: [{ surname: 'Yılmaz', givenNames: 'Ayşe', birthDate: '1990-02-00' }],
    contact: [{ kind: 'mail', value: 'a@example.org' }, { kind: 'none' }],
    code: ['000000'],
    surname: ['Yılmaz'],
    birthDate: ['1990-02-00'],
    date: ['2026-03-23'],
    day: ['2026-03-23'],
    version: [1, '1'],
    plan: [planLater(40)],
    size: [1, '1'],
  };
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string;
  readonly remoteAddress: string;
}

/** One request to a route: right as far as its rules tell, and then wrong in a place or two. */
function makeRequest({ route, isPage }: Route, who: Who, chance: Chance): Request {
  const [method, path] = route.split(' ') as ['GET' | 'POST', string];
  const address = path.replaceAll(/:([a-zA-Z]+)|\*/g, (_, name: string | undefined) => {
    const value = chance.next() < 0.15 ? chance.pick(HOSTILE_TEXTS) : String(chance.pick(known[name ?? 'id'] ?? known.id!));
    return encodeURIComponent(wellFormed(value.slice(0, 2000))) || '%20';
  });
  const shape = shapes.get(route)!;
  const query =
    chance.next() < 0.7 && !shape.query ? '' : `?${asForm(spoil(shape.query ? likelyValue(shape.query, known, chance) : {}, chance))}`;
  const headers: Record<string, string> = { accept: isPage ? 'text/html' : 'application/json' };
  if (who !== 'nobody') headers.authorization = staff.bearer(who);
  const url = (address + query).slice(0, 7000);
  const remoteAddress = `10.${chance.below(256)}.${chance.below(256)}.${chance.below(256)}`;
  if (method === 'GET') return { method, url, headers, remoteAddress };
  const body = spoil(shape.body ? likelyValue(shape.body, known, chance) : {}, chance);
  const [type, payload] = encode(body, isPage, chance);
  return { method, url, headers: { ...headers, 'content-type': type }, payload, remoteAddress };
}

function spoil(value: Record<string, unknown>, chance: Chance): Record<string, unknown> {
  const spoilt = { ...value };
  const names = Object.keys(spoilt);
  for (let times = chance.below(3); times > 0; times--) {
    const hostile = chance.next() < 0.6 ? chance.pick(HOSTILE_TEXTS) : chance.pick(HOSTILE_VALUES);
    if (names.length > 0 && chance.next() < 0.8) spoilt[chance.pick(names)] = hostile;
    else if (chance.next() < 0.5) spoilt[chance.pick(['__proto__x', 'admin', 'id', 'roles', 'state'])] = hostile;
    else if (names.length > 0) delete spoilt[chance.pick(names)];
  }
  return spoilt;
}

function encode(body: Record<string, unknown>, isPage: boolean, chance: Chance): [string, string] {
  const luck = chance.next();
  if (luck < 0.01) return ['application/json', '{"a":'];
  if (luck < 0.02) return ['application/json', `{"service":"a","service":"b","id":1,"id":2}`];
  if (luck < 0.03) return ['application/json', chance.pick(['[]', 'null', '0', '"text"', 'true'])];
  if (luck < 0.04) return ['text/csv', chance.pick(HOSTILE_TEXTS)];
  if (luck < 0.05) return [chance.pick(['application/xml', 'multipart/form-data; boundary=x', 'x']), '<a/>'];
  if (luck < 0.06) return ['application/json', `{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}`];
  if (isPage && luck < 0.12) return [`multipart/form-data; boundary=cut`, asMultipart(body, chance)];
  return isPage ? ['application/x-www-form-urlencoded', asForm(body)] : ['application/json', JSON.stringify(body)];
}

function asForm(body: Record<string, unknown>): string {
  const pairs = Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 20) : [value]).map((each): [string, string] => [
      name,
      wellFormed(typeof each === 'object' && each !== null ? JSON.stringify(each) : String(each)),
    ]),
  );
  return new URLSearchParams(pairs).toString();
}

/** As a browser sends a form with a file, with now and then something that no browser sends. */
function asMultipart(body: Record<string, unknown>, chance: Chance): string {
  const parts = Object.entries(body).map(([name, value]) => {
    const file = name === 'file' || chance.next() < 0.1 ? '; filename="x.csv"\r\ncontent-type: text/csv' : '';
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
    return `--cut\r\ncontent-disposition: form-data; name="${name.replaceAll(/["\r\n]/g, '_')}"${file}\r\n\r\n${wellFormed(text)}\r\n`;
  });
  return `${parts.join('')}--cut${chance.next() < 0.9 ? '--\r\n' : ''}`;
}

/** Half a pair of surrogates can't be sent in an address or a form. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

async function contents(): Promise<string> {
  const sums = Object.keys(TABLE_RIGHTS)
    .filter((table) => !COUNTS.includes(table))
    .sort()
    .map((table) => `SELECT '${table}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) AS sum FROM ${table} t`);
  return JSON.stringify(await world.query(`${sums.join(' UNION ALL ')} ORDER BY 1`));
}

interface Answered {
  readonly status: number;
  readonly code: string;
}

async function send(request: Request): Promise<Answered> {
  const answer = await world.test.app.inject(request);
  const isProblem = String(answer.headers['content-type']).includes('problem+json');
  return { status: answer.statusCode, code: isProblem ? answer.json<{ code: string }>().code : '' };
}

/** No provider of logins, and no typesetter, in this test: both say so. */
const isAway = ({ route }: Route, { status, code }: Answered): boolean =>
  status === 503 && (/ \/staff\/(login|callback)$/.test(route) || code === 'pdf.unavailable' || HEAVY.test(route));

const mayEnter = ({ access }: Route, who: Who): boolean =>
  access === 'public' || (who !== 'nobody' && (access as StaffRole[]).includes(who));

describe(`every route, as everybody, with hostile values (seed ${SEED})`, () => {
  const everybody: readonly Who[] = ['nobody', ...STAFF_ROLES];
  const share = Math.ceil(REQUESTS / everybody.length / 2);
  const reached = new Set<string>();
  /** Who has asked for what. */
  const asked = new Set<string>();

  /** Each of the routes, and then by chance. */
  async function sendMany(
    who: Who,
    among: readonly Route[],
    chance: Chance,
    each: (route: Route, answered: Answered) => void,
  ): Promise<void> {
    const by = (): Route => {
      const first = chance.pick(among);
      return HEAVY.test(first.route) && chance.next() < 0.8 ? chance.pick(among) : first;
    };
    for (let sent = 0; sent < Math.max(share, among.length); sent += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, i) => {
        const route = among[sent + i] ?? by();
        asked.add(`${who} ${route.route}`);
        return { route, request: makeRequest(route, who, chance) };
      });
      await Promise.all(batch.map(async ({ route, request }) => each(route, await send(request))));
    }
  }

  it.each(everybody)(
    'as %s: no error of ours, and nothing changes by what is not theirs to do',
    async (who) => {
      const chance = new Chance(SEED + everybody.indexOf(who));
      const failures: string[] = [];
      const closed = routes.filter((route) => !mayEnter(route, who));
      const open = routes.filter((route) => mayEnter(route, who));

      const before = await contents();
      await sendMany(who, closed, chance, ({ route }, { status }) => {
        if (!TURNED_AWAY.includes(status)) failures.push(`${status} ${route}, which is not for ${who}`);
      });
      expect(await contents()).toBe(before);

      await sendMany(who, open, chance, (route, answered) => {
        if (answered.status < 400) reached.add(route.route);
        if (answered.status >= 500 && !isAway(route, answered)) failures.push(`${answered.status} ${route.route}`);
      });
      expect({ seed: SEED, failures: [...new Set(failures)].sort(), errors: errorsLogged() }).toEqual({
        seed: SEED,
        failures: [],
        errors: [],
      });

      let refused = 0;
      for (let watched = 0; watched < Math.max(share / WATCHED, LEAST_WATCHED); watched++) {
        const route = chance.pick(open);
        const request = makeRequest(route, who, chance);
        const sum = await contents();
        const { status } = await send(request);
        if (!REFUSED.includes(status)) continue;
        refused++;
        expect({ seed: SEED, request, same: (await contents()) === sum }).toEqual({ seed: SEED, request, same: true });
      }
      expect(refused).toBeGreaterThan(0);
    },
    600_000,
  );

  /** What the service itself took for a failure, since it was asked last. */
  let seen = 0;
  function errorsLogged(): unknown[] {
    const lines = world.test.log.lines().filter(({ msg }) => msg === 'request failed' || msg === 'unexpected');
    const fresh = lines.slice(seen).filter(({ status }) => status !== 503);
    seen = lines.length;
    return fresh
      .slice(0, 12)
      .map(({ method, route, err }) => ({ method, route, err: String((err as { stack?: string })?.stack ?? err).slice(0, 400) }));
  }

  it('has asked for every route as everybody', () => {
    const missing = everybody.flatMap((who) => routes.map(({ route }) => `${who} ${route}`)).filter((pair) => !asked.has(pair));
    expect(missing).toEqual([]);
  });

  it('has got through to most routes: it is not only knocking at doors', () => {
    expect(reached.size).toBeGreaterThan(routes.length / 3);
  });
});
