import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { PagesModule } from '../../../src/modules/pages';
import { SharedLimits } from '../../../src/platform/limits';
import { compose, type OpenServiceApp, registration, startOpenService } from '../registrations/open-service';
import { answerAll, begin, FormBrowser } from './form-browser';

const SHELTER = '203.0.113.7';

let test_: OpenServiceApp;
let limits: SharedLimits;
beforeAll(async () => {
  test_ = await startOpenService({
    module: compose({ web: true, worker: false }, [PagesModule]),
    environment: { PROOF_OF_WORK: 'on' },
  });
  limits = test_.app.get(SharedLimits, { strict: false });
});
afterAll(() => test_.stop());
beforeEach(() => test_.database.query('DELETE FROM rate_limits'));

const useUp = async (name: string, most: number, key: string) => {
  for (let time = 0; time < most; time++) await limits.take({ name, most, seconds: 3600 }, key);
};
const challengeOf = (body: string): Challenge | null => {
  const text = /data-challenge="([^"]*)"/.exec(body)?.[1];
  return text === undefined ? null : (JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Challenge);
};

it('asks nobody for work at an address that is not busy, nor inside our own network', async () => {
  const browser = new FormBrowser(test_.app, { remoteAddress: SHELTER });
  expect(challengeOf((await answerAll(browser, await begin(browser))).body)).toBeNull();
  await useUp('busy', 60, SHELTER);
  const inside = new FormBrowser(test_.app);
  expect(challengeOf((await answerAll(inside, await begin(inside))).body)).toBeNull();
});

it('asks at a busy address; whoever computes is not counted, whoever can not is let in as well', async () => {
  await useUp('busy', 60, SHELTER);
  await useUp('registrations', 600, SHELTER);
  const browser = new FormBrowser(test_.app, { remoteAddress: SHELTER });
  const form = await begin(browser);
  const page = await answerAll(browser, form);
  const challenge = challengeOf(page.body)!;
  expect(page.body).toMatch(/<script src="\/assets\/proof-of-work\.[0-9a-f]+\.js" defer>/);
  const proof = JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });

  // Beyond the limit: without work a page that keeps everything, with it in.
  const refused = await browser.post(`${form}/check`);
  expect([refused.status, refused.words.includes('zu viele Versuche')]).toEqual([429, true]);
  expect(refused.words).toContain('Ayşe Yıldız');
  expect((await browser.post(`${form}/check`, { proof })).location).toBe(`${form}/sent`);

  // Below it nobody needs to compute.
  await test_.database.query(`DELETE FROM rate_limits WHERE key LIKE 'registrations%'`);
  const other = new FormBrowser(test_.app, { remoteAddress: SHELTER });
  const second = await begin(other);
  await answerAll(other, second);
  expect((await other.post(`${second}/check`, { proof })).location).toBe(`${second}/sent`);
});

it('takes no proof twice: not of another form', async () => {
  await useUp('busy', 60, SHELTER);
  const browser = new FormBrowser(test_.app, { remoteAddress: SHELTER });
  const form = await begin(browser);
  const challenge = challengeOf((await answerAll(browser, form)).body)!;
  const proof = JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
  await useUp('registrations', 600, SHELTER);
  const other = new FormBrowser(test_.app, { remoteAddress: SHELTER });
  const second = await begin(other);
  await answerAll(other, second);
  expect((await other.post(`${second}/check`, { proof })).status).toBe(429);
});

it('limits forms and answers, and the interface for programs in the same way', async () => {
  const browser = new FormBrowser(test_.app, { remoteAddress: SHELTER });
  const form = await begin(browser);
  await useUp('answers', 300, form.split('/')[3]!);
  expect((await browser.post(`${form}/size`, { size: '1' })).status).toBe(429);
  await useUp('forms', 1000, SHELTER);
  const refused = await browser.postBare('/de/services/stadt.example/aufenthalt/register', {});
  expect([refused.status, refused.words.includes('Warten schadet')]).toEqual([429, true]);

  const post = (remoteAddress: string) =>
    test_.app.inject({ method: 'POST', url: '/api/registrations', remoteAddress, payload: registration('K-77') });
  expect((await post(SHELTER)).statusCode).toBe(201);
  await useUp('registrations', 600, SHELTER);
  expect((await post(SHELTER)).json<{ code: string }>().code).toBe('request.too-many');
  expect((await post('127.0.0.1')).statusCode).toBe(201);
});
