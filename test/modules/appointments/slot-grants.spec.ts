import { Approvals } from '../../../src/modules/approvals';
import { AnswersService, CheckInService, CloseOutService, SlotAccounts, SlotGrants } from '../../../src/modules/appointments';
import type { StaffMember } from '../../../src/modules/staff';
import { DAY, DrawWorld, type Person, TIMES } from '../../support/draw-world';

const OPERATOR: StaffMember = { name: 'staff-1', person: 'one', roles: ['operator'] };
const APPROVER: StaffMember = { name: 'staff-2', person: 'two', roles: ['approver'] };
const ANOTHER: StaffMember = { name: 'staff-3', person: 'three', roles: ['approver'] };
const CLERK: StaffMember = { name: 'staff-4', person: 'four', roles: ['clerk'] };

let world: DrawWorld;
let who: Person;
let other: Person;
beforeEach(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 's1' }, { id: 's2' }, { id: 's3', label: 'hardship' }, { id: 's4', label: 'lapsed' }]);
  [who, other] = (await world.enrol({}, {})) as [Person, Person];
  await world.settle();
});
afterEach(() => world.test.stop());

const ask = (slot = 's1', person = who, member = OPERATOR) =>
  world.get(SlotGrants).ask(member, person.registrationId, 'court-order', { window: DrawWorld.path, slot });
const decide = (id: string, member = APPROVER) => world.get(Approvals).decide(member, id, 'approved');
const grant = async (slot = 's1', person = who): Promise<void> => void (await decide((await ask(slot, person)).id));
const registration = async (person = who): Promise<string> =>
  (await world.query<{ state: string }>(`SELECT state FROM registrations WHERE id = $1`, [person.registrationId]))[0]!.state;
const appointment = async (): Promise<{ id: string; state: string }> =>
  (await world.query<{ id: string; state: string }>(`SELECT id, state FROM offers WHERE registration_id = $1`, [who.registrationId]))[0]!;
const letters = async (): Promise<string[]> =>
  (await world.query<{ kind: string }>(`SELECT kind FROM outbox_messages WHERE kind LIKE 'appointment.%' ORDER BY id`)).map(
    ({ kind }) => kind,
  );

it('gives a free slot to one person, by two, and says so in the log and in public counts', async () => {
  await grant();
  expect([await registration(), (await appointment()).state, (await world.slotStates()).s1]).toEqual(['served', 'accepted', 'accepted']);
  const [entry, ...more] = await world.logged('slot.granted');
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ window: DrawWorld.path, slots: ['s1'], reason: 'court-order', officers: ['staff-1', 'staff-2'] });
  expect((await world.get(SlotAccounts).ofWindow(DrawWorld.path)).granted).toEqual([{ reason: 'court-order', slots: 1 }]);
  expect(await letters()).toEqual(['appointment.accepted']);
});

it('leaves the slot and the person out of the draw that comes', async () => {
  await grant();
  await world.liveUntil(TIMES.closes);
  await world.liveThroughDraw(0);
  expect(await world.text(0, 'slots.txt')).not.toContain('s1');
  expect(await world.entryOf(who)).toBeUndefined();
  expect(await world.entryOf(other)).toBeDefined();
});

it('checks the person in like any other, against the receipt; the slot ends as granted', async () => {
  await grant();
  world.clock.set(TIMES.appointments);
  const { id } = await appointment();
  const checkIn = (surname: string, clerk = CLERK) => world.get(CheckInService).checkIn(clerk, id, { ...who.person, surname });
  expect(await checkIn('Somebody Else')).toMatchObject({ outcome: 'mismatched', differs: ['surname'] });
  const other = { ...CLERK, name: 'staff-77', person: 'other-clerk' };
  expect(await checkIn(who.person.surname, other)).toMatchObject({ outcome: 'matched', differs: [] });
  expect([await registration(), (await appointment()).state, (await world.slotStates()).s1]).toEqual(['ended', 'attended', 'granted']);
  expect(await world.logged('slot.attended')).toEqual([]);
});

it('notices when the identity was exchanged after the receipt was given', async () => {
  await grant();
  await world.query(`UPDATE receipts SET hash = sha256(hash) WHERE batch_id IS NULL`).catch(() => undefined);
  await world.query(`UPDATE registrations SET received_at = received_at + interval '1 second' WHERE id = $1`, [who.registrationId]);
  world.clock.set(TIMES.appointments);
  const outcome = await world.get(CheckInService).checkIn(CLERK, (await appointment()).id, who.person);
  expect(outcome).toMatchObject({ outcome: 'mismatched', differs: ['commitment'] });
});

it('given back, it goes into a later draw like every freed slot, and the log says so', async () => {
  await grant();
  await world.get(AnswersService).giveBack(who);
  expect([await registration(), (await appointment()).state, (await world.slotStates()).s1]).toEqual(['standing', 'cancelled', 'free']);
  expect(await world.logged('slot.returned')).toMatchObject([{ window: DrawWorld.path, slots: ['s1'] }]);
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
  expect(await world.text(0, 'slots.txt')).toContain('s1');
});

it('that nobody comes to ends with the window, as granted', async () => {
  await grant();
  await world.liveUntil(TIMES.closes);
  await world.liveThroughDraw(0);
  await world.liveUntil(TIMES.appointments + 30 * DAY);
  expect((await world.get(CloseOutService).closeOut(world.windowId)).outcome).toMatch(/closed-out/);
  expect([(await appointment()).state, (await world.slotStates()).s1, await registration()]).toEqual(['missed', 'granted', 'ended']);
});

