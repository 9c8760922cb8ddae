import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { ProofOfWork } from '../../src/platform/proof-of-work';
import { createTestClock, startTestApp, type TestApp } from '../support';

const NOW = Date.parse('2026-03-02T10:00:00Z') / 1000;

const clock = createTestClock('2026-03-02T10:00:00Z');
let test_: TestApp;
let work: ProofOfWork;
beforeAll(async () => {
  test_ = await startTestApp({ clock, environment: { PROOF_OF_WORK: 'on' } });
  work = test_.app.get(ProofOfWork, { strict: false });
});
afterAll(() => test_.stop());
beforeEach(() => clock.set(NOW));

async function solve(text: string): Promise<string> {
  const challenge = JSON.parse(text) as Challenge;
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
}

it('takes a solution once, also when it comes several times at once', async () => {
  const proof = await solve(await work.challenge('form'));
  const used = await Promise.all(Array.from({ length: 6 }, () => work.use('form', proof)));
  expect(used.filter((each) => each)).toHaveLength(1);
  expect(await work.use('form', proof)).toBe(false);
});

it('takes it for nothing else, not later, not altered', async () => {
  const proof = await solve(await work.challenge('form'));
  expect(await work.use('another form', proof)).toBe(false);
  const easier = JSON.parse(proof) as { challenge: Challenge };
  easier.challenge.parameters.cost = 1;
  expect(await work.use('form', JSON.stringify(easier))).toBe(false);
  clock.set(NOW + 3601);
  expect(await work.use('form', proof)).toBe(false);
  clock.set(NOW + 3600);
  expect(await work.use('form', proof)).toBe(true);
});

it.each([
  undefined,
  '',
  'null',
  '{}',
  '[]',
  '"x"',
  '{"challenge":{"parameters":{"nonce":"00"}}}',
  '{"challenge":{"parameters":{"nonce":7}},"solution":{}}',
])('takes %j for no solution', async (proof) => {
  expect(await work.use('form', proof)).toBe(false);
});

it('forgets used ones once they are over', async () => {
  await work.use('form', await solve(await work.challenge('form')));
  expect(await work.hasStale()).toBe(false);
  clock.set(NOW + 3 * 3600);
  expect(await work.hasStale()).toBe(true);
  expect(await work.clearAway()).toBeGreaterThan(0);
  expect(await work.clearAway()).toBe(0);
});
