import { gzipSync } from 'node:zlib';
import { AnswersService, AppointmentCodes, ExpiryService, OfferingService } from '../../../../src/modules/appointments';
import { type Applicant, DrawnWindow, NINE } from '../../appointments/drawn-window';
import { passportOf } from '../../appointments/machine-readable-lines';
import { MINUTE } from '../../slots/slot-fixtures';
import { DAY } from '../../windows/window-fixtures';
import { openStaffedOffice, type StaffedOffice } from './office-with-staff';

const COUNTER = '/de/staff/counter';
const ACCOUNTS = [
  { login: 'clara', employee: 'p-1', name: 'Clara Clerk', roles: ['clerk'] },
  { login: 'carl', employee: 'p-2', name: 'Carl Clerk', roles: ['clerk'] },
  { login: 'olga', employee: 'p-3', name: 'Olga Operator', roles: ['operator'] },
];

let office: StaffedOffice;
let window: DrawnWindow;
let ada: Applicant;
let bela: Applicant;
/** Appointments of both. */
let [adas, belas] = ['', ''];
let number = 500;

beforeAll(async () => void (office = await openStaffedOffice(ACCOUNTS)));
afterAll(() => office.stop());
beforeEach(async () => {
  window = await DrawnWindow.open(office);
  await window.addSlots(['a', 'b', 'c'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
  ada = await window.register({ surname: 'Müller', givenNames: 'Ada Maria', birthDate: '1990-05-17', caseNumber: `M-${++number} A` });
  bela = await window.register({ surname: 'Сергійко', givenNames: 'Béla', birthDate: '1985-01-00', caseNumber: `M-${number} B` });
  const { drawUuid } = await window.draw([
    { who: ada, slots: ['a'] },
    { who: bela, slots: ['b'] },
  ]);
  await window.get(OfferingService).offer(drawUuid);
  adas = (await window.get(AnswersService).accept(ada)).appointment;
  belas = (await window.get(AnswersService).accept(bela)).appointment;
  window.clock.set(NINE + 5 * MINUTE);
});
/** Nobody of an earlier test is still expected. */
afterEach(async () => {
  window.clock.set(NINE + DAY);
  await window.get(ExpiryService).markNotCome();
});

const find = (typed: string, login = 'clara') => office.post(login, `${COUNTER}/find`, { typed });
const passportOfAda = (changes: Partial<Parameters<typeof passportOf>[0]> = {}): string =>
  passportOf({ surname: 'MUELLER', givenNames: 'ADA MARIA', birth: '900517', ...changes }).join('');
const stored = (appointment: string) =>
  window.query<Record<string, unknown>>(
    `SELECT outcome, differs, document, reason, handed_to FROM check_ins WHERE offer_id = $1 ORDER BY checked_at, id`,
    [appointment],
  );

it('is for clerks', async () => {
  expect((await office.get('olga', COUNTER)).status).toBe(403);
  expect((await office.post('olga', `${COUNTER}/${adas}`)).status).toBe(403);
});

it('lists the day by counter, with names and nothing more', async () => {
  const { status, words, body } = await office.get('clara', COUNTER);
  expect(status).toBe(200);
  expect(words).toContain('Müller, Ada Maria');
  expect(words).toMatch(/2 erwartet, 0 da gewesen, \d nicht gekommen/);
  expect(body).not.toMatch(/1990|M-\d+|17\.05/);
});

it.each([
  ['a name in any order', () => 'ada mueller'],
  ['the beginning of a name', () => 'Mül'],
  ['a case number, however it is spaced', () => ada.caseNumber.replace('-', ' ').toLowerCase()],
  ['the code of the own page', () => adas],
  ['the number on the confirmation', () => window.get(AppointmentCodes).codeOf(adas).number],
  ['the address in a letter', () => `http://x/de/registration/${ada.link}`],
  ['a passport', () => passportOfAda()],
])('finds somebody by %s', async (_, typed) => {
  const { words, status } = await find(typed());
  expect([status, words]).toEqual([200, expect.stringContaining('Ist das die Person?')]);
  expect(words).toContain('17.05.1990');
});

it('offers a choice where several fit, and says what it did not find', async () => {
  const twin = await window.register({ surname: 'Muller', givenNames: 'Adam', caseNumber: `M-${number} C` });
  const { drawUuid } = await window.draw([{ who: twin, slots: ['c'] }], 1);
  await window.get(OfferingService).offer(drawUuid);
  await window.get(AnswersService).accept(twin);
  window.clock.set(NINE);
  expect((await find('mueller ad')).words).toContain('2 Personen passen');
  const none = await find('Nobody <b>');
  expect([none.status, none.words, none.body]).toEqual([404, expect.stringContaining('keinen Termin'), expect.not.stringContaining('<b>')]);
  expect((await find(passportOfAda().slice(0, 44))).words).toContain('nur ein Teil');
  expect((await find(passportOfAda().replace('900517', '900518'))).words).toContain('nicht richtig angekommen');
  expect((await find(' ')).words).toContain('Geben Sie etwas ein');
});

it('checks in with one key after the code was scanned', async () => {
  const finding = await find(adas);
  expect(finding.body).toMatch(/<input[^>]*name="typed"[^>]*autofocus/);
  // Enter in the field that has the focus presses the form's first button.
  expect(/<button[^>]*name="outcome" value="(\w+)"/.exec(finding.body)![1]).toBe('present');
  expect(await office.post('clara', `${COUNTER}/${adas}`, { typed: '', outcome: 'present' })).toMatchObject({
    status: 303,
    location: `${COUNTER}?done=${adas}`,
  });
  expect((await office.get('clara', `${COUNTER}?done=${adas}`)).words).toContain('Müller, Ada Maria ist eingetragen.');
  expect(await stored(adas)).toEqual([{ outcome: 'matched', differs: [], document: 'seen', reason: null, handed_to: null }]);
  expect(await window.slotStates()).toMatchObject({ a: 'attended' });
  const again = await office.post('carl', `${COUNTER}/${adas}`, { outcome: 'present' });
  expect([again.status, again.words]).toEqual([409, expect.stringContaining('da gewesen')]);
});

it('checks nobody in by a form that does not say so', async () => {
  const silent = await office.post('clara', `${COUNTER}/${adas}`, { typed: '' });
  expect([silent.status, silent.words]).toEqual([400, expect.stringContaining('Sagen Sie, ob es die Person ist.')]);
  expect(await stored(adas)).toEqual([]);
  expect(await window.slotStates()).toMatchObject({ a: 'accepted' });
});

it('explains how a passport writes a name, and checks in with the next key', async () => {
  const { words, body } = await find(passportOfAda());
  expect(words).toContain('Es schreibt den Namen nur anders.');
  expect(words).toContain('„Ü“ steht im Dokument als „UE“: Umschrift der maschinenlesbaren Zeilen.');
  const hidden = Object.fromEntries([...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, n, v]) => [n!, v!]));
  expect((await office.post('clara', `${COUNTER}/${adas}`, { ...hidden, outcome: 'present' })).status).toBe(303);
  expect(await stored(adas)).toEqual([{ outcome: 'matched', differs: [], document: 'read', reason: null, handed_to: null }]);
});

