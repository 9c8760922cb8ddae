import { AnnouncementRequests, WindowDrafts } from '../../../src/modules/windows';
import type { StaffMember } from '../../../src/modules/staff';
import { DrawWorld } from '../../support/draw-world';
import { openStaffOffice, type Shown, type StaffOffice } from './staff-office';

const PLANS = '/de/staff/plans';
const TIMES = {
  opensDay: '1.4.2026',
  opensClock: '8',
  closesDay: '7.4.2026',
  closesClock: '18:00',
  drawDay: '8.4.2026',
  drawClock: '12:00',
  freezeHours: '12',
  revealHours: '2',
};
const ANSWERS: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  basics: { title: 'Aufenthaltserlaubnis <April>', name: 'april' },
  times: TIMES,
  refills: { refills: 'some', everyDays: '1', lastDay: '12.4.2026' },
  groups: { groups: ['am', 'pm'] },
  policy: { rule: 'savable', leadDays: '14', cap: '8', maxLosses: '4', guaranteeAfter: '8' },
  pots: { pots: ['hardship', 'guarantee'], guaranteeMost: '5', contributors: 'office' },
  repeat: { repeat: 'once' },
};

let office: StaffOffice;
beforeAll(async () => {
  office = await openStaffOffice(['olga', 'paul', 'anna', 'clara']);
  const soon = Array.from({ length: 6 }, () => ({ critical: '2026-04-25' }));
  const later = Array.from({ length: 8 }, () => ({ critical: '2026-12-01' }));
  await office.world.enrol(...soon, ...later, { critical: '2026-05-10' });
});
afterAll(() => office.stop());

const versionOf = (body: string): string => /name="version" value="(\d+)"/.exec(body)![1]!;
const begin = async (): Promise<string> => {
  const { location } = await office.post('olga', PLANS, { service: DrawWorld.service });
  return location!.replace('/basics', '');
};
const answer = async (draft: string, question: string, fields = ANSWERS[question]!): Promise<Shown> => {
  const version = versionOf((await office.get('olga', `${draft}/${question}`)).body);
  return office.post('olga', `${draft}/${question}`, { version, ...fields });
};
const answerAll = async (changes: Readonly<Record<string, Record<string, string>>> = {}): Promise<string> => {
  const draft = await begin();
  for (const question of Object.keys(ANSWERS)) {
    const stored = await answer(draft, question, { ...ANSWERS[question]!, ...changes[question] });
    expect([question, stored.status]).toEqual([question, 303]);
  }
  return draft;
};
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

it('is for those who plan windows; others read what is planned', async () => {
  const draft = await begin();
  expect((await office.get('paul', PLANS)).body).not.toContain('Weiter planen');
  expect((await office.get('anna', draft)).status).toBe(403);
  expect((await office.post('paul', PLANS, { service: DrawWorld.service })).status).toBe(403);
  expect((await office.get('clara', PLANS)).status).toBe(403);
  expect((await office.get('olga', `${PLANS}/5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001`)).status).toBe(404);
});

it('stores each page, and goes on where somebody stopped', async () => {
  const draft = await begin();
  expect((await answer(draft, 'basics')).location).toBe(draft);
  expect((await office.get('olga', draft)).location).toBe(`${draft}/times`);
  expect((await office.get('olga', `${draft}/check`)).location).toBe(`${draft}/times`);
  const list = (await office.get('olga', PLANS)).body;
  expect(list).toContain('Aufenthaltserlaubnis &lt;April>');
  await answer(draft, 'times');
  expect((await office.get('olga', `${draft}/times`)).body).toContain('value="07.04.2026"');
});

