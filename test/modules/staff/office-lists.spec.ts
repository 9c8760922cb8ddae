import { randomUUID } from 'node:crypto';
import { AppointmentCodes } from '../../../src/modules/appointments';
import { OfferReports } from '../../../src/modules/offer-reports';
import type { StaffRole } from '../../../src/modules/staff';
import { officeRuleOf } from '../../../src/modules/staff/offices/office-rules';
import { DrawWorld } from '../../support/draw-world';
import type { Person } from '../../support/draw-world-people';
import type { Route } from '../../support/routes';
import { type Place, type Told, WorldOfOffices } from './world-of-offices';

let offices: WorldOfOffices;
/** Has asked for hardship, and has little time left. */
let urgent: Person;
beforeAll(async () => {
  offices = await WorldOfOffices.open();
  [urgent] = (await offices.world.enrol({ critical: '2026-03-12', asksForHardship: 'medical' })) as [Person];
  await openHearing(offices.things.appointment);
});
afterAll(() => offices.close());

async function openHearing(offer: string): Promise<void> {
  const reports = offices.world.get(OfferReports);
  await reports.report({ place: 'messenger', text: 'Somebody sells an appointment.', link: null, contact: null });
  const [report] = await reports.list();
  await offices.world.test.database.forge(
    `INSERT INTO revocation_hearings (id, offer_id, reason, report_ids, opened_by, opened_at, answer_by)
     VALUES ($1, $2, 'offered-for-sale', ARRAY[$3::uuid], 'staff-9', now(), now())`,
    [randomUUID(), offer, report!.id],
  );
}

interface OwnList {
  readonly query?: () => string;
  readonly body?: () => object;
  /** What it says of the office `amt`, in its text or as the place that it leads to; null: it lists nothing, being a form to search with. */
  readonly shows: (() => string) | null;
}

const day = '2026-03-23';
const numberOf = (offer: string): string => offices.world.get(AppointmentCodes).codeOf(offer).number;

/** A case for every route that the table of offices takes for an own list. */
const LISTS: Readonly<Record<string, OwnList>> = {
  'GET /api/staff/windows': { shows: () => offices.world.windowId },
  'GET /api/staff/registrations/near-critical': { shows: () => urgent.registrationId },
  'GET /api/staff/reviews': { shows: () => offices.things.cluster },
  'GET /api/staff/hardship-grants': { shows: () => offices.things.approval },
  'GET /api/staff/approvals': { shows: () => offices.things.approval },
  'GET /api/staff/letters-to-print': { shows: () => offices.things.registration },
  'GET /api/staff/appointments': { query: () => `date=${day}`, shows: () => offices.things.appointment },
  'GET /api/staff/audit/samples': { shows: () => offices.things.sample },
  'GET /:language/staff/windows': { shows: () => DrawWorld.path },
  'GET /:language/staff/capacity': { shows: () => DrawWorld.service },
  'GET /:language/staff/plans': { shows: () => offices.things.draft },
  'GET /:language/staff/near-critical': { shows: () => urgent.person.surname },
  'GET /:language/staff/report': { query: () => 'from=01.01.2026&until=31.12.2026', shows: () => 'Permits, week 10' },
  'GET /:language/staff/report.csv': { query: () => 'from=01.01.2026&until=31.12.2026', shows: () => 'Permits, week 10' },
  'GET /:language/staff/review': { shows: () => offices.things.cluster },
  'GET /:language/staff/approvals': { shows: () => offices.things.approval },
  'GET /:language/staff/corrections': { shows: null },
  'POST /:language/staff/corrections': {
    body: () => ({ caseNumber: urgent.caseNumber, birthDate: urgent.person.birthDate }),
    shows: () => urgent.registrationId,
  },
  'GET /:language/staff/grants': { shows: null },
  'POST /:language/staff/grants': { body: () => ({ caseNumber: urgent.caseNumber }), shows: () => urgent.registrationId },
  'GET /:language/staff/hardship': { shows: () => urgent.registrationId },
  'POST /:language/staff/hardship': { body: () => ({ caseNumber: offices.loser.caseNumber }), shows: () => offices.loser.registrationId },
  'GET /:language/staff/revocation': { shows: () => offices.things.appointment },
  'POST /:language/staff/revocation': {
    body: () => ({ number: numberOf(offices.things.appointment) }),
    shows: () => offices.things.appointment,
  },
  'GET /:language/staff/counter': { query: () => `day=${day}`, shows: () => offices.things.appointment },
  'GET /:language/staff/counter/list': { query: () => `day=${day}`, shows: () => offices.winner.person.surname },
  'POST /:language/staff/counter/find': {
    body: () => ({ typed: offices.winner.person.surname, day }),
    shows: () => offices.things.appointment,
  },
  'GET /:language/staff/assist': { shows: () => `register/${DrawWorld.service}` },
  'POST /:language/staff/assist/find': {
    body: () => ({ caseNumber: urgent.caseNumber, birthDate: urgent.person.birthDate }),
    shows: () => urgent.registrationId,
  },
  'GET /:language/staff/letters': { shows: () => '/letters-to-print/77/' },
};

