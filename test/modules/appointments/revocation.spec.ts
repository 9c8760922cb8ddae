import { Approvals } from '../../../src/modules/approvals';
import {
  AnswersService,
  AppointmentCodes,
  Hearings,
  HearingViews,
  OwnHearings,
  RevocationService,
} from '../../../src/modules/appointments';
import type { StaffMember } from '../../../src/modules/staff';
import { openAtStake } from '../../support/appointment-at-stake';
import { DAY, type DrawWorld, HOUR, type Person, TIMES } from '../../support/draw-world';

const OPERATOR: StaffMember = { name: 'staff-1', person: 'one', roles: ['operator'] };
const APPROVER: StaffMember = { name: 'staff-2', person: 'two', roles: ['approver'] };
const HOTLINE: StaffMember = { name: 'staff-5', person: 'five', roles: ['hotline'] };
const ANOTHER: StaffMember = { name: 'staff-3', person: 'three', roles: ['approver'] };

let world: DrawWorld;
let who: Person;
let other: Person;
let unserved: Person;
let appointment: string;
beforeEach(async () => {
  ({ world, who, other, unserved, appointment } = await openAtStake());
});
afterEach(() => world.test.stop());

const open = () => world.get(Hearings).open(appointment, 'offered-for-sale', [], OPERATOR);
const answer = (text = 'I come myself.') => world.get(OwnHearings).answer(who, text);
const ask = (member = OPERATOR) => world.get(RevocationService).ask(member, appointment);
const decide = (id: string, member = APPROVER) => world.get(Approvals).decide(member, id, 'approved');
const one = async <T>(sql: string): Promise<T> => (await world.query(sql, [who.registrationId]))[0] as T;
const offer = () => one<{ state: string; reason: string | null }>('SELECT state, reason FROM offers WHERE registration_id = $1');
const registration = () =>
  one<{ state: string; sits: boolean }>('SELECT state, sits_out_window_id IS NOT NULL AS sits FROM registrations WHERE id = $1');
const letters = async (): Promise<string[]> =>
  (
    await world.query<{ kind: string }>(
      `SELECT kind FROM outbox_messages WHERE registration_id = $1 AND kind ~ 'hearing|cancelled' ORDER BY id`,
      [who.registrationId],
    )
  ).map(({ kind }) => kind);

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

it('hears the holder, then two people take the appointment away; slot, registration, log and letter with it', async () => {
  expect(await open()).toMatchObject({ reason: 'offered-for-sale', isHeard: false, statements: [] });
  await answer();
  const request = await ask();
  expect((await offer()).state).toBe('accepted');
  await decide(request.id);
  expect([await offer(), await registration()]).toEqual([
    { state: 'cancelled', reason: 'revoked' },
    { state: 'standing', sits: true },
  ]);
  expect(Object.values(await world.slotStates()).filter((state) => state === 'free')).toHaveLength(1);
  const [entry, ...more] = await world.logged('slot.cancelled');
  expect([entry?.reason, more]).toEqual(['office', []]);
  expect(await letters()).toEqual(['hearing.opened', 'appointment.cancelled']);
  const [hearing] = await world.get(HearingViews).listOf(appointment);
  expect(hearing).toMatchObject({ outcome: 'revoked', statements: [{ text: 'I come myself.', via: 'page', takenBy: null }] });
});

it('the freed slot goes into the next refill draw, where the same person takes no part', async () => {
  const [slot] = await world.query<{ slot_id: string }>(
    'SELECT slot_id FROM slots JOIN offer_slots ON slot_uuid = slots.id WHERE offer_id = $1',
    [appointment],
  );
  await open();
  await answer();
  await decide((await ask()).id);
  await world.get(AnswersService).accept(other);
  await world.liveThroughDraw(1);
  expect(await world.text(1, 'slots.txt')).toContain(slot!.slot_id);
  expect(await world.entryOf(who, 1)).toBeUndefined();
  expect(await world.resultOf(unserved, 1)).toMatchObject({ slots: [slot!.slot_id] });
});

it('waits for the answer or for the end of the time', async () => {
  await expect(ask()).rejects.toMatchObject({ code: 'revocation.no-hearing' });
  const { answerBy } = await open();
  await expect(ask()).rejects.toMatchObject({ code: 'revocation.time-to-answer' });
  expect(Date.parse(answerBy) / 1000 - world.clock.seconds()).toBe(3 * DAY);
  world.clock.advance(3 * DAY);
  await expect(ask()).rejects.toMatchObject({ code: 'revocation.time-to-answer' });
  world.clock.advance(1);
  await decide((await ask()).id);
  expect((await offer()).state).toBe('cancelled');
});

it('ends at the latest with the day before the appointment, and is not opened when less than a day is left', async () => {
  world.clock.set(TIMES.appointments - 2 * DAY);
  const { answerBy } = await open();
  expect(answerBy).toBe('2026-03-22T22:59:59Z');
  await world.get(Hearings).drop(appointment, 'error', OPERATOR.name);
  world.clock.set(TIMES.appointments - DAY);
  await expect(open()).rejects.toMatchObject({ code: 'revocation.no-time' });
});

it('is decided before the appointment begins, or never', async () => {
  world.clock.set(TIMES.appointments - 2 * DAY);
  await open();
  await answer();
  world.clock.set(TIMES.appointments - HOUR);
  const { id } = await ask();
  world.clock.set(TIMES.appointments + HOUR);
  await expect(decide(id)).rejects.toMatchObject({ code: 'appointment.begun' });
  expect((await offer()).state).toBe('accepted');
});

