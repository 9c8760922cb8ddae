import { unzipSync } from 'fflate';
import { DEFAULT_TRUST, deriveContributionCommitment, parseReceipt, parseResult, utf8FromString, verifyRecord } from '../../src/core';
import { CheckInService } from '../../src/modules/appointments';
import type { DrawSummary } from '../../src/modules/draws';
import { CaseImportService } from '../../src/modules/identity';
import type { StaffMember } from '../../src/modules/staff';
import { startRedis, type TestRedis } from '../support';
import { ANSWER_WITHIN, DAY, DrawWorld, HOUR, TIMES } from '../support/draw-world';
import { expectConsistentLog, expectWholeLedger } from '../support/draw-world-outcome';
import { caseFileOf, identityOf } from '../support/draw-world-people';
import { QueueDriver } from '../support/draw-world-queue';
import { answer, type Applicant, type Appointment, findCode, register, ticketOf } from './applicant';

// A whole life by real queues on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

/** Numbers of people: two of them register by phone, one never confirms, one has no case that the register knows. */
const BY_PHONE = [1, 2];
const ONLINE = [3, 4, 5, 6, 7, 8];
const NEVER_CONFIRMS = 9;
const UNKNOWN_CASE = 10;
const MAIN = `${DrawWorld.path}/0`;
const SECRET = 'ab'.repeat(32);