const isOwnList = ({ route }: Route): boolean => officeRuleOf(...(route.split(' ') as [string, string])) === 'own-list';

async function look(route: string, place: Place): Promise<Told> {
  const [method, path] = route.split(' ') as [string, string];
  const { query, body } = LISTS[route]!;
  const { access } = offices.routes.find((each) => each.route === route)!;
  const url = path.replace(':language', 'de') + (query === undefined ? '' : `?${query()}`);
  return offices.ask(method, url, (access as StaffRole[])[0]!, place, body?.());
}

test('every own list has a case here, and every case is an own list', () => {
  const lists = offices.routes.filter(isOwnList).map(({ route }) => route);
  expect(Object.keys(LISTS).sort()).toEqual(lists.sort());
});

const cases = Object.entries(LISTS);

test.each(cases.filter(([, { shows }]) => shows !== null))('%s lists what is of the own office', async (route, { shows }) => {
  const [here, there, all] = [await look(route, 'here'), await look(route, 'there'), await look(route, 'all')];
  const says = ({ body, location }: Told): boolean => body.includes(shows!()) || location.includes(shows!());
  expect([here, there, all].map(says)).toEqual([true, false, true]);
  for (const { status } of [here, all]) expect([200, 302, 303]).toContain(status);
  expect([200, 404]).toContain(there.status);
});

test.each(cases.filter(([, { shows }]) => shows === null))('%s lists nothing', async (route) => {
  const { status, body } = await look(route, 'all');
  expect(status).toBe(200);
  const named = [
    ...Object.values(offices.things),
    ...offices.world.people.flatMap(({ registrationId, caseNumber }) => [registrationId, caseNumber]),
  ];
  expect(named.filter((id) => body.includes(id))).toEqual([]);
});

test('a hearing that a report has led to, and the slots that a window sets apart, are the office’s', async () => {
  const says = async (route: string, place: Place, text: string): Promise<boolean> => (await look(route, place)).body.includes(text);
  const apart = ['GET /:language/staff/hardship', 'Permits, week 10'] as const;
  expect([await says(apart[0], 'here', apart[1]), await says(apart[0], 'there', apart[1])]).toEqual([true, false]);
  // The report is everybody's, the appointment is not.
  const sold = 'Somebody sells an appointment.';
  const revocation = 'GET /:language/staff/revocation';
  expect([await says(revocation, 'there', sold), await says(revocation, 'there', offices.things.appointment)]).toEqual([true, false]);
});

