import { parse } from 'csv-parse/sync';
import { LedgerService } from '../../../src/modules/appointments';
import { DrawFairnessService } from '../../../src/modules/draws';
import { DrawWorld, TIMES } from '../../support/draw-world';
import { openStaffOffice, type StaffOffice } from './staff-office';

const FORMULA = '=HYPERLINK("http://evil.example")';

let office: StaffOffice;
beforeAll(async () => {
  office = await openStaffOffice(['olga', 'paul', 'anna', 'clara', 'hugo'], { plan: { title: FORMULA } });
  const times = (count: number, spec: object) => Array.from({ length: count }, () => spec);
  await office.world.enrol(...times(8, { critical: '2026-03-24' }), ...times(20, {}), ...times(2, { losses: 2 }), {
    critical: '2026-03-03',
  });
  await office.world.settle();
});
afterAll(() => office.stop());

/** Cells of the table whose caption begins like this, first cell to second. */
function tableOf(body: string, caption: string): Map<string, string> {
  const table = body.split('<caption').find((part) => part.replace(/^[^>]*>/, '').startsWith(caption)) ?? '';
  const rows = [...table.split('</table>')[0]!.matchAll(/<th[^>]*scope="row"[^>]*>(.*?)<\/th><td[^>]*>(.*?)<\/td>/g)];
  return new Map(rows.map(([, name, value]) => [name!, value!]));
}

describe('the dashboard', () => {
  it('shows numbers, what needs a look, and the steps to come', async () => {
    const { body } = await office.get('olga', '/de/staff/windows');
    const numbers = tableOf(body, 'Zahlen zu');
    expect(numbers.get('Vormerkungen, die teilnehmen können')).toBe('31');
    expect(numbers.get('Terminplätze')).toBe('0');
    expect(body).toContain('Es gibt noch keine Terminplätze.');
    expect(body).toMatch(/Zeilen? der öffentlichen Liste/);
    expect(body).toContain('Schritte: Hauptlauf');
    expect(body).toContain('Es fehlt noch der Geheimbeitrag von: ombudsperson.');
    expect(body).toContain('data-live-off');
    expect((await office.get('clara', '/de/staff/windows')).status).toBe(403);
    const audited = (await office.get('anna', '/de/staff/windows')).body;
    expect(audited).not.toContain('/staff/near-critical');
  });

  it('goes on with the draw, and counts offers', async () => {
    await office.world.addSlots(Array.from({ length: 9 }, (_, n) => ({ id: `s${n}` })));
    for (const moment of [TIMES.closes, TIMES.freeze]) await office.world.liveUntil(moment);
    await office.signInAgain();
    expect((await office.get('olga', '/de/staff/windows')).body).toContain('Nachlauf 1');
    for (const moment of [TIMES.reveal, TIMES.draw]) await office.world.liveUntil(moment);
    await office.signInAgain();
    const numbers = tableOf((await office.get('paul', '/de/staff/windows')).body, 'Zahlen zu');
    expect([numbers.get('Terminplätze'), numbers.get('– am / general'), numbers.get('Terminangebote ohne Antwort')]).toEqual([
      '9',
      '9',
      '9',
    ]);
  });
});

