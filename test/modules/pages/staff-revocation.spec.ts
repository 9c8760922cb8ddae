import { Approvals } from '../../../src/modules/approvals';
import { AnswersService, AppointmentCodes, OwnHearings } from '../../../src/modules/appointments';
import { OfferReports } from '../../../src/modules/offer-reports';
import type { Person } from '../../support/draw-world';
import { openStaffOffice, type StaffOffice } from './staff-office';

let office: StaffOffice;
let people: Person[];
let appointments: string[];

beforeAll(async () => {
  office = await openStaffOffice(['olga', 'paul', 'clara', 'anna', 'hugo', 'adam']);
  const { world } = office;
  await world.addSlots([{ id: 's1' }, { id: 's2' }]);
  people = await world.enrol({}, {});
  await world.liveThroughDraw(0);
  appointments = [];
  for (const person of people) appointments.push((await world.get(AnswersService).accept(person)).appointment);
  await office.signInAgain();
  await world.get(OfferReports).report({
    place: 'messenger',
    text: '<b>Termin</b> am Montag, 200 Euro',
    link: 'https://example.org/x',
    contact: 'finder@example.org',
  });
});
afterAll(() => office.stop());

const path = (n = 0) => `/en/staff/revocation/${appointments[n]!}`;
const stateOf = async (n = 0) =>
  (await office.world.query<{ state: string }>('SELECT state FROM offers WHERE id = $1', [appointments[n]]))[0]!.state;
const reportId = async () => (await office.world.get(OfferReports).list())[0]!.id;

it('is for operators, and for approvers to look at', async () => {
  for (const where of ['/en/staff/revocation', path()]) {
    for (const login of ['clara', 'anna', 'hugo', 'adam'] as const) expect((await office.get(login, where)).status).toBe(403);
    expect((await office.get(null, where)).status).toBe(401);
  }
  expect((await office.get('paul', '/en/staff/revocation')).body).not.toContain('200 Euro');
  const seen = await office.get('paul', path());
  expect([seen.status, seen.body.includes('<textarea'), seen.body.includes('name="reason"')]).toEqual([200, false, false]);
  for (const act of ['hearing', 'answer', 'request', 'drop']) expect((await office.post('paul', `${path()}/${act}`)).status).toBe(403);
  expect((await office.get('olga', '/en/staff/revocation/5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001')).status).toBe(404);
});

it('shows reports as text, and finds an appointment by its number', async () => {
  const { body } = await office.get('olga', '/en/staff/revocation');
  expect(body).toContain('&lt;b>Termin&lt;/b> am Montag');
  expect(body).not.toContain('href="https://example.org/x"');
  for (const text of ['Nothing yet', 'finder@example.org', 'No hearing is open']) expect(body).toContain(text);
  const { number } = office.world.get(AppointmentCodes).codeOf(appointments[0]!);
  expect((await office.post('olga', '/en/staff/revocation', { number })).location).toBe(path());
  const wrong = await office.post('olga', '/en/staff/revocation', { number: '0000-0000' });
  expect([wrong.status, wrong.body.includes('value="0000-0000"')]).toEqual([404, true]);
});

it('says what is missing, hears, asks, and is decided by somebody who reads the answer', async () => {
  expect((await office.post('olga', `${path()}/hearing`)).body).toContain('Choose a suspicion.');
  expect((await office.post('olga', `${path()}/request`)).body).toContain('No hearing is open about this appointment.');
  const opened = await office.post('olga', `${path()}/hearing`, { reason: 'offered-for-sale', reports: await reportId() });
  expect(opened.location).toBe(`${path()}?done=opened`);
  const waiting = await office.get('olga', opened.location!);
  expect(waiting.body).toContain('The hearing has been opened.');
  expect(waiting.body).toContain('You can ask for the revocation once');
  const early = await office.post('olga', `${path()}/request`);
  expect([early.status, early.body.includes('The person can still answer.')]).toEqual([409, true]);
  const empty = await office.post('olga', `${path()}/answer`);
  for (const text of ['Write what the person says.', 'Choose how the answer came.']) expect(empty.body).toContain(text);
  expect((await office.post('olga', `${path()}/answer`, { text: '<i>Ich komme selbst.</i>', via: 'letter' })).status).toBe(303);
  const own = await office.post('olga', `${path()}/request`);
  expect([own.status, own.body.includes('The person can still answer.'), own.body.includes('does not end the waiting')]).toEqual([
    409,
    true,
    true,
  ]);
  await office.world.get(OwnHearings).answer(people[0]!, 'Wie am Telefon gesagt.');
  expect((await office.post('olga', `${path()}/request`)).location).toBe(`${path()}?done=asked`);

  const read = await office.get('paul', path());
  for (const text of ['&lt;i>Ich komme selbst.', '200 Euro', 'By letter', 'Wie am Telefon gesagt.']) expect(read.body).toContain(text);
  expect(read.body).not.toContain('finder@example.org');
  const { id } = (await office.world.get(Approvals).list('appointment.revoke'))[0]!;
  const request = await office.get('paul', `/en/staff/approvals/${id}`);
  for (const text of ['Revoke an appointment', 'The appointment is offered for sale', 'next refill draw', path()])
    expect(request.body).toContain(text);
  expect((await office.post('paul', `/en/staff/approvals/${id}`, { decision: 'approved' })).status).toBe(303);
  expect(await stateOf()).toBe('cancelled');
  const after = await office.get('olga', path());
  expect(after.body).toContain('Revoked');
  expect(after.body).not.toContain('name="reason"');
  expect((await office.get('olga', '/en/staff/revocation')).body).toContain('Hearing about an appointment');
});

