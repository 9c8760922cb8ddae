import { randomUUID } from 'node:crypto';
import { AnswersService, Hearings, HearingViews, OfferingService } from '../../../../src/modules/appointments';
import { RegistrationVault, ReviewNotices } from '../../../../src/modules/registrations';
import type { StaffMember } from '../../../../src/modules/staff';
import { askAbout } from '../../../support/review-acts';
import { type Applicant, DrawnWindow, NINE, OPENS } from '../../appointments/drawn-window';
import { CatalogueService, PlanningService } from '../../../../src/modules/windows';
import { DAY, HOUR, planAt, SERVICE } from '../../windows/window-fixtures';
import { openStaffedOffice, type StaffedOffice } from './office-with-staff';

const ASSIST = '/de/staff/assist';
const REGISTER = `${ASSIST}/register/${SERVICE}`;
const ACCOUNTS = [
  { login: 'hugo', employee: 'p-1', name: 'Hugo Hotline', roles: ['hotline'] },
  { login: 'clara', employee: 'p-2', name: 'Clara Clerk', roles: ['clerk'] },
  { login: 'olga', employee: 'p-3', name: 'Olga Operator', roles: ['operator'] },
];

let office: StaffedOffice;
let window: DrawnWindow;
let number = 700;

beforeAll(async () => {
  office = await openStaffedOffice(ACCOUNTS);
  window = await DrawnWindow.open(office);
  window.clock.set(OPENS + HOUR);
});
afterAll(() => office.stop());

const form = (changes: Record<string, string> = {}): Record<string, string> => ({
  ...{ registration: randomUUID(), channel: 'phone', caseNumber: `T-${++number}`, surname: 'Yıldız', givenNames: 'Ayşe' },
  ...{ birthDate: '17.5.1990', criticalDate: '', source: 'card', hardship: 'none', size: '2', notice: '0', contact: '', locale: 'ar' },
  ...{ representative: '', reach: '' },
  ...changes,
});
const rowOf = async (id: string): Promise<Record<string, unknown> | undefined> =>
  (await window.query<Record<string, unknown>>(`SELECT * FROM registrations WHERE id = $1`, [id]))[0];
const actsFor = async (id: string): Promise<unknown[]> =>
  (
    await window.query<{ kind: string; done_by: string }>(
      `SELECT kind, done_by FROM assisted_acts WHERE registration_id = $1 ORDER BY done_at, kind`,
      [id],
    )
  ).map(({ kind }) => kind);

