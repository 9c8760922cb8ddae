import { AnswersService, AppointmentCodes, OfferingService } from '../../../src/modules/appointments';
import { MINUTE } from '../slots/slot-fixtures';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice } from '../appointments/drawn-window';

let office: Office;
let window: DrawnWindow;
let who: Applicant;

beforeAll(async () => {
  office = await openOffice();
  window = await DrawnWindow.open(office);
  await window.addSlots([{ slot_id: 'a', startsAt: NINE }]);
  who = await window.register({ surname: 'Müller', givenNames: 'Ada' });
  await window.get(OfferingService).offer((await window.draw([{ who, slots: ['a'] }])).drawUuid);
});
afterAll(() => office.test.stop());
beforeEach(() => window.clock.set(DRAWN));

const ask = (fields: Record<string, string>, remoteAddress = '192.0.2.1') =>
  office.test.app.inject({
    method: 'POST',
    url: '/en/genuine',
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });
const codeOf = async () => ({ ...window.get(AppointmentCodes).codeOf((await window.offerOf(who)).id) });

it('says of a paper whether it is genuine, and never whose it is, when or where', async () => {
  const offered = await ask(await codeOf());
  expect([offered.statusCode, offered.body.includes('not an appointment yet')]).toEqual([200, true]);
  await window.get(AnswersService).accept({ link: who.link, caseNumber: who.caseNumber });
  const { number, code } = await codeOf();
  const valid = await ask({ number: ` ${number.toLowerCase()}`, code: code.replace('-', ' ') });
  expect(valid.body).toContain('This confirmation is genuine');
  expect(valid.body).toContain('it will not be honoured at the counter');
  for (const secret of ['Müller', 'Ada', who.caseNumber, 'Room 3.12', number]) expect(valid.body).not.toContain(secret);
  window.clock.set(NINE + 21 * MINUTE);
  expect((await ask(await codeOf())).body).toContain('no longer valid');
});

it('tells a typing error from a forgery, and keeps what was typed', async () => {
  const { number, code } = await codeOf();
  const mistyped = await ask({ number, code: `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}` });
  expect([mistyped.statusCode, mistyped.body.includes('Compare every character')]).toEqual([400, true]);
  expect(mistyped.body).toContain(`value="${number}"`);
  const forged = await ask({ number: '0000-0000', code: '0000-0000' });
  expect([forged.statusCode, forged.body.includes('This confirmation is not genuine')]).toEqual([200, true]);
});

it.each([
  [{}, ['number', 'code']],
  [{ number: 'K7QD-3F9M' }, ['code']],
  [{ number: ' ', code: '9XW2-HB4T' }, ['number']],
])('asks for what is missing in %j', async (fields, missing) => {
  const { statusCode, body } = await ask(fields);
  expect(statusCode).toBe(400);
  expect([...body.matchAll(/href="#(\w+)"/g)].map(([, field]) => field).filter((field) => field !== 'main')).toEqual(missing);
});

it('shows hostile input as text, and writes nothing of it into the log', async () => {
  const hostile = '"><script>alert(1)</script>';
  const { body } = await ask({ number: hostile, code: '=HYPERLINK(1)' });
  expect(body).not.toContain('<script>alert');
  expect(office.test.log.text()).not.toMatch(/alert|HYPERLINK/);
  expect((await ask({ number: 'x', code: 'y', more: 'z' })).statusCode).toBe(400);
});

it('lets nobody go on guessing, and others go on asking', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 40; n++) statuses.push((await ask({ number: '0000-0000', code: '0000-0000' }, '192.0.2.66')).statusCode);
  expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  expect((await ask({ number: '0000-0000', code: '0000-0000' }, '192.0.2.67')).statusCode).toBe(200);
});
