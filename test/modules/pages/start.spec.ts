import { PagesModule } from '../../../src/modules/pages';
import { expect as expectation } from '../../../src/modules/pages/start/expectation';
import { compose, OPEN, type OpenServiceApp, registration, startOpenService } from '../registrations/open-service';
import { FormBrowser } from './form-browser';

const CLOSES = Date.parse('2026-03-03T10:00:00Z') / 1000;

let test_: OpenServiceApp;
let browser: FormBrowser;
beforeAll(async () => {
  test_ = await startOpenService({ module: compose({ web: true, worker: false }, [PagesModule]) });
  browser = new FormBrowser(test_.app);
});
afterAll(() => test_.stop());

const at = async (seconds: number, address = '/de/services/stadt.example/aufenthalt') => {
  test_.clock.set(seconds);
  return browser.get(address);
};

it('says while the window is open what it is, until when, and that the time of registration makes no difference', async () => {
  const { status, body, words } = await at(OPEN);
  expect(status).toBe(200);
  for (const said of [
    'Aufenthaltserlaubnis verlängern',
    'Registrierung offen',
    'Dienstag, 3. März 2026',
    'Wann Sie sich registrieren, ist egal.',
    'kostenlos',
    'Pass',
    'Ihre Chance ist genau dieselbe.',
    'Die Registrierung ist kein Antrag.',
  ]) {
    expect(words).toContain(said);
  }
  expect(body).toContain('action="/de/services/stadt.example/aufenthalt/register"');
  expect(body.match(/<h1/g)).toHaveLength(1);
  expect(words).toContain('Das lässt sich noch nicht sagen.');
});

it('says before it when it begins, after it that the draw is to come, and has no button then', async () => {
  const before = await at(OPEN - 3600);
  expect(before.words).toContain('Die Registrierung beginnt: Montag, 2. März 2026');
  expect(before.body).not.toContain('/register"');
  const after = await at(CLOSES + 60);
  expect(after.words).toContain('Bald werden die Termine zugeteilt.');
  expect(after.words).toContain('Zuteilungslauf: Dienstag, 3. März 2026');
  expect(after.body).not.toContain('/register"');
});

it('says so where there is no window, and no such service', async () => {
  await test_.database.query(
    `INSERT INTO services (id, authority, slug, title, confirm_within_seconds, answer_within_seconds, legal_effect)
     VALUES (gen_random_uuid(), 'stadt.example', 'leer', 'Ohne Fenster', 60, 60, 'application')`,
  );
  const page = await at(OPEN, '/en/services/stadt.example/leer');
  expect(page.words).toContain('No registration is announced at the moment.');
  expect(page.words).toContain('Registering counts as an application.');
  expect((await browser.get('/en/services/stadt.example/nothing')).status).toBe(404);
});

it('says the chances now: everybody while there are enough slots, else a share', async () => {
  test_.clock.set(OPEN);
  const cases = Array.from({ length: 5 }, (_, index) => `C-${index}`);
  await test_.importCases(cases.map((caseNumber, index) => ({ caseNumber, birthDate: `198${index}-01-01` })));
  for (const [index, caseNumber] of cases.entries()) {
    const person = { surname: 'Yıldız', givenNames: 'Ayşe', birthDate: `198${index}-01-01` };
    const body = { ...registration(caseNumber, { person, size: 2 }), channel: 'phone' };
    expect((await test_.post('/api/staff/registrations', body, 'hotline')).status).toBe(201);
  }
  const addSlots = (count: number, hour: number) =>
    test_.database.query(
      `INSERT INTO slots (id, window_id, slot_id, group_name, lane, lane_index, label, starts_at, ends_at, place)
       SELECT gen_random_uuid(), $1, 's-' || $3 || '-' || n, 'morning', 'lane-' || $3, n, 'general', $2::timestamptz + n * interval '10 minutes',
              $2::timestamptz + (n + 1) * interval '10 minutes', 'Room' FROM generate_series(0, $4::integer - 1) AS n`,
      [test_.windowId, `2026-03-09T${hour}:00:00Z`, hour, count],
    );
  await addSlots(4, 10);
  test_.clock.set(OPEN + 31);
  const few = await browser.get('/de/services/stadt.example/aufenthalt');
  expect(few.words).toContain('Zurzeit sind 5 Registrierungen bestätigt. Es gibt 4 Termine.');
  expect(few.words).toContain('etwa 40 von 100 Registrierten');
  await addSlots(6, 14);
  test_.clock.set(OPEN + 62);
  expect((await browser.get('/de/services/stadt.example/aufenthalt')).words).toContain('bekommen alle einen Termin');
});

describe('expectation', () => {
  const before = [
    { tickets: 1, entries: 30 },
    { tickets: 2, entries: 30 },
    { tickets: 4, entries: 20 },
    { tickets: 8, entries: 15 },
    { tickets: 16, entries: 5 },
  ];

  it('is that of the protocol’s example, with tickets spread as before', () => {
    const found = expectation({ registrations: 1000, slots: 1000 }, 200, before);
    expect(found).toMatchObject({ kind: 'range', least: { tickets: 1 }, most: { tickets: 16 } });
    if (found.kind !== 'range') throw new Error();
    expect(found.least.share).toBeCloseTo(0.0651, 4);
    expect(found.most.share).toBeCloseTo(0.6595, 4);
  });

  it('counts a family as the slots it takes', () => {
    expect(expectation({ registrations: 10, slots: 40 }, 20, null)).toEqual({ kind: 'average', share: 0.5 });
    expect(expectation({ registrations: 10, slots: 40 }, 40, null)).toEqual({ kind: 'everybody' });
  });

  it('is unknown without slots, and no range where all had the same', () => {
    expect(expectation({ registrations: 10, slots: 10 }, 0, before)).toEqual({ kind: 'unknown' });
    expect(expectation({ registrations: 0, slots: 0 }, 5, before)).toEqual({ kind: 'everybody' });
    expect(expectation({ registrations: 10, slots: 10 }, 5, [{ tickets: 1, entries: 3 }])).toEqual({ kind: 'average', share: 0.5 });
  });
});