it('takes two people, whatever accounts they use, and happens once when two click at once', async () => {
  await open();
  await answer();
  const { id } = await ask();
  await expect(decide(id, { ...APPROVER, person: OPERATOR.person })).rejects.toMatchObject({ code: 'approval.same-person' });
  const clicks = await Promise.allSettled([decide(id), decide(id, ANOTHER)]);
  expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await world.logged('slot.cancelled')).toHaveLength(1);
});

it('is one hearing and one letter when opened twice, also at once', async () => {
  const ids = (await Promise.all([open(), open(), open()])).map(({ id }) => id);
  expect(new Set(ids).size).toBe(1);
  expect(await letters()).toEqual(['hearing.opened']);
});

it('keeps every answer, sealed, with who has written it down', async () => {
  await open();
  await answer('First.');
  world.clock.advance(1);
  await world.get(Hearings).take(appointment, 'Second, on the phone.', 'phone', HOTLINE);
  expect((await world.get(HearingViews).listOf(appointment))[0]?.statements).toMatchObject([
    { text: 'First.', via: 'page', takenBy: null },
    { text: 'Second, on the phone.', via: 'phone', takenBy: HOTLINE.name },
  ]);
  for (const { text } of await world.query<{ text: Buffer }>('SELECT text FROM hearing_statements'))
    expect(text.toString('latin1')).not.toMatch(/phone|First/);
  const rewriting = world.transaction((em) => em.query('UPDATE hearing_statements SET taken_by = NULL, taken_person = NULL'));
  await expect(rewriting).rejects.toThrow(/permission denied/);
  await expect(world.get(OwnHearings).answer(other, 'x')).rejects.toMatchObject({ code: 'revocation.no-hearing' });
});

it('leaves the holder their time when the answer was written down by whoever opened the hearing, or asks', async () => {
  const second: StaffMember = { name: 'staff-6', person: 'six', roles: ['operator'] };
  await open();
  await world.get(Hearings).take(appointment, 'Has nothing to say.', 'phone', { ...OPERATOR, name: 'staff-9' });
  expect((await world.get(HearingViews).listOf(appointment))[0]).toMatchObject({ isHeard: false });
  await expect(ask()).rejects.toMatchObject({ code: 'revocation.time-to-answer' });
  await expect(ask(second)).rejects.toMatchObject({ code: 'revocation.time-to-answer' });
  await world.get(Hearings).take(appointment, 'I come myself.', 'letter', second);
  await expect(ask(second)).rejects.toMatchObject({ code: 'revocation.own-record' });
  await decide((await ask()).id);
  expect((await offer()).state).toBe('cancelled');
});

it('dropped, the appointment stays and its holder is told; what was asked for after it counts no more', async () => {
  await open();
  await answer();
  const { id } = await ask();
  await world.get(Hearings).drop(appointment, 'explained', OPERATOR.name);
  await expect(decide(id)).rejects.toMatchObject({ code: 'revocation.no-hearing' });
  world.clock.advance(1);
  await open();
  await answer();
  await expect(decide(id)).rejects.toMatchObject({ code: 'revocation.no-hearing' });
  expect((await offer()).state).toBe('accepted');
  expect(await letters()).toEqual(['hearing.opened', 'hearing.dropped', 'hearing.opened']);
  expect((await world.get(HearingViews).listOf(appointment)).map(({ outcome }) => outcome)).toEqual([null, 'dropped']);
});

it('given back meanwhile, there is nothing left to decide', async () => {
  await open();
  await answer();
  const { id } = await ask();
  await world.get(AnswersService).giveBack(who);
  await expect(decide(id)).rejects.toMatchObject({ code: 'appointment.not-accepted' });
  expect((await world.get(HearingViews).listOf(appointment))[0]).toMatchObject({ outcome: 'overtaken' });
  await expect(open()).rejects.toMatchObject({ code: 'appointment.not-accepted' });
  expect(await world.get(OwnHearings).find(who)).toBeNull();
});

it.each([
  { first: 'revoked', told: ['done', 'appointment.cancelled', 'revocation.no-hearing'], ended: { state: 'cancelled', reason: 'revoked' } },
  {
    first: 'given back',
    told: ['appointment.not-accepted', 'done', 'revocation.no-hearing'],
    ended: { state: 'cancelled', reason: 'given-back' },
  },
])('giving back and revoking at once end the appointment once: $first by whoever was first', async ({ first, told, ended }) => {
  await open();
  await answer();
  const { id } = await ask();
  const acts = [() => decide(id), () => world.get(AnswersService).giveBack(who), () => answer('Again.')];
  const order = first === 'revoked' ? [0, 1, 2] : [1, 0, 2];
  const outcomes = await world.transaction(async (em) => {
    await em.query('SELECT FROM offers WHERE registration_id = $1 FOR UPDATE', [who.registrationId]);
    const under: Promise<string>[] = [];
    for (const [waiting, act] of order.entries()) {
      under[act] = codeOf(acts[act]!());
      await world.waitForWaiting(em, waiting + 1);
    }
    return { under };
  });
  expect(await Promise.all(outcomes.under)).toEqual(told);
  expect(await offer()).toEqual(ended);
  expect((await world.logged('slot.cancelled')).map(({ reason }) => reason)).toEqual([first === 'revoked' ? 'office' : 'given-back']);
});

it('finds an appointment by the number on its confirmation', async () => {
  const { number } = world.get(AppointmentCodes).codeOf(appointment);
  expect(await world.get(RevocationService).findByNumber(number.toLowerCase())).toBe(appointment);
  for (const wrong of ['', 'K7QD-3F9', '0000-0000'])
    await expect(world.get(RevocationService).findByNumber(wrong)).rejects.toMatchObject({ code: 'appointment.unknown' });
});