it('explains a Cyrillic name', async () => {
  const { words } = await find(passportOf({ surname: 'SERHIIKO', givenNames: 'BELA', birth: '8501<<' }).join(''));
  expect(words).toContain('„Й“ steht im Dokument als „I“: Umschrift aus dem Kyrillischen.');
});

it('treats a scan on the finding page as a scan, although scanners press Enter', async () => {
  const seen = await office.post('clara', `${COUNTER}/${adas}`, { typed: passportOfAda({ surname: 'MEIER' }), outcome: 'present' });
  expect([seen.status, seen.words]).toEqual([200, expect.stringContaining('Das Dokument weicht ab.')]);
  expect(/<button[^>]*name="outcome" value="([\w-]+)"/.exec(seen.body)![1]).toBe('mismatch');
  expect(await stored(adas)).toEqual([]);
  const next = await office.post('clara', `${COUNTER}/${adas}`, { typed: belas });
  expect(next.words).toContain('Сергійко');
  expect((await office.post('clara', `${COUNTER}/${adas}`, { typed: 'x' })).status).toBe(409);
  expect(await window.offerOf(ada)).toMatchObject({ state: 'accepted' });
});

it('never rejects by a name: the clerk says why it is the person all the same', async () => {
  const document = { documentSurname: 'SCHMIDT', documentGivenNames: 'ADA MARIA', documentBirth: '900517', documentCut: 'no' };
  const unsaid = await office.post('clara', `${COUNTER}/${adas}`, { ...document, outcome: 'present' });
  expect([unsaid.status, unsaid.words]).toEqual([409, expect.stringContaining('Sagen Sie, warum')]);
  expect((await office.post('clara', `${COUNTER}/${adas}`, { ...document, outcome: 'name-changed' })).status).toBe(303);
  expect(await stored(adas)).toEqual([
    { outcome: 'matched', differs: ['surname'], document: 'read', reason: 'name-changed', handed_to: null },
  ]);
});