describe('with more of another office than any list has room for', () => {
  const CROWD = 600;
  beforeAll(crowd);

  /** A row of a table once more, with other values here and there. */
  const again = (table: string, changes: string, of: string): string =>
    `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(${changes}))).* FROM ${table} t, generate_series(1, ${CROWD}) n WHERE ${of}`;

  /** Before, among and after everything of the office `amt`, wherever lists begin. */
  async function crowd(): Promise<void> {
    const { world, things, otherWindow } = offices;
    /** Whether so many have come of it: a statement that finds nothing to repeat makes no crowd. */
    const forge = async (sql: string, parameters: unknown[] = [], most = CROWD): Promise<void> => {
      const [, table] = /^INSERT INTO (\w+)/.exec(sql) as unknown as [string, string];
      const count = async (): Promise<number> => (await world.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`))[0]!.n;
      const before = await count();
      await world.test.database.forge(sql, parameters);
      expect({ sql, made: (await count()) - before }).toEqual({ sql, made: most });
    };
    const [[service], [draw]] = [
      await world.query<{ id: string }>(`SELECT service_id AS id FROM windows WHERE id = $1`, [otherWindow]),
      await world.query<{ id: string }>('SELECT id FROM draws ORDER BY number LIMIT 1'),
    ];
    const [other, slot, otherDraw] = [randomUUID(), randomUUID(), randomUUID()];
    const forgeOne = (sql: string, parameters: unknown[]): Promise<void> =>
      forge(sql.replace(`generate_series(1, ${CROWD})`, 'generate_series(1, 1)'), parameters, 1);
    await forgeOne(again('registrations', `'id', $1::text, 'service_id', $2::text`, 't.id = $3'), [
      other,
      service!.id,
      things.registration,
    ]);
    await forgeOne(again('slots', `'id', $1::text, 'window_id', $2::text, 'group_name', 'am'`, 'true LIMIT 1'), [slot, otherWindow]);
    await forgeOne(again('draws', `'id', $1::text, 'window_id', $2::text, 'draw_id', 'stadt.example/other/w77/0'`, 't.id = $3'), [
      otherDraw,
      otherWindow,
      draw!.id,
    ]);

    const early = `'2026-01-01T00:00:00Z'`;
    const late = `'2026-12-31T00:00:00Z'`;
    const fresh = `'id', gen_random_uuid()`;
    // Of the same case, newer.
    for (const { registrationId } of [offices.loser, urgent])
      await forge(again('registrations', `${fresh}, 'service_id', $1::text, 'state', 'in_review', 'received_at', ${late}`, 't.id = $2'), [
        service!.id,
        registrationId,
      ]);
    const letter = (id: number, kind: string): string =>
      again(
        'letters_to_print',
        `'message_id', ${id} + n, 'registration_id', $1::text, 'waiting_since', ${early}, 'kind', '${kind}'`,
        't.message_id = 77',
      );
    await forge(letter(10_000, 'registration.confirmed'), [other]);
    // Of the own office, and no longer true.
    await forge(letter(20_000, 'registration.received'), [things.registration]);
    const decided = `'decision', 'expired', 'decided_at', ${late}, 'requested_at', ${late}`;
    await forge(again('approvals', `${fresh}, 'subject', $1::text, ${decided}`, 't.id = $2'), [other, things.approval]);
    await forge(
      again('offers', `${fresh}, 'registration_id', $1::text, 'draw_uuid', NULL, 'ticket_id', NULL, 'state', 'cancelled'`, 't.id = $2'),
      [other, things.appointment],
    );
    await forge('INSERT INTO offer_slots (offer_id, slot_uuid, live) SELECT id, $1, false FROM offers WHERE registration_id = $2', [
      slot,
      other,
    ]);
    await forge(
      `INSERT INTO revocation_hearings (id, offer_id, reason, report_ids, opened_by, opened_at, answer_by)
       SELECT gen_random_uuid(), id, 'offered-for-sale', '{}', 'staff-9', ${early}, ${early} FROM offers WHERE registration_id = $1`,
      [other],
    );
    const sampled = `'draw_uuid', $1::text, 'round', 100 + n, 'requested_at', ${late}, 'drawn_at', ${late}, 'signature', repeat('0', 96)`;
    await forge(again('audit_samples', `${fresh}, ${sampled}`, 't.id = $2'), [otherDraw, things.sample]);
    await forge(
      again('review_clusters', `${fresh}, 'service_id', $1::text, 'key', '\\x' || to_hex(n + 4096), 'opened_at', ${early}`, 't.id = $2'),
      [service!.id, things.cluster],
    );
    await forge(
      `INSERT INTO review_items (id, registration_id, reason, opened_at, cluster_id)
       SELECT gen_random_uuid(), asked.id, 'unknown-case', ${early}, cluster.id
       FROM (SELECT id, row_number() OVER () AS n FROM review_clusters WHERE service_id = $1) cluster
       JOIN (SELECT id, row_number() OVER () AS n FROM registrations WHERE service_id = $1 AND state = 'in_review') asked USING (n)`,
      [service!.id],
    );
  }

  test.each(cases.filter(([, { shows }]) => shows !== null))('%s still lists what is of the own office', async (route, { shows }) => {
    const { body, location } = await look(route, 'here');
    expect(body.includes(shows!()) || location.includes(shows!())).toBe(true);
  });

  test('what waits for a second person is there for everybody, however much was decided since', async () => {
    for (const route of ['GET /api/staff/approvals', 'GET /:language/staff/approvals'])
      expect((await look(route, 'all')).body).toContain(offices.things.approval);
  });
});