describe('registering somebody', () => {
  it('is for hotline and counter', async () => {
    expect((await office.get('olga', ASSIST)).status).toBe(403);
    expect((await office.post('olga', REGISTER, form())).status).toBe(403);
    expect((await office.get('hugo', ASSIST)).body).toContain(`href="${REGISTER}"`);
  });

  it('asks everything on one page, the case number first', async () => {
    const { body } = await office.get('hugo', REGISTER);
    expect(body).toMatch(/name="caseNumber"[^>]*autofocus/);
    expect([...body.matchAll(/<input[^>]*type="text"[^>]*/g)][0]![0]).toContain('name="caseNumber"');
    expect(body).toMatch(/value="phone" checked/);
    expect((await office.get('clara', REGISTER)).body).toMatch(/value="counter" checked/);
  });

  it('answers with the receipt in the language of the person, once however often it is sent', async () => {
    const filled = form();
    const first = await office.post('hugo', REGISTER, filled);
    expect([first.status, first.body]).toEqual([200, expect.stringContaining('<html lang="ar" dir="rtl">')]);
    expect(first.body).toContain('Yıldız');
    const again = await office.post('hugo', REGISTER, filled);
    expect(again.status).toBe(200);
    expect(await rowOf(filled.registration!)).toMatchObject({
      channel: 'phone',
      contact_kind: 'none',
      locale: 'ar',
      size: 2,
      choices: '*',
    });
    const [{ count }] = (await window.query<{ count: string }>(`SELECT count(*) FROM registrations WHERE id = $1`, [
      filled.registration,
    ])) as [{ count: string }];
    expect(count).toBe('1');
    // Nobody else gets a receipt by a registration's id.
    expect((await office.post('clara', REGISTER, filled)).status).toBe(400);
  });

  it('says beside each field what is wrong, and keeps what was typed', async () => {
    const { status, words, body } = await office.post(
      'hugo',
      REGISTER,
      form({ surname: '', givenNames: '', birthDate: '31.2.1990', contact: 'a@', size: '12' }),
    );
    expect(status).toBe(400);
    for (const text of ['Geben Sie Ihren Namen ein.', 'Diesen Tag gibt es nicht.', 'keine E-Mail-Adresse', 'Mehr als 9 Personen'])
      expect(words).toContain(text);
    expect(body).toContain('value="31.2.1990"');
  });

  it('asks where a date stands, and takes no card for said', async () => {
    const { body } = await office.get('hugo', REGISTER);
    expect(body).toMatch(/name="source"[^>]*><option value selected>/);
    const refused = await office.post('hugo', REGISTER, form({ criticalDate: '9.4.2026', source: '' }));
    expect([refused.status, refused.words]).toEqual([400, expect.stringContaining('Wählen Sie aus, wo der Tag steht.')]);
    expect((await office.post('hugo', REGISTER, form({ source: '' }))).status).toBe(200);
  });

  it('takes what applicants may say: date, hardship, contact, helper, an unknown day of birth', async () => {
    const filled = form({
      birthDate: '1990',
      criticalDate: '9.4.2026',
      hardship: 'medical',
      contact: '0151 23456789',
      representative: 'Beratung',
      reach: '089 1',
      channel: 'counter',
    });
    expect((await office.post('clara', REGISTER, filled)).status).toBe(200);
    const row = await rowOf(filled.registration!);
    expect(row).toMatchObject({ channel: 'counter', contact_kind: 'phone', critical_date: null });
    const part = window.get(RegistrationVault).open({ id: filled.registration!, sealed: row!['sealed'] as Buffer });
    expect(part).toMatchObject({
      contact: { value: '+4915123456789' },
      claims: { criticalDate: '2026-04-09', criticalDateSource: 'card', hardshipReason: 'medical' },
      representative: { name: 'Beratung', contact: '089 1' },
    });
    expect(part.identity).toContain('|1990-00-00|');
  });
});