it('obeys the labels: slots set apart go to those they are set apart for', async () => {
  await expect(ask('s3')).rejects.toMatchObject({ code: 'grant.label' });
  await expect(ask('s4')).rejects.toMatchObject({ code: 'grant.label' });
  const [hard] = (await world.enrol({ hardship: true })) as [Person];
  await grant('s3', hard);
  expect((await world.slotStates()).s3).toBe('accepted');
  await expect(ask('s4', hard)).rejects.toMatchObject({ code: 'grant.not-standing' });
});

it('gives a family its places side by side', async () => {
  const [family] = (await world.enrol({ size: 2 })) as [Person];
  await expect(ask('s2', family)).rejects.toMatchObject({ code: 'grant.label' });
  await expect(ask('s4', family)).rejects.toMatchObject({ code: 'grant.slot-taken' });
  await grant('s1', family);
  expect(await world.slotStates()).toMatchObject({ s1: 'accepted', s2: 'accepted', s3: 'free' });
  expect(await world.logged('slot.granted')).toMatchObject([{ slots: ['s1', 's2'] }]);
});

it('is refused where a draw has the slot or the person, where it is taken, and for who does not stand', async () => {
  const first = await ask('s1');
  const second = await ask('s1', other);
  await decide(first.id);
  await expect(decide(second.id)).rejects.toMatchObject({ code: 'grant.slot-taken' });
  await expect(ask('s2')).rejects.toMatchObject({ code: 'grant.not-standing' });
  await expect(ask('s2', other)).rejects.toMatchObject({ code: 'approval.waits-already' });
  await world.get(Approvals).decide(APPROVER, second.id, 'refused');
  await expect(ask('s9', other)).rejects.toMatchObject({ code: 'grant.slot-taken' });
  const late = await ask('s2', other);
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
  await expect(decide(late.id)).rejects.toMatchObject({ code: expect.stringMatching(/approval.expired|grant.in-draw|grant.slot-taken/) });
  const nobody = world
    .get(SlotGrants)
    .ask(OPERATOR, '00000000-0000-4000-8000-999999999999', 'emergency', { window: DrawWorld.path, slot: 's2' });
  await expect(nobody).rejects.toMatchObject({ code: 'grant.unknown-registration' });
});

it('takes two people, whatever accounts they use, and happens once when two click at once', async () => {
  const { id } = await ask();
  await expect(decide(id, { ...APPROVER, person: OPERATOR.person })).rejects.toMatchObject({ code: 'approval.same-person' });
  const clicks = await Promise.allSettled([decide(id), decide(id, ANOTHER)]);
  expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await world.query('SELECT FROM offers')).toHaveLength(1);
});

it('gives one slot once when two requests for it are decided at once', async () => {
  const [first, second] = [await ask('s1'), await ask('s1', other)];
  const outcomes = await Promise.allSettled([decide(first.id), decide(second.id, ANOTHER)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await world.logged('slot.granted')).toHaveLength(1);
  expect(await world.query('SELECT FROM offers')).toHaveLength(1);
});

it('waits for the offers of the case before it takes the registration, as answers do', async () => {
  await grant();
  await world.get(AnswersService).giveBack(who);
  const { id } = await ask('s2');
  const deciding = await world.transaction(async (em) => {
    await em.query('SELECT FROM offers WHERE registration_id = $1 FOR UPDATE', [who.registrationId]);
    const decided = decide(id);
    await world.waitForWaiting(em, 1);
    await em.query('SELECT FROM registrations WHERE id = $1 FOR UPDATE NOWAIT', [who.registrationId]);
    return { decided };
  });
  expect((await deciding.decided).decision).toBe('approved');
});

it('counts for nothing after three days', async () => {
  const { id } = await ask();
  world.clock.advance(3 * DAY);
  await expect(decide(id)).rejects.toMatchObject({ code: 'approval.expired' });
  expect((await world.slotStates()).s1).toBe('free');
});

it.each(['approvals', 'log_entries', 'offer_slots', 'registrations', 'outbox_messages'])(
  'leaves nothing behind when it fails at %s',
  async (table) => {
    const { id } = await ask();
    await world.query(`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the power went'; END $$`);
    const when = table === 'approvals' ? `WHEN (NEW.decision = 'approved')` : '';
    await world.query(`CREATE TRIGGER tr_fail BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW ${when} EXECUTE FUNCTION fail_once()`);
    await expect(decide(id)).rejects.toThrow('the power went');
    expect([await registration(), (await world.slotStates()).s1, await world.query('SELECT FROM offers')]).toEqual([
      'standing',
      'free',
      [],
    ]);
    expect(await world.logged('slot.granted')).toEqual([]);
    await world.query(`DROP TRIGGER tr_fail ON ${table}`);
    expect((await decide(id)).decision).toBe('approved');
  },
);

it('is asked for by those who have the duty', async () => {
  const body = { registration: who.registrationId, reason: 'emergency', window: DrawWorld.path, slot: 's1' };
  const statuses: number[] = [];
  for (const name of ['operator-1', 'hardship-officer-1', 'clerk-1', 'approver-1', 'auditor-1', 'administrator-1']) {
    statuses.push((await world.request('POST', '/api/staff/slot-grants', body, name)).status);
  }
  expect(statuses).toEqual([201, 409, 403, 403, 403, 403]);
});
