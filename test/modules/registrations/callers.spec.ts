import { IdentityKeys } from '../../../src/modules/identity';
import { Callers, StaffCases, WRONG_CALLERS } from '../../../src/modules/registrations';
import type { StaffMember } from '../../../src/modules/staff';
import { KeyedHash } from '../../../src/platform/crypto';
import { DrawnWindow, type Office, openOffice, OPENS } from '../appointments/drawn-window';
import { HOUR } from '../windows/window-fixtures';

const HOTLINE: StaffMember = { name: 'staff-7', person: 'p-7', roles: ['hotline'] };
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
  expect(await window.get(Callers).find(HOTLINE, said)).toEqual([own, waiting, old].map(({ registrationId }) => registrationId));
  const [first, ...others] = await window.get(StaffCases).findByCaseNumber(caseNumber);
  expect([first!.registration, others.length]).toEqual([own.registrationId, 99]);
  await expect(window.get(Callers).find(HOTLINE, { ...said, birthDate: '1990-05-18' })).rejects.toMatchObject({
    code: 'registration.not-found',
  });
});

it('answers what can be no case number and no birth date as it answers wrong ones', async () => {
  const own = await window.register({ birthDate: '1990-05-17' });
  for (const said of [
    { caseNumber: ' - ', birthDate: '1990-05-17' },
    { caseNumber: own.caseNumber, birthDate: '' },
    { caseNumber: own.caseNumber, birthDate: '1990-13-45' },
  ]) {
    await expect(window.get(Callers).find(HOTLINE, said)).rejects.toMatchObject({ code: 'registration.not-found' });
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

describe('whoever guesses birth dates to a case number', () => {
  const guesser: StaffMember = { name: 'staff-8', person: 'p-8', roles: ['clerk'] };

  it('is stopped for every look-up and act, all of them together, right or wrong; nobody else is', async () => {
    const own = await window.register({ birthDate: '1990-05-17' });
    const said = { caseNumber: own.caseNumber, birthDate: '1990-05-17' };
    const callers = window.get(Callers);
    // What is right is no try, nor is what is refused for another reason or fails.
    for (let n = 0; n < WRONG_CALLERS.most; n++) await callers.find(guesser, said);
    const failing = callers.find(guesser, { ...said, caseNumber: null as never });
    await expect(failing).rejects.not.toMatchObject({ code: 'registration.not-found' });
    const ways = [
      () => callers.find(guesser, { ...said, birthDate: '1990-05-18' }),
      () => callers.lookUp(guesser, { ...said, birthDate: '1990-05-18' }),
      () => callers.open(guesser, own.registrationId, { ...said, birthDate: '1990-05-18' }),
      () => callers.prove(guesser, own.registrationId, { ...said, birthDate: '1990-05-18' }),
      () => callers.sendLink(guesser, own.registrationId, { ...said, birthDate: '1990-05-18' }),
    ];
    const codes = (await Promise.allSettled(Array.from({ length: WRONG_CALLERS.most + 20 }, (_, n) => ways[n % ways.length]!()))).map(
      (outcome) => (outcome as PromiseRejectedResult).reason as { code: string },
    );
    expect(codes.filter(({ code }) => code === 'registration.not-found')).toHaveLength(WRONG_CALLERS.most);
    expect(codes.filter(({ code }) => code === 'request.too-many')).toHaveLength(20);
    await expect(callers.lookUp(guesser, said)).rejects.toMatchObject({ code: 'request.too-many' });
    // Another account is the same person.
    await expect(callers.find({ ...guesser, name: 'staff-9' }, said)).rejects.toMatchObject({ code: 'request.too-many' });
    expect(await callers.find(HOTLINE, said)).toEqual([own.registrationId]);
  });
});

it('writes down who was shown a name, and shows none that is over', async () => {
  const own = await window.register({ birthDate: '1990-05-17' });
  const said = { caseNumber: own.caseNumber, birthDate: '1990-05-17' };
  const notes = () => window.query(`SELECT kind, done_by FROM assisted_acts WHERE registration_id = $1`, [own.registrationId]);
  await window.whileRefusing('assisted_acts', `kind = 'looked-up'`, async () => {
    await expect(window.get(Callers).lookUp(HOTLINE, said)).rejects.toThrow();
  });
  expect(await window.get(Callers).lookUp(HOTLINE, said)).toEqual([own.registrationId]);
  expect(await notes()).toEqual([{ kind: 'looked-up', done_by: 'staff-7' }]);
  await window.query(`UPDATE registrations SET state = 'withdrawn', ended_at = now() WHERE id = $1`, [own.registrationId]);
  expect(await window.get(Callers).lookUp(HOTLINE, said)).toEqual([]);
  expect(await notes()).toHaveLength(1);
});