describe('a service with many groups', () => {
  const MANY = 'muenchen.example/many';
  const GROUPS = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6'];
  const page = `${ASSIST}/register/${MANY}`;

  beforeAll(async () => {
    const catalogue = window.get(CatalogueService);
    const times = { confirmWithinSeconds: HOUR, answerWithinSeconds: DAY };
    await catalogue.createService({ authority: 'muenchen.example', slug: 'many', title: 'Many groups', legalEffect: 'none', ...times });
    for (const name of GROUPS) await catalogue.createGroup({ service: MANY, office: 'kvr', name, title: name.toUpperCase() });
    window.clock.set(OPENS - DAY);
    const planning = window.get(PlanningService);
    const { id } = await planning.plan({ service: MANY, name: 'w1', plan: planAt(OPENS, { groups: GROUPS }) });
    await planning.announce(id);
    // g1 on a Tuesday, the others on Wednesday.
    const slots = GROUPS.map((group, i) => ({ slot_id: `m${i}`, group, counter: `c${i}`, startsAt: NINE + (i === 0 ? 0 : DAY) }));
    await window.addSlots(slots, id);
    window.clock.set(OPENS + HOUR);
  });

  const wishes = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name, i) => [`wish-${i + 1}`, name]));

  it('is offered with as many wishes as applicants may name, and with the days that do not go', async () => {
    const { body } = await office.get('hugo', page);
    expect([...body.matchAll(/name="(wish-\d)"/g)].map(([, name]) => name)).toEqual(['wish-1', 'wish-2', 'wish-3', 'wish-4', 'wish-5']);
    expect([...body.matchAll(/name="days" value="(\d)"/g)].map(([, day]) => day)).toEqual(['2', '3']);
    expect(body).toContain('name="notice"');
  });

  it('takes all five wishes in their order, and all five of somebody who changes them', async () => {
    const five = ['g5', 'g4', 'g3', 'g2', 'g1'];
    const filled = form({ notice: '0', ...wishes(...five) });
    expect((await office.post('hugo', page, filled)).status).toBe(200);
    expect(await rowOf(filled['registration']!)).toMatchObject({ choices: five.join(','), size: 2 });
    const key = { caseNumber: filled['caseNumber']!, birthDate: '17.5.1990' };
    const opened = await office.post('hugo', `${ASSIST}/find`, key);
    expect(opened.body).toMatch(/name="wish-5"/);
    const changed = { ...key, registration: filled['registration']!, act: 'wishes', size: '3', ...wishes(...five.toReversed()) };
    expect((await office.post('hugo', `${ASSIST}/act`, changed)).status).toBe(200);
    expect(await rowOf(filled['registration']!)).toMatchObject({ choices: five.toReversed().join(','), size: 3 });
    for (const [wrong, text] of [
      [{ size: '' }, 'wie viele Personen'],
      [{ size: '12' }, 'Mehr als 9 Personen'],
      [{ 'wish-2': 'g1' }, 'schon weiter oben'],
    ] as [Record<string, string>, string][]) {
      const refused = await office.post('hugo', `${ASSIST}/act`, { ...changed, ...wrong });
      expect([refused.status, refused.words]).toEqual([409, expect.stringContaining(text)]);
    }
    expect(await rowOf(filled['registration']!)).toMatchObject({ choices: five.toReversed().join(','), size: 3 });
  });

  it('gives nobody what they can not come to', async () => {
    const any = form({ notice: '0', days: '2' });
    expect((await office.post('hugo', page, any)).status).toBe(200);
    expect(await rowOf(any['registration']!)).toMatchObject({ choices: 'g2,g3,g4,g5,g6' });
    // More than the form shows, because of the day: they stay while only the size is changed.
    const six = form({ notice: '0' });
    expect((await office.post('hugo', page, six)).status).toBe(200);
    await window.query(`UPDATE registrations SET choices = 'g6,g5,g4,g3,g2,g1', waived_pots = '{hardship}' WHERE id = $1`, [
      six['registration'],
    ]);
    const change = { registration: six['registration']!, caseNumber: six['caseNumber']!, birthDate: '17.5.1990', act: 'wishes', size: '4' };
    const shown = wishes('g6', 'g5', 'g4', 'g3', 'g2');
    expect((await office.post('hugo', `${ASSIST}/act`, { ...change, ...shown, generalOnly: 'yes' })).status).toBe(200);
    expect(await rowOf(six['registration']!)).toMatchObject({ choices: 'g6,g5,g4,g3,g2,g1', size: 4, waived_pots: ['hardship'] });
    expect((await office.post('hugo', `${ASSIST}/act`, { ...change, ...wishes('g1') })).status).toBe(200);
    expect(await rowOf(six['registration']!)).toMatchObject({ choices: 'g1', waived_pots: [] });
    const ruledOut = await office.post('hugo', page, form({ notice: '0', days: '2', ...wishes('g2', 'g1') }));
    expect([ruledOut.status, ruledOut.words]).toEqual([
      400,
      expect.stringContaining('Dieser Wunsch hat Termine an einem Tag, der nicht geht'),
    ]);
    expect(ruledOut.body).toMatch(/name="days" value="2"[^>]*checked/);
    const nothing = await office.post('hugo', page, { ...form({ notice: '0' }), days: ['2', '3'] });
    expect([nothing.status, nothing.words]).toEqual([400, expect.stringContaining('bleibt kein Termin übrig')]);
    // Where days are known it is asked, and not taken for said.
    expect((await office.post('hugo', page, form({ notice: '' }))).words).toContain('Wählen Sie eine Antwort aus.');
  });
});