it.each([
  ['times', { ...TIMES, closesDay: '1.3.2026' }, ['closesDay']],
  ['times', { ...TIMES, drawDay: '7.4.2026', drawClock: '20:00' }, ['drawDay']],
  ['times', { ...TIMES, revealHours: '12', opensDay: '31.2.2026' }, ['opensDay', 'revealHours']],
  ['basics', { name: 'Ä', title: '' }, ['name', 'title']],
  ['refills', { refills: 'some', everyDays: '0' }, ['everyDays', 'lastDay']],
  ['groups', {}, ['groups']],
  ['policy', { rule: 'best', cap: '3' }, ['rule', 'cap', 'leadDays', 'maxLosses', 'guaranteeAfter']],
  ['pots', { contributors: 'Das Amt!', guaranteeMost: '-1' }, ['contributors', 'guaranteeMost']],
  ['repeat', { repeat: 'again' }, ['repeatDays', 'announceDays']],
])('says what is wrong with %s (%j)', async (question, fields, wrong) => {
  const draft = await begin();
  const { status, body } = await answer(draft, question, fields);
  expect(status).toBe(400);
  for (const field of wrong) expect(body).toContain(`href="#${field}"`);
});

it('tells the second of two who store a page of one draft, and keeps what was typed', async () => {
  const draft = await begin();
  const version = versionOf((await office.get('olga', `${draft}/basics`)).body);
  await answer(draft, 'basics');
  const late = await office.post('olga', `${draft}/basics`, { version, title: 'Mein Titel', name: 'mai' });
  expect([late.status, late.body.includes('inzwischen gespeichert'), late.body.includes('value="Mein Titel"')]).toEqual([409, true, true]);
  expect((await office.post('olga', `${draft}/basics`, { version: versionOf(late.body), title: 'Mein Titel', name: 'mai' })).status).toBe(
    303,
  );
});

it('shows the announcement in plain words and what the policy would do now, never by fewer than five people', async () => {
  const draft = await answerAll();
  const { status, body } = await office.get('olga', `${draft}/check?slots=6`);
  expect(status).toBe(200);
  const text = textOf(body);
  expect(text).toContain('Zurzeit würden 15 Vormerkungen teilnehmen');
  // What was typed on the pages before, as everybody will read it.
  for (const said of [
    'Registrierung ab Mittwoch, 1. April 2026 um 08:00 Uhr Registrierung bis Dienstag, 7. April 2026 um 18:00 Uhr',
    'Zuteilungslauf Mittwoch, 8. April 2026 um 12:00 Uhr',
    'Liste wird festgeschrieben Mittwoch, 8. April 2026 um 00:00 Uhr',
    'Letzter möglicher Nachlauf Sonntag, 12. April 2026',
    'Garantie nach 8 erfolglosen Läufen aus den Plätzen mit der Kennzeichnung: allgemein; höchstens 5 Plätze',
    'am – Amt, Hauptstraße 1',
  ])
    expect(text).toContain(said);
  const rows = [
    ...body.matchAll(
      /<tr[^>]*><th[^>]*scope="row"[^>]*>([^<]*)<\/th><td[^>]*>(\d+)<\/td><td[^>]*>([\d,]+)\s?%<\/td><td[^>]*>([\d,]+)\s?%/g,
    ),
  ];
  expect(rows.length).toBeGreaterThan(1);
  const people = rows.map(([, , count]) => Number(count));
  expect(people.reduce((sum, count) => sum + count, 0)).toBe(15);
  expect(Math.min(...people)).toBeGreaterThanOrEqual(5);
  const shares = rows.map(([, , , chance]) => Number(chance!.replace(',', '.')));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(rows.every(([, , , , equal]) => equal === '40')).toBe(true);
  expect((await office.get('olga', `${draft}/check?slots=100`)).body).toContain('100');
});

