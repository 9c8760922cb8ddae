import { DrawnWindow, OPENS } from '../../appointments/drawn-window';
import { HOUR } from '../../windows/window-fixtures';
import { openStaffedOffice, type StaffedOffice } from './office-with-staff';

const CORRECTIONS = '/de/staff/corrections';
const ACCOUNTS = [
  { login: 'hugo', employee: 'p-1', name: 'Hugo Hotline', roles: ['hotline'] },
  { login: 'paula', employee: 'p-2', name: 'Paula Operator', roles: ['operator'] },
];

let office: StaffedOffice;
let window: DrawnWindow;
beforeAll(async () => {
  office = await openStaffedOffice(ACCOUNTS);
  window = await DrawnWindow.open(office);
  window.clock.set(OPENS + HOUR);
});
afterAll(() => office.stop());

it('shows a name to whoever knows case number and birth date, and to nobody by the number alone', async () => {
  const own = await window.register({ surname: 'Müller', birthDate: '1990-05-17', caseNumber: 'K-77' });
  expect((await office.get('hugo', CORRECTIONS)).body).toContain('name="birthDate"');
  const wrong: Record<string, string>[] = [
    { caseNumber: 'K-77' },
    { caseNumber: 'K-77', birthDate: '18.5.1990' },
    { caseNumber: 'K-78', birthDate: '17.5.1990' },
  ];
  for (const typed of wrong) {
    const { status, words } = await office.post('hugo', CORRECTIONS, typed);
    expect([status, words]).toEqual([404, expect.stringContaining('Aktenzeichen und Geburtsdatum passen zu keiner laufenden Vormerkung.')]);
    expect(words).not.toContain('Müller');
  }
  const { status, words, body } = await office.post('hugo', CORRECTIONS, { caseNumber: 'k 77', birthDate: '17.5.1990' });
  expect([status, words]).toEqual([200, expect.stringContaining('Müller')]);
  expect(body).toContain(`href="${CORRECTIONS}/${own.registrationId}"`);
  const acts = await window.query(`SELECT kind FROM assisted_acts WHERE registration_id = $1`, [own.registrationId]);
  expect(acts).toEqual([{ kind: 'looked-up' }]);
});

it('stops whoever guesses, on every page that compares both', async () => {
  await window.register({ birthDate: '1990-05-17', caseNumber: 'K-99' });
  for (let n = 0; n < 30; n++) await office.post('paula', CORRECTIONS, { caseNumber: 'K-99', birthDate: `${1 + (n % 28)}.1.19${60 + n}` });
  const { status, words } = await office.post('paula', CORRECTIONS, { caseNumber: 'K-99', birthDate: '17.5.1990' });
  expect([status, words]).toEqual([429, expect.stringContaining('Versuchen Sie es in einer Stunde wieder.')]);
});