it('hands out the file of a hearing to those who have to do with it, and to auditors, and to nobody else', async () => {
  await office.world.settle();
  const desk = `${path()}/evidence`;
  const audit = `/en/staff/audit/revocations/${appointments[0]!}`;
  expect((await office.get('paul', path())).body).toContain(`action="${desk}"`);
  for (const login of ['olga', 'paul'] as const) {
    const { status, type } = await office.post(login, desk);
    expect([login, status, type]).toEqual([login, 200, 'application/zip']);
    expect((await office.post(login, audit)).status).toBe(403);
  }
  const { id } = (await office.world.get(Approvals).list('appointment.revoke'))[0]!;
  expect((await office.get('anna', `/en/staff/approvals/${id}`)).body).toContain(`action="${audit}"`);
  expect([(await office.post('anna', audit)).type, (await office.post('anna', desk)).status]).toEqual(['application/zip', 403]);
  for (const login of ['clara', 'hugo', 'adam'] as const)
    for (const where of [desk, audit]) expect((await office.post(login, where)).status).toBe(403);
  expect((await office.post('olga', `${path(1)}/evidence`)).status).toBe(404);
});

describe("the holder's own page", () => {
  let cookie: string;
  const own = (rest = '') => `/en/registration/${people[1]!.link}${rest}`;
  const send = async (payload: Record<string, string>, signed = true) =>
    office.app.app.inject({
      method: 'POST',
      url: own('/hearing'),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...(signed ? { cookie } : {}) },
      payload: new URLSearchParams(payload).toString(),
    });
  const show = async (rest = '') => (await office.app.app.inject({ url: own(rest), headers: { accept: 'text/html', cookie } })).body;

  beforeAll(async () => {
    const opened = await office.app.app.inject({
      method: 'POST',
      url: own(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: `caseNumber=${people[1]!.caseNumber}`,
    });
    cookie = String(opened.headers['set-cookie']).split(';')[0]!;
  });

  it('says nothing before there is a hearing, and what is suspected while there is one', async () => {
    expect(await show()).not.toContain('We have a question about your appointment');
    expect(await show('/hearing')).toContain('This question is settled');
    expect((await send({ text: 'x' })).body).toContain('This question is settled');
    await office.post('olga', `${path(1)}/hearing`, { reason: 'used-by-another' });
    const page = await show();
    for (const text of ['We have a question about your appointment', 'another person is to come', 'Two people decide', 'Please answer by'])
      expect(page).toContain(text);
    expect(page).not.toMatch(/operator|Olga|200 Euro/);
  });

  it('takes the answer, also when the hour is over', async () => {
    expect((await send({ text: ' ' })).statusCode).toBe(400);
    expect((await send({ text: 'x'.repeat(4001) })).statusCode).toBe(400);
    expect((await send({ text: 'Ich komme.' }, false)).body).toContain('value="Ich komme."');
    expect((await send({ text: 'Ich komme.', caseNumber: people[1]!.caseNumber }, false)).statusCode).toBe(303);
    expect(await show()).toContain('Your answer has arrived');
    expect((await office.get('olga', path(1))).body).toContain('Ich komme.');
  });

  it('forgets the question once the hearing is dropped', async () => {
    expect((await office.post('olga', `${path(1)}/drop`)).body).toContain('Choose a reason.');
    expect((await office.post('olga', `${path(1)}/drop`, { dropReason: 'explained' })).location).toBe(`${path(1)}?done=dropped`);
    expect(await show()).not.toContain('We have a question about your appointment');
    expect(await stateOf(1)).toBe('accepted');
  });
});