describe.each(['postgres', 'redis'] as const)('the life of a window with its queue on %s', (kind) => {
  let redis: TestRedis | undefined;
  let world: DrawWorld;
  let driver: QueueDriver;
  const people: Applicant[] = [];
  let winners: Applicant[];

  beforeAll(async () => {
    redis = kind === 'redis' ? await startRedis() : undefined;
    world = await DrawWorld.open({ exchanges: {}, refills: 1, environment: { SWEEP_SECONDS: '1' }, ...(redis && { redisUrl: redis.url }) });
    expect(world.test.runtime.queue.kind).toBe(kind);
    driver = new QueueDriver(world);
    const known = [...BY_PHONE, ...ONLINE, NEVER_CONFIRMS].map((n) => ({ n, spec: n === 3 ? { critical: '2026-03-25' } : {} }));
    await world.get(CaseImportService).import(DrawWorld.authority, caseFileOf(known), false);
    await world.addSlots(['a', 'b', 'c', 'd'].map((id) => ({ id })));
  });
  afterAll(async () => {
    await world.stop();
    await redis?.stop();
  });

  const view = async (number: number) => (await world.request<DrawSummary>('GET', `/api/windows/${DrawWorld.path}/draws/${number}`)).body;
  const winnersOf = async (number: number): Promise<Applicant[]> => {
    const { raw } = await world.request('GET', `/api/windows/${DrawWorld.path}/draws/${number}/files/result.txt`);
    const served = parseResult(raw).filter(({ pot }) => pot !== null);
    return served.map(({ ticketId }) => people.find((person) => ticketOf(number, person) === ticketId)!);
  };
  const contribute = (what: 'commitments' | 'secrets', body: object) =>
    world.request('POST', `/api/contributions/${what}`, { drawId: MAIN, ...body }, 'ombudsperson');

  it('begins with registrations, which are confirmed by the code in a letter, or by phone at once', async () => {
    world.clock.set(TIMES.opens + HOUR);
    for (const n of BY_PHONE) people.push(await register(world, n, 'phone'));
    people.push(...(await Promise.all([...ONLINE, NEVER_CONFIRMS, UNKNOWN_CASE].map((n) => register(world, n)))));
    for (const person of people.filter(({ n, mail }) => mail !== null && n !== NEVER_CONFIRMS)) {
      let code: string | null = null;
      await driver.until(`the letter to person ${person.n}`, async () => (code = await findCode(world, person)));
      const { status, body } = await world.request('POST', '/api/registrations/confirm', { link: person.link, code });
      expect({ status, body }).toMatchObject({ status: 200, body: { registration: person.registration, state: 'confirmed' } });
    }
  });

  it('goes on by itself from closing to the result: frozen, revealed, drawn, published', async () => {
    await driver.travel(TIMES.closes, 'the draw to be scheduled', async () => (await view(0)).state === 'scheduled');
    expect((await contribute('commitments', { commitment: deriveContributionCommitment(MAIN, 'ombudsperson', SECRET) })).status).toBe(204);
    await driver.travel(TIMES.freeze, 'the freeze, and our own secret', async () => (await view(0)).contributions[0]?.secret);
    expect(await view(0)).toMatchObject({ state: 'frozen', entries: BY_PHONE.length + ONLINE.length, slots: 4 });
    expect((await contribute('secrets', { secret: SECRET })).status).toBe(204);
    await driver.untilDraw(0, 'revealed');
    await driver.travel(TIMES.draw, 'the published record', async () => (await view(0)).publishedAt);
    await driver.untilDraw(0, 'offered');
    winners = await winnersOf(0);
    expect(winners).toHaveLength(4);
  });

  it('ends with a record that verifies, for anybody and for each of those who took part', async () => {
    const { raw } = await world.request('GET', `/api/windows/${DrawWorld.path}/draws/0/record.zip`);
    const files = new Map(Object.entries(unzipSync(raw)));
    for (const person of people.filter(({ n }) => n < NEVER_CONFIRMS)) {
      const { verdict, ticket } = verifyRecord(files, DEFAULT_TRUST, parseReceipt(utf8FromString(person.receipt)));
      expect({ verdict, served: ticket!.pot !== null }).toEqual({ verdict: 'replayed', served: winners.includes(person) });
    }
    const [stranger] = people.filter(({ n }) => n === NEVER_CONFIRMS);
    const { checks } = verifyRecord(files, DEFAULT_TRUST, parseReceipt(utf8FromString(stranger!.receipt)));
    expect(checks.at(-1)).toMatchObject({ check: 'ticket', outcome: 'failed', code: 'ticket.absent' });
  });

  it('offers, takes every answer once, and lets what is not answered expire', async () => {
    const [accepts, declines, returns] = winners as [Applicant, Applicant, Applicant];
    for (const time of [1, 2]) {
      expect({ time, ...(await answer(world, 'accept', accepts)) }).toMatchObject({ status: 200, body: { state: 'accepted' } });
      expect({ time, ...(await answer(world, 'decline', declines)) }).toMatchObject({ status: 200, body: { state: 'declined' } });
    }
    await answer(world, 'accept', returns);
    expect((await answer(world, 'give-back', returns)).body).toMatchObject({ state: 'cancelled' });
    await driver.travel(TIMES.draw + ANSWER_WITHIN + 1, 'the expiry', async () => (await world.logged('slot.expired')).length === 1);
    expect((await answer(world, 'accept', winners[3]!)).body).toMatchObject({ status: 410, code: 'offer.too-late' });
  });

  it('draws what became free among those who are left', async () => {
    await driver.travel(TIMES.refillFreeze(1), 'the freeze of the refill', async () => (await view(1)).state !== 'scheduled');
    await driver.travel(TIMES.refillReveal(1), 'the reveal', async () => (await view(1)).state === 'revealed');
    await driver.travel(TIMES.refill(1), 'the refill', async () => (await view(1)).publishedAt);
    await driver.untilDraw(1, 'offered');
    expect(await view(1)).toMatchObject({ entries: 4, slots: 3, served: 3 });
    const second = await winnersOf(1);
    for (const person of second) {
      expect(winners).not.toContain(person);
      expect((await answer(world, 'accept', person)).status).toBe(200);
    }
    winners = [winners[0]!, ...second];
  });

  it('lets in who was drawn, nobody else, and accounts for every slot', async () => {
    world.clock.set(TIMES.appointments);
    const { body: expected } = await world.request('GET', '/api/staff/appointments?date=2026-03-23', undefined, 'clerk-1');
    expect(expected).toHaveLength(4);
    const { link, caseNumber } = winners[0]!;
    const { body: own } = await world.request<Appointment[]>('POST', '/api/appointments/status', { link, caseNumber });
    const { appointment } = own.find(({ state }) => state === 'accepted')!;
    const buyer = { appointment, ...identityOf(NEVER_CONFIRMS) };
    expect((await world.request('POST', '/api/staff/check-ins', buyer, 'clerk-1')).body).toMatchObject({ outcome: 'mismatched' });
    const holder = identityOf(winners[0]!.n);
    const again = await world.request('POST', '/api/staff/check-ins', { appointment, ...holder }, 'clerk-1');
    expect(again.body).toMatchObject({ code: 'check-in.second-look' });
    const colleague: StaffMember = { name: 'clerk-2', person: 'clerk-2', roles: ['clerk'] };
    expect(await world.get(CheckInService).checkIn(colleague, appointment, holder)).toMatchObject({ outcome: 'matched', differs: [] });
    const ledger = async () => (await world.request('GET', `/api/windows/${DrawWorld.path}/ledger`)).body;
    await driver.travel(TIMES.appointments + 2 * DAY, 'the close-out', async () => (await ledger()).closedOutAt);
    expect((await ledger()).slots).toMatchObject({
      attended: 1,
      missed: 3,
      unused: 0,
      granted: 0,
      free: 0,
      frozen: 0,
      offered: 0,
      accepted: 0,
      total: 4,
    });
    await driver.until(
      'the last entries of the log',
      async () => (await world.query('SELECT FROM log_entries WHERE tree_index IS NULL')).length === 0,
    );
    await expectWholeLedger(world);
    await expectConsistentLog(world);
  });

  it('has left no failed job and told nobody about anybody', async () => {
    for (const name of ['draws', 'appointments', 'registrations', 'letters'] as const)
      expect(await driver.queue(name).getFailedCount()).toBe(0);
    const log = world.test.log.text();
    for (const { link, caseNumber, receiptSecret, mail } of people) {
      for (const secret of [link, caseNumber, receiptSecret, mail ?? link]) expect(log).not.toContain(secret);
    }
  });
});