describe('helping somebody who is registered', () => {
  let who: Applicant;
  let key: Record<string, string>;
  beforeEach(async () => {
    window.clock.set(OPENS + HOUR);
    who = await window.register({ surname: 'Müller', birthDate: '1990-05-17', caseNumber: `T-${++number} X` });
    key = { caseNumber: who.caseNumber.toLowerCase(), birthDate: '17.5.1990' };
  });
  const act = (fields: Record<string, string>) =>
    office.post('hugo', `${ASSIST}/act`, { registration: who.registrationId, ...key, ...fields });

  it('opens it by case number and birth date together, and names nobody', async () => {
    const wrong = [
      await office.post('hugo', `${ASSIST}/find`, { ...key, birthDate: '18.5.1990' }),
      await office.post('hugo', `${ASSIST}/find`, { ...key, caseNumber: 'T-1' }),
    ];
    for (const { status, words } of wrong)
      expect([status, words]).toEqual([404, expect.stringContaining('passen zu keiner Registrierung')]);
    expect(await actsFor(who.registrationId)).toEqual([]);
    const { status, words, body } = await office.post('hugo', `${ASSIST}/find`, key);
    expect([status, words]).toEqual([200, expect.stringContaining('bestätigt, wartet auf den Zuteilungslauf')]);
    expect(body).not.toContain('Müller');
    expect(body).not.toContain(who.link);
    expect(await actsFor(who.registrationId)).toEqual(['opened']);
  });

  it('changes wishes and contact, sends the link again, and withdraws only on express request', async () => {
    expect((await act({ act: 'wishes', size: '3' })).words).toContain('Die Wünsche sind geändert.');
    expect((await act({ act: 'contact', contact: 'new@example.org' })).words).toContain('Der Kontakt ist geändert.');
    expect((await act({ act: 'contact', contact: 'nothing@' })).status).toBe(409);
    expect((await act({ act: 'link' })).words).toContain('Der Link wird noch einmal gesendet.');
    expect((await act({ act: 'withdraw' })).words).toContain('nur, wenn die Person es ausdrücklich verlangt');
    expect(await rowOf(who.registrationId)).toMatchObject({ state: 'standing', size: 3, contact_kind: 'mail' });
    expect((await act({ act: 'withdraw', asked: 'yes' })).words).toContain('Die Registrierung ist zurückgezogen.');
    expect(await rowOf(who.registrationId)).toMatchObject({ state: 'withdrawn' });
    const acts = await actsFor(who.registrationId);
    // What was refused or not asked for was not done; each page that could be read out was opened.
    expect(acts.filter((kind) => kind !== 'opened').sort()).toEqual(['contact', 'link', 'wishes', 'withdraw']);
    expect(acts.filter((kind) => kind === 'opened')).toHaveLength(6);
  });

  it('does nothing for whoever does not know both', async () => {
    for (const wrong of [{ caseNumber: 'T-1' }, { birthDate: '1.1.1990' }] as Record<string, string>[]) {
      for (const kind of ['wishes', 'contact', 'withdraw', 'link', 'accept']) {
        expect((await act({ act: kind, asked: 'yes', appointment: randomUUID(), ...wrong })).status).toBe(404);
      }
    }
    expect(await actsFor(who.registrationId)).toEqual([]);
    expect(await rowOf(who.registrationId)).toMatchObject({ state: 'standing' });
  });

  it('answers an offer by phone, and gives the appointment back', async () => {
    const slot = `p${number}`;
    const other = await DrawnWindow.open(office);
    await other.addSlots([{ slot_id: slot, startsAt: NINE }]);
    const { drawUuid } = await other.draw([{ who, slots: [slot] }]);
    await other.get(OfferingService).offer(drawUuid);
    expect((await office.post('hugo', `${ASSIST}/find`, key)).words).toContain('Antwort bis');
    const { id: appointment } = await other.offerOf(who);
    expect((await act({ act: 'accept', appointment })).words).toContain('Der Termin ist angenommen.');
    expect((await act({ act: 'decline', appointment })).status).toBe(409);
    expect((await act({ act: 'give-back', appointment })).words).toContain('Der Termin ist zurückgegeben.');
    expect((await actsFor(who.registrationId)).filter((kind) => kind !== 'opened').sort()).toEqual(['accept', 'give-back']);
    expect(await other.slotStates()).toEqual({ [slot]: 'free' });
  });

  it('answers the offer that the page has shown, and never one that came later', async () => {
    const [first, second] = [`q${number}`, `r${number}`];
    const other = await DrawnWindow.open(office);
    await other.addSlots([first, second].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * HOUR })));
    await other.get(OfferingService).offer((await other.draw([{ who, slots: [first] }])).drawUuid);
    const { body } = await office.post('hugo', `${ASSIST}/find`, key);
    const appointment = /name="appointment" value="([^"]+)"/.exec(body)![1]!;
    expect((await act({ act: 'accept', appointment })).status).toBe(200);
    expect((await act({ act: 'give-back', appointment })).status).toBe(200);
    await window.query(`UPDATE registrations SET sits_out_window_id = NULL WHERE id = $1`, [who.registrationId]);
    await other.get(OfferingService).offer((await other.draw([{ who, slots: [second] }], 1)).drawUuid);
    for (const kind of ['accept', 'decline', 'give-back']) {
      const stale = await act({ act: kind, appointment });
      expect([stale.status, stale.words]).toEqual([409, expect.stringContaining('Inzwischen gibt es einen neueren Termin.')]);
      expect((await act({ act: kind })).status).toBe(400);
    }
    expect(await other.slotStates()).toEqual({ [first]: 'free', [second]: 'offered' });
    expect((await actsFor(who.registrationId)).filter((kind) => kind !== 'opened').sort()).toEqual(['accept', 'give-back']);
  });

  it('writes down what a caller says to a notice and in a hearing, and by whom', async () => {
    const operator: StaffMember = { name: 'operator-1', person: 'one', roles: ['operator'] };
    expect((await office.post('hugo', `${ASSIST}/find`, key)).words).not.toContain('Antwort aufschreiben');
    const none = await act({ act: 'answer', about: 'notice', 'text-notice': 'Ich bin es.', 'via-notice': 'phone' });
    expect(none.status).toBe(409);
    await askAbout(window, who.registrationId, 'person-registered-already', who.registrationId);
    await window.get(ReviewNotices).send(who.registrationId, 'pattern', operator);
    const slot = `h${number}`;
    const other = await DrawnWindow.open(office);
    await other.addSlots([{ slot_id: slot, startsAt: NINE + 20 * DAY }]);
    const { drawUuid } = await other.draw([{ who, slots: [slot] }]);
    await other.get(OfferingService).offer(drawUuid);
    const { appointment } = await other.get(AnswersService).accept(who);
    await other.get(Hearings).open(appointment, 'used-by-another', [], operator);
    const { words } = await office.post('hugo', `${ASSIST}/find`, key);
    for (const text of ['Frage zu Ihrer Registrierung', 'Frage zu Ihrem Termin', 'Antwort aufschreiben']) expect(words).toContain(text);
    expect((await act({ act: 'answer', about: 'hearing', 'text-hearing': ' ', 'via-hearing': 'phone' })).words).toContain(
      'Schreiben Sie, was die Person sagt',
    );
    const taken = await act({ act: 'answer', about: 'hearing', 'text-hearing': 'Ich komme selbst.', 'via-hearing': 'phone' });
    for (const text of ['Die Antwort ist aufgeschrieben.', 'Eine Antwort ist schon da.']) expect(taken.words).toContain(text);
    expect((await act({ act: 'answer', about: 'notice', 'text-notice': 'Ich wohne dort.', 'via-notice': 'letter' })).status).toBe(200);
    expect((await act({ act: 'answer', about: 'notice', 'text-notice': 'x', 'via-notice': 'phone', birthDate: '1.1.1990' })).status).toBe(
      404,
    );
    const [hearing] = await other.get(HearingViews).listOf(appointment);
    expect(hearing).toMatchObject({
      isHeard: true,
      statements: [{ text: 'Ich komme selbst.', via: 'phone', takenBy: expect.stringMatching(/^staff-/) }],
    });
    const notices = await window.transaction((em) => window.get(ReviewNotices).listOpen(em, [who.registrationId]));
    expect(notices.get(who.registrationId)?.statements).toMatchObject([{ text: 'Ich wohne dort.', via: 'letter' }]);
    expect((await actsFor(who.registrationId)).filter((kind) => kind === 'answer').length).toBeGreaterThan(1);
  });
});

it('lists letters to print, and takes them off when they are printed', async () => {
  window.clock.set(OPENS + HOUR);
  const filled = form({ surname: 'Papier', locale: 'de' });
  expect((await office.post('hugo', REGISTER, filled)).status).toBe(200);
  const [{ message_id: letter }] = (await window.query<{ message_id: string }>(
    `INSERT INTO letters_to_print (message_id, kind, registration_id, subject_id, waiting_since)
     SELECT id, kind, registration_id, subject_id, $2 FROM outbox_messages WHERE registration_id = $1 AND kind = 'registration.confirmed'
     RETURNING message_id`,
    [filled['registration'], window.clock.now()],
  )) as [{ message_id: string }];
  expect((await office.get('olga', '/de/staff/letters')).status).toBe(403);
  const { words, body } = await office.get('hugo', '/de/staff/letters');
  expect(words).toContain('Papier, Ayşe');
  expect(body).toContain(`href="/api/staff/letters-to-print/${letter}/letter.pdf"`);
  expect(await office.post('hugo', `/de/staff/letters/${letter}`)).toMatchObject({ status: 303, location: '/de/staff/letters' });
  expect((await office.get('hugo', '/de/staff/letters')).words).toContain('Kein Brief wartet.');
});
