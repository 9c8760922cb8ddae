import { formatTime } from '../../../src/core';
import { DrawWorld, MINUTE, TIMES } from '../../support/draw-world';
import { openStaffOffice, type StaffOffice } from './staff-office';

const CAPACITY = `/de/staff/capacity/${DrawWorld.service}`;
const SHIFT = {
  weekdays: ['1', '2', '3', '4', '5'],
  from: '8',
  until: '12:00',
  minutes: '20',
  counters: '1-2, c9',
  group: 'am',
  label: 'general',
  place: 'Zimmer 3',
};

let office: StaffOffice;
let slots: string;
beforeAll(async () => {
  office = await openStaffOffice(['olga', 'paul', 'anna', 'clara']);
  slots = `/de/staff/windows/${office.world.windowId}/slots`;
});
afterAll(() => office.stop());

const versionOf = (body: string): string => /name="version" value="(\d+)"/.exec(body)![1]!;
const countSlots = async (): Promise<number> => (await office.world.test.database.query('SELECT 1 FROM slots')).length;
const dayAfter = (days: number): string => formatTime(TIMES.appointments + days * 86_400).slice(0, 10);

describe('the capacity editor', () => {
  it('is for those who plan slots; auditors look', async () => {
    expect((await office.get('olga', '/de/staff/capacity')).body).toContain(CAPACITY);
    expect((await office.get('anna', CAPACITY)).body).not.toContain('/shifts/new');
    expect((await office.get('anna', `${CAPACITY}/shifts/new`)).status).toBe(403);
    expect((await office.get('paul', CAPACITY)).status).toBe(403);
    expect((await office.post('clara', `${CAPACITY}/shifts/new`, { version: '0' })).status).toBe(403);
    expect((await office.get('olga', '/de/staff/capacity/stadt.example/nothing')).status).toBe(404);
    expect((await office.get('olga', `${CAPACITY}/shifts/s99`)).status).toBe(404);
  });

  it('says what is missing, field by field, and keeps what was typed', async () => {
    const { status, body } = await office.post('olga', `${CAPACITY}/shifts/new`, {
      version: '0',
      counters: 'A B',
      from: '25',
      place: 'Zimmer <3>',
    });
    expect(status).toBe(400);
    for (const field of ['weekdays', 'from', 'until', 'minutes', 'counters', 'group', 'label']) expect(body).toContain(`href="#${field}"`);
    expect(body).toContain('value="Zimmer &lt;3>"');
  });

  it('stores a shift, and refuses one whose counter is busy', async () => {
    expect(await office.post('olga', `${CAPACITY}/shifts/new`, { version: '0', ...SHIFT })).toMatchObject({
      status: 303,
      location: CAPACITY,
    });
    const shown = (await office.get('olga', CAPACITY)).body;
    expect(shown).toContain('08:00–12:00');
    expect(shown).toContain('1, 2, c9');
    const busy = await office.post('olga', `${CAPACITY}/shifts/new`, { version: versionOf(shown), ...SHIFT });
    expect([busy.status, busy.body.includes('schon eine andere Schicht')]).toEqual([400, true]);
  });

  it('tells the second of two what the first has changed, keeps what was typed, and takes it on top at once more', async () => {
    const form = await office.get('olga', `${CAPACITY}/shifts/s1`);
    const version = versionOf(form.body);
    expect((await office.post('olga', `${CAPACITY}/shifts/new`, { version, ...SHIFT, counters: 'k7', place: 'Kuppelsaal' })).status).toBe(
      303,
    );
    const late = await office.post('olga', `${CAPACITY}/shifts/s1`, { version, ...SHIFT, place: 'Zimmer 99' });
    expect(late.status).toBe(409);
    expect(late.body).toContain('Jemand war schneller');
    expect(late.body).toContain('Kuppelsaal');
    expect(late.body).toContain('value="Zimmer 99"');
    expect((await office.get('olga', CAPACITY)).body).not.toContain('Zimmer 99');
    expect(
      (await office.post('olga', `${CAPACITY}/shifts/s1`, { version: versionOf(late.body), ...SHIFT, place: 'Zimmer 99' })).status,
    ).toBe(303);
    const both = (await office.get('olga', CAPACITY)).body;
    expect([both.includes('Zimmer 99'), both.includes('Kuppelsaal')]).toEqual([true, true]);
  });

  it('keeps days off as people write them, and says which line it does not understand', async () => {
    const { body } = await office.get('olga', `${CAPACITY}/days-off`);
    const version = versionOf(body);
    const wrong = await office.post('olga', `${CAPACITY}/days-off`, {
      version,
      land: 'BY',
      closures: '24.12.2026 Ruhe\nfalsch\n31.2.2027 nie',
    });
    expect([wrong.status, wrong.body.includes('Zeile 2, 3')]).toEqual([400, true]);
    const closures = '24.12.2026 - 31.12.2026 Jahreswechsel\n14.5.2027 Betriebsausflug';
    expect((await office.post('olga', `${CAPACITY}/days-off`, { version, land: 'BY', closures })).status).toBe(303);
    const again = (await office.get('olga', `${CAPACITY}/days-off`)).body;
    expect(again).toContain('24.12.2026 - 31.12.2026 Jahreswechsel');
    expect(again).toContain('14.05.2027 Betriebsausflug');
  });

  it('takes a shift away', async () => {
    const version = versionOf((await office.get('olga', CAPACITY)).body);
    expect((await office.post('olga', `${CAPACITY}/shifts/s3/remove`, { version })).status).toBe(303);
    expect((await office.get('olga', CAPACITY)).body).not.toContain('/shifts/s3/');
  });
});