it('hands a mismatch over to somebody else, who takes a second look', async () => {
  const form = `${COUNTER}/${adas}/mismatch`;
  expect(await office.post('clara', `${COUNTER}/${adas}`, { outcome: 'mismatch' })).toMatchObject({ status: 303, location: form });
  const empty = await office.post('clara', form);
  expect([empty.status, empty.words]).toEqual([400, expect.stringContaining('Wählen Sie einen Grund.')]);
  const said = { parts: 'birthDate', reason: 'wrong-number', handedTo: 'colleague' };
  // Clicked several times it is one look.
  for (const { location } of await Promise.all([1, 2, 3].map(() => office.post('clara', form, said))))
    expect(location).toBe(`${COUNTER}?done=${adas}`);
  expect(await window.offerOf(ada)).toMatchObject({ state: 'accepted' });
  expect((await office.get('carl', COUNTER)).words).toContain('zweiter Blick nötig');
  expect((await find(adas)).body).not.toContain('value="present"');
  const own = await office.post('clara', `${COUNTER}/${adas}`, { outcome: 'present' });
  expect([own.status, own.words]).toEqual([409, expect.stringContaining('Den zweiten Blick hat jemand anderes.')]);
  window.clock.set(NINE + 6 * MINUTE);
  expect((await find(adas, 'carl')).words).toContain('Sie sehen als zweite Person hin.');
  expect((await office.post('carl', `${COUNTER}/${adas}`, { outcome: 'present' })).status).toBe(303);
  expect(await stored(adas)).toEqual([
    { outcome: 'mismatched', differs: ['birthDate'], document: 'seen', reason: 'wrong-number', handed_to: 'colleague' },
    { outcome: 'matched', differs: [], document: 'seen', reason: null, handed_to: null },
  ]);
});

it('prints a list that says when, and keeps the day open until paper has been entered', async () => {
  const list = await office.get('clara', `${COUNTER}/list`);
  expect(list.words).toMatch(/Stand Dienstag, 17\. März 2026 um 09:05 Uhr/);
  expect(list.words).toContain(window.get(AppointmentCodes).codeOf(adas).number);
  expect(list.body).not.toContain('1990');
  const paper = /name="office" value="([^"]+)"/.exec(list.body)![1]!;
  expect(list.words).toContain('KVR: Wir arbeiten auf Papier');
  await office.post('clara', `${COUNTER}/paper`, { day: '2026-03-17', office: paper, act: 'hold' });
  window.clock.set(NINE + DAY);
  expect(await window.get(ExpiryService).markNotCome()).toBe(0);
  expect((await office.get('clara', `${COUNTER}/list?day=2026-03-17`)).words).toContain('wird offen gehalten');
  expect((await office.get('clara', `${COUNTER}?day=2026-03-17`)).words).toContain('Müller, Ada Maria');
  expect((await office.post('clara', `${COUNTER}/find`, { day: '2026-03-17', typed: 'Müller' })).words).toContain('Dieser Termin ist am');
  expect((await office.post('clara', `${COUNTER}/${adas}`, { outcome: 'present', day: '2026-03-17' })).location).toBe(
    `${COUNTER}?day=2026-03-17&done=${adas}`,
  );
  await office.post('clara', `${COUNTER}/paper`, { day: '2026-03-17', office: paper, act: 'close' });
  expect(await window.get(ExpiryService).markNotCome()).toBe(1);
  expect(await window.slotStates()).toMatchObject({ a: 'attended', b: 'missed' });
});

it('stays small enough for a slow line, and needs no script', async () => {
  const pages = [
    await office.get('clara', COUNTER),
    await find(adas),
    await find(passportOfAda()),
    await office.get('clara', `${COUNTER}/${adas}/mismatch`),
  ];
  for (const { body } of pages) {
    expect(body).not.toContain('<script');
    expect(gzipSync(body).length).toBeLessThan(6 * 1024);
    expect(body.length).toBeLessThan(30 * 1024);
  }
});
