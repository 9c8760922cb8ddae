import { IdentityKeys } from '../../../src/modules/identity';
import { Callers, StaffCases } from '../../../src/modules/registrations';
import { KeyedHash } from '../../../src/platform/crypto';
import { DrawnWindow, type Office, openOffice, OPENS } from '../appointments/drawn-window';
import { HOUR } from '../windows/window-fixtures';

/** More than are read at a time. */
const STRANGERS = 230;

let office: Office;
let window: DrawnWindow;
beforeAll(async () => {
  office = await openOffice();
  window = await DrawnWindow.open(office);
  window.clock.set(OPENS + HOUR);
});
afterAll(() => office.test.stop());

it('finds a caller whose case number many others have sent, and what is live first', async () => {
  const caseNumber = 'M-2026/55 F';
  const said = { caseNumber, birthDate: '1990-05-17' };
  const old = await window.register({ ...said, state: 'withdrawn' });
  const own = await window.register(said);
  const waiting = await window.register({ ...said, state: 'in_review' });
  for (let n = 0; n < STRANGERS; n++) await window.register({ caseNumber, birthDate: `19${60 + (n % 30)}-01-00`, state: 'in_review' });
  // Whoever sends a number again and again is newer than the person whose it is.
  await window.query(`UPDATE registrations SET received_at = received_at - interval '1 day' WHERE id = ANY ($1)`, [
    [old, own, waiting].map(({ registrationId }) => registrationId),
  ]);
  expect(await window.get(Callers).find(said)).toEqual([own, waiting, old].map(({ registrationId }) => registrationId));
  const [first, ...others] = await window.get(StaffCases).findByCaseNumber(caseNumber);
  expect([first!.registration, others.length]).toEqual([own.registrationId, 99]);
  await expect(window.get(Callers).find({ ...said, birthDate: '1990-05-18' })).rejects.toMatchObject({ code: 'registration.not-found' });
});

it('answers what can be no case number and no birth date as it answers wrong ones', async () => {
  const own = await window.register({ birthDate: '1990-05-17' });
  for (const said of [
    { caseNumber: ' - ', birthDate: '1990-05-17' },
    { caseNumber: own.caseNumber, birthDate: '' },
    { caseNumber: own.caseNumber, birthDate: '1990-13-45' },
  ]) {
    await expect(window.get(Callers).find(said)).rejects.toMatchObject({ code: 'registration.not-found' });
  }
  expect(await window.get(StaffCases).findByCaseNumber(' - ')).toEqual([]);
});

it('takes for no case number only what can be none, and no failure of ours', () => {
  const keys = new IdentityKeys(new KeyedHash(new Uint8Array(32).fill(1)));
  expect(keys.findCaseKey('muenchen.example', ' - ')).toBeNull();
  expect(keys.findCaseKey('muenchen.example', 'm 1')).toEqual(keys.deriveCaseKey('muenchen.example', 'M-1'));
  const broken = new IdentityKeys(undefined as never);
  expect(() => broken.findCaseKey('muenchen.example', 'M-1')).toThrow(TypeError);
});