it('makes a window of a draft, once; two people announce it', async () => {
  const draft = await answerAll({ basics: { name: 'mai' } });
  const version = versionOf((await office.get('olga', `${draft}/check`)).body);
  const clicks = await Promise.all([0, 1].map(() => office.post('olga', `${draft}/finish`, { version })));
  expect(clicks.map(({ status, location }) => [status, location])).toEqual([
    [303, PLANS],
    [303, PLANS],
  ]);
  const windows = await office.world.test.database.query(`SELECT id, state FROM windows WHERE path = $1`, [`${DrawWorld.service}/mai`]);
  expect(windows).toMatchObject([{ state: 'planned' }]);
  expect((await office.post('olga', `/de/staff/announce/${windows[0]!.id as string}`)).status).toBe(303);
  expect((await office.get('paul', '/de/staff/approvals')).body).toContain('/mai');
  expect((await office.get('olga', draft)).status).toBe(409);
  const again = await answerAll({ basics: { name: 'mai' } });
  const refused = await office.post('olga', `${again}/finish`, { version: versionOf((await office.get('olga', `${again}/check`)).body) });
  expect([refused.status, refused.body.includes('gibt es schon')]).toEqual([409, true]);
});

it('says why a window can not be announced above the list of what is planned', async () => {
  const twice = await office.post('olga', `/de/staff/announce/${office.world.windowId}`);
  expect([twice.status, twice.body.includes('Dieser Zeitraum ist schon angekündigt.')]).toEqual([409, true]);
  expect(twice.body).toContain(`action="${PLANS}"`);
});

it('makes a template, which is started by two people and paused by one', async () => {
  const draft = await answerAll({ basics: { name: 'woche' }, repeat: { repeat: 'again', repeatDays: '14', announceDays: '7' } });
  const checked = await office.get('olga', `${draft}/check`);
  expect(textOf(checked.body)).toContain('alle 14 Tage');
  await office.post('olga', `${draft}/finish`, { version: versionOf(checked.body) });
  const list = (await office.get('olga', PLANS)).body;
  expect([list.includes(`${DrawWorld.service}/woche`), list.includes('angehalten')]).toEqual([true, true]);
  const start = /\/de\/staff\/templates\/[0-9a-f-]{36}\/start/.exec(list)![0];
  expect((await office.post('paul', start)).status).toBe(403);
  // Somebody else was faster: the page says so above the list, where it was asked for.
  const [template] = /[0-9a-f-]{36}/.exec(start)!;
  const other = { name: 'staff-77', person: 'seventy-seven', roles: ['operator'] } as unknown as StaffMember;
  const asked = await office.world.get(AnnouncementRequests).askToStart(other, template);
  const late = await office.post('olga', start);
  expect([late.status, late.body.includes('Das ist schon beantragt'), late.body.includes(start)]).toEqual([409, true, true]);
  expect((await office.post('paul', `/de/staff/approvals/${asked.id}`, { decision: 'refused' })).status).toBe(303);
  expect(await office.post('olga', start)).toMatchObject({ status: 303, location: '/de/staff/approvals' });
  const { rows } = {
    rows: await office.world.test.database.query(`SELECT id FROM approvals WHERE kind = 'template.start' AND decision IS NULL`),
  };
  expect((await office.post('paul', `/de/staff/approvals/${rows[0]!.id as string}`, { decision: 'approved' })).status).toBe(303);
  expect((await office.get('olga', PLANS)).body).toContain('läuft');
  expect((await office.post('olga', start.replace('start', 'pause'))).location).toBe(PLANS);
  expect((await office.get('olga', PLANS)).body).toContain('angehalten');
});

it('stores one of two pages that are stored at the same moment', async () => {
  const drafts = office.world.get(WindowDrafts);
  const olga = { name: 'staff-1', person: 'p-1', roles: ['operator'] } as unknown as StaffMember;
  const { id } = await drafts.begin(olga, DrawWorld.service);
  const stored = await Promise.allSettled([0, 1, 2].map((n) => drafts.store(olga, id, 1, { basics: { name: `n${n}`, title: 'x' } })));
  expect(stored.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(stored.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'draft.changed-meanwhile' } });
});
