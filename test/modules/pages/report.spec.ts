import { OfferReports, type OfferReportView } from '../../../src/modules/offer-reports';
import { RetentionService } from '../../../src/modules/retention';
import { FreshTokens } from '../../../src/modules/staff';
import { createTestClock, startTestApp, type TestApp } from '../../support';

const clock = createTestClock('2026-03-02T08:00:00Z');
let test_: TestApp;
beforeAll(async () => {
  test_ = await startTestApp({ clock, roles: { web: true, worker: true } });
});
afterAll(() => test_.stop());
beforeEach(() => test_.database.query('DELETE FROM offer_reports'));

const send = (fields: Record<string, string>, remoteAddress = '192.0.2.1') =>
  test_.app.inject({
    method: 'POST',
    url: '/de/report',
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });
const list = (name: string) => {
  const token = test_.app.get(FreshTokens, { strict: false }).tokens()!.get(name);
  return test_.app.inject({ url: '/api/staff/offer-reports', headers: { authorization: `Bearer ${token}` } });
};
const HOSTILE = `=HYPERLINK("http://evil.example")<script>alert(1)</script>\u202E@SUM(1)`;
const REPORT = {
  place: 'messenger',
  text: `Termin für 50 €\r\n${HOSTILE}`,
  link: 't.me/verkauf.example',
  contact: 'Ayşe, +49 170 0000000',
};

it('stores a report sealed, says so, and shows it to staff as it was written', async () => {
  const answer = await send(REPORT);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/de/report/sent']);
  expect((await test_.app.inject('/de/report/sent')).body).toContain('Ihre Meldung ist angekommen');
  const [row] = await test_.database.query<{ sealed: Buffer }>('SELECT sealed FROM offer_reports');
  expect(row!.sealed.toString('latin1')).not.toMatch(/Termin|verkauf|170/);
  for (const name of ['operator-1', 'auditor-1']) {
    const listed = (await list(name)).json<OfferReportView[]>();
    expect(listed).toMatchObject([{ ...REPORT, text: REPORT.text.replace('\r\n', '\n'), receivedAt: '2026-03-02T08:00:00Z' }]);
  }
});

it('needs no name and no link', async () => {
  await send({ place: 'person', text: 'Jemand vor dem Amt.', link: '', contact: '' });
  expect((await list('operator-1')).json<OfferReportView[]>()).toMatchObject([{ place: 'person', link: null, contact: null }]);
});

it('is for operators and auditors alone', async () => {
  for (const name of ['clerk-1', 'hotline-1', 'approver-1', 'administrator-1']) expect((await list(name)).statusCode).toBe(403);
});

it.each([
  [{ text: 'x' }, 'place'],
  [{ ...REPORT, place: 'nowhere' }, 'place'],
  [{ ...REPORT, text: ' \n ' }, 'text'],
  [{ ...REPORT, text: 'x'.repeat(4001) }, 'text'],
  [{ ...REPORT, link: 'x'.repeat(501) }, 'link'],
  [{ ...REPORT, contact: 'x'.repeat(201) }, 'contact'],
])('comes back with what was typed when something is missing: case %#', async (fields, field) => {
  const { statusCode, body } = await send(fields);
  expect(statusCode).toBe(400);
  expect(body).toContain(`id="${field}-error"`);
  expect(body).not.toContain('<script>alert');
  if ('contact' in fields) expect(body).toContain(fields.contact.slice(0, 10));
  expect(await test_.database.query('SELECT FROM offer_reports')).toHaveLength(0);
});

it('gives back what was written when somebody sends too many', async () => {
  let last = await send(REPORT, '192.0.2.9');
  for (let n = 0; n < 20; n++) last = await send(REPORT, '192.0.2.9');
  expect([last.statusCode, last.body.includes('Termin für 50 €')]).toEqual([429, true]);
  expect((await send(REPORT, '192.0.2.10')).statusCode).toBe(303);
});

it('is in no log, and gone when its time is over', async () => {
  await send(REPORT);
  expect(test_.log.text()).not.toMatch(/Ayşe|verkauf|HYPERLINK/);
  const retention = test_.app.get(RetentionService, { strict: false });
  clock.set(clock.seconds() + 180 * 86_400);
  expect((await retention.forget()).offerReports).toBe(0);
  clock.set(clock.seconds() + 1);
  expect((await retention.forget()).offerReports).toBe(1);
  expect(await test_.app.get(OfferReports, { strict: false }).list()).toEqual([]);
});