describe('slots from the pattern', () => {
  const days = { from: dayAfter(0), until: dayAfter(6) };

  it('are shown day by day first, then made as shown', async () => {
    const preview = await office.get('olga', `${slots}/from-pattern?${new URLSearchParams(days).toString()}`);
    expect(preview.status).toBe(200);
    expect(await countSlots()).toBe(0);
    const planned = Number(/(\d+) Plätze anlegen/.exec(preview.body)![1]);
    expect(planned).toBeGreaterThan(20);
    const made = await office.post('olga', `${slots}/from-pattern`, { version: versionOf(preview.body), ...days });
    expect(made).toMatchObject({ status: 303, location: slots });
    expect(await countSlots()).toBe(planned);
    expect((await office.get('anna', slots)).body).toContain(`${planned} Terminplätze`);
    expect((await office.get('olga', `${slots}/from-pattern?${new URLSearchParams(days).toString()}`)).body).toContain(
      'Diese Plätze gibt es alle schon',
    );
  });

  it('are not made when the pattern is another by now, and not without days', async () => {
    const stale = await office.post('olga', `${slots}/from-pattern`, { version: '1', ...days });
    expect([stale.status, stale.body.includes('inzwischen geändert')]).toEqual([400, true]);
    const none = await office.get('olga', `${slots}/from-pattern?from=morgen`);
    expect([none.status, none.body.includes('href="#from"'), none.body.includes('href="#until"')]).toEqual([400, true, true]);
  });
});

describe('slots from a file', () => {
  const header = 'group,counter,starts_at,ends_at,label,place';
  const row = (n: number, wrong: Partial<Record<'group' | 'label' | 'starts', string>> = {}): string => {
    const start = TIMES.appointments + 30 * 86_400 + (n % 100) * 20 * MINUTE;
    return [
      wrong.group ?? 'am',
      `f${Math.floor(n / 100)}`,
      wrong.starts ?? formatTime(start),
      formatTime(start + 20 * MINUTE),
      wrong.label ?? 'general',
      'Zimmer 3',
    ].join(',');
  };
  const BAD = Array.from({ length: 40 }, (_, i) => 60 + i * 120);
  const mistakes = [{ group: 'nights' }, { label: 'vip' }, { starts: 'tomorrow' }, { group: 'Nights!' }] as const;
  const fields = ['group', 'label', 'starts_at', 'group'];
  const broken = [header, ...Array.from({ length: 5000 }, (_, n) => row(n, BAD.includes(n) ? mistakes[BAD.indexOf(n) % 4] : {})), ''].join(
    '\n',
  );
  const sound = [header, ...Array.from({ length: 5000 }, (_, n) => row(n)), ''].join('\n');

  it.each(['check', 'take'])('of 5,000 with 40 bad rows name all 40 with line and field, and take nothing (%s)', async (act) => {
    const before = await countSlots();
    const { status, body } = await office.upload('olga', `${slots}/file`, broken, { act });
    expect(status).toBe(400);
    expect(body).toContain('40 Zeilen von 5.000 stimmen nicht');
    const named = [...body.matchAll(/<th[^>]*scope="row"[^>]*>(\d+)<\/th><td[^>]*><code[^>]*>([a-z_]+)</g)].map(
      ([, line, field]) => `${line} ${field}`,
    );
    expect(named).toEqual(BAD.map((n, i) => `${n + 2} ${fields[i % 4]}`));
    expect(await countSlots()).toBe(before);
  });

  it('are taken over after the check, with what was checked', async () => {
    const before = await countSlots();
    const checked = await office.upload('olga', `${slots}/file`, sound, { act: 'check' });
    expect([checked.status, checked.body.includes('5000 Plätze anlegen')]).toEqual([200, true]);
    expect(await countSlots()).toBe(before);
    const carried = /name="file" value="([^"]+)"/.exec(checked.body)![1]!;
    expect(await office.upload('olga', `${slots}/file`, carried, { act: 'take' })).toMatchObject({ status: 303, location: slots });
    expect(await countSlots()).toBe(before + 5000);
  });

  it('are refused without a file, in another encoding, and from whoever may not', async () => {
    const empty = await office.upload('olga', `${slots}/file`, '', { act: 'check' });
    expect([empty.status, empty.body.includes('href="#file"')]).toEqual([400, true]);
    expect((await office.upload('olga', `${slots}/file`, Buffer.from('gr\xfcn', 'latin1'))).status).toBe(400);
    expect((await office.upload('clara', `${slots}/file`, sound)).status).toBe(403);
    expect((await office.upload(null, `${slots}/file`, sound)).status).toBe(401);
    expect((await office.upload('olga', '/de/report', sound)).status).toBe(401);
  });
});