describe('the report for the council', () => {
  it('has the numbers of the ledger and of the fairness page', async () => {
    const { status, body } = await office.get('olga', '/de/staff/report?from=1.3.2026&until=31.3.2026');
    expect(status).toBe(200);
    const numbers = tableOf(body, 'Zahlen');
    const ledger = await office.world.get(LedgerService).get(DrawWorld.path);
    const fairness = await office.world.get(DrawFairnessService).ofDraw(`${DrawWorld.path}/0`);
    expect(numbers.get('Terminplätze')).toBe(String(ledger.slots.total));
    expect(numbers.get('davon ungenutzt')).toBe(String(ledger.slots.unused));
    expect(numbers.get('Teilnahmen am Hauptlauf')).toBe(String(fairness.people));
    expect(numbers.get('Bediente Teilnahmen, alle Läufe')).toBe(String(fairness.served));
    const waits = tableOf(body, 'Wie lange');
    expect([...waits.values()].map(Number).reduce((sum, people) => sum + people, 0)).toBe(
      fairness.waits.reduce((sum, { people }) => sum + people, 0),
    );
    for (const people of waits.values()) expect(Number(people)).toBeGreaterThanOrEqual(5);
  });

  it('is a table for spreadsheets that no spreadsheet takes for a formula', async () => {
    const file = await office.get('anna', '/en/staff/report.csv?from=2026-03-01&until=2026-03-31');
    expect([file.status, file.type]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(file.body.startsWith('\uFEFF')).toBe(true);
    const rows: string[][] = parse(file.body, { bom: true, delimiter: ';' });
    expect(rows).toHaveLength(2);
    expect(rows[1]![1]).toBe(`'${FORMULA}`);
    const value = (name: string): string => rows[1]![rows[0]!.indexOf(name)]!;
    expect([value('Path'), value('Slots'), value('Entries of the main draw')]).toEqual([DrawWorld.path, '9', '31']);
  });

  it('covers the period that is asked for, and is for those who may see it', async () => {
    expect((await office.get('olga', '/de/staff/report?from=1.4.2026&until=30.4.2026')).body).toContain('gab es keinen Hauptlauf');
    expect((await office.get('olga', '/de/staff/report')).body).toContain('Januar');
    expect((await office.get('olga', '/de/staff/report?from=x&until=1.1.2026')).status).toBe(400);
    expect((await office.get('olga', '/de/staff/report?from=2.2.2026&until=1.1.2026')).status).toBe(400);
    expect((await office.get('clara', '/de/staff/report')).status).toBe(403);
    expect((await office.get('clara', '/de/staff/report.csv')).status).toBe(403);
  });
});

it('lists whom the office has to call, with what to do', async () => {
  const { status, body } = await office.get('hugo', '/de/staff/near-critical');
  expect(status).toBe(200);
  expect(body).toContain('vorbei');
  expect(body).toContain('Nehmen Sie heute Kontakt auf');
  expect((await office.get('anna', '/de/staff/near-critical')).status).toBe(403);
});

describe('the case register', () => {
  const header = 'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record';
  const page = '/de/staff/case-register';
  const fields = { authority: DrawWorld.authority };
  const countCases = async (): Promise<number> => (await office.world.test.database.query('SELECT 1 FROM case_records')).length;

  it('is checked first, names every wrong line, and never sends a name back', async () => {
    const before = await countCases();
    const wrong = await office.upload('olga', page, `${header}\nN-1,Geheim,Ada,1990-01-01,,,no\nN-2,Geheim,Ada,gestern,,,no\n`, {
      ...fields,
      act: 'take',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatch(/>3<\/th><td[^>]*><code[^>]*>birth_date/);
    expect(wrong.body).not.toContain('Geheim');
    expect(await countCases()).toBe(before);
  });

  it('is taken over as a whole', async () => {
    const before = await countCases();
    const file = `${header}\nN-1,Geheim,Ada,1990-01-01,,,no\nN-2,Geheim,Bea,1991-01-01,2027-01-01,card,yes\n`;
    expect((await office.upload('olga', page, file, { ...fields, act: 'check' })).body).toContain('Die Datei stimmt: 2 Zeilen');
    expect(await countCases()).toBe(before);
    expect((await office.upload('olga', page, file, { ...fields, act: 'take' })).body).toContain('Übernommen: 2 Zeilen');
    expect(await countCases()).toBe(before + 2);
    const [imported] = await office.world.test.database.query(
      'SELECT imported_by, rows FROM case_imports ORDER BY imported_at DESC LIMIT 1',
    );
    expect(imported).toEqual({ imported_by: expect.stringMatching(/^staff-\d+$/) as string, rows: 2 });
  });

  it('is for those who plan, and needs a file', async () => {
    expect((await office.get('paul', page)).status).toBe(403);
    expect((await office.upload('clara', page, header, { ...fields, act: 'take' })).status).toBe(403);
    const none = await office.upload('olga', page, '', { ...fields, act: 'check' });
    expect([none.status, none.body.includes('href="#file"')]).toEqual([400, true]);
  });
});
