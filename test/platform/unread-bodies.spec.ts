import { FreshTokens } from '../../src/modules/staff';
import { startTestApp, type TestApp } from '../support/test-app';

/** The whole application: there, routes exist before Nest's own handler of errors does. */
let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());

const CSV = '/api/staff/case-register/imports?authority=stadt.example';

it.each([
  ['JSON that is none', '/api/registrations', 'application/json', '{bad', 400, 'request.malformed'],
  ['a body that is too large', '/api/registrations', 'application/json', `"${'x'.repeat(100_000)}"`, 413, 'request.too-large'],
  ['a table in another encoding', CSV, 'text/csv', Buffer.from('gr\xfcn', 'latin1'), 400, 'request.not-utf8'],
  ['a form from a stranger', '/de/staff/approvals/1', 'multipart/form-data; boundary=x', '--x--', 401, 'staff.not-signed-in'],
])('%s is refused as everything else is', async (_, url, type, payload, status, code) => {
  const authorization = `Bearer ${test.app.get(FreshTokens, { strict: false }).tokens()!.get('operator-1')!}`;
  const signedIn: Record<string, string> = type === 'text/csv' ? { authorization } : {};
  const answer = await test.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, ...signedIn } });
  expect({ status: answer.statusCode, type: answer.headers['content-type'], code: answer.json<{ code: string }>().code }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
    code,
  });
});
