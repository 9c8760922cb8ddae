import { Approvals } from '../../../src/modules/approvals';
import { VoidingService } from '../../../src/modules/draws/voiding.service';
import type { StaffMember } from '../../../src/modules/staff';
import { DAY, DrawWorld, MINUTE, TIMES } from '../../support/draw-world';
import { waitFor } from '../../support/wait-for';

const operator: StaffMember = { name: 'staff-1', person: 'one', roles: ['operator'] };
const approver: StaffMember = { name: 'staff-2', person: 'two', roles: ['approver'] };
const another: StaffMember = { name: 'staff-3', person: 'three', roles: ['approver'] };
const DRAW = `${DrawWorld.path}/0`;

let world: DrawWorld;
beforeEach(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 's1' }, { id: 's2' }]);
  await world.enrol({}, {}, {});
  // The sweep has seen the announcement: its draws have rows.
  await world.settle();
});
afterEach(() => world.test.stop());

const ask = (member = operator, reason = 'wrong-slots') => world.get(VoidingService).ask(member, DRAW, reason);
const decide = (id: string, member: StaffMember, decision: 'approved' | 'refused' = 'approved') =>
  world.get(Approvals).decide(member, id, decision);
const voidings = async (): Promise<unknown[]> => world.query(`SELECT body FROM log_entries WHERE type = 'draw.voided'`);
const slotStates = async (): Promise<string[]> =>
  (await world.query<{ state: string }>('SELECT state FROM slots ORDER BY slot_id')).map(({ state }) => state);

async function freeze(): Promise<void> {
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
  expect((await world.drawOf(0)).state).toBe('frozen');
}

it('takes two people, and then ends the draw, frees its slots and logs it in one step', async () => {
  await freeze();
  const { id } = await ask();
  expect((await world.drawOf(0)).state).toBe('frozen');
  const decided = await decide(id, approver);
  expect(decided).toMatchObject({ decision: 'approved', requestedBy: 'staff-1', decidedBy: 'staff-2' });
  expect(await world.drawOf(0)).toMatchObject({ state: 'voided', endedReason: 'by-staff' });
  expect(await slotStates()).toEqual(['free', 'free']);
  expect(await voidings()).toHaveLength(1);
  await world.liveUntil(TIMES.draw + DAY);
  expect((await world.drawOf(0)).state).toBe('voided');
});

it('is not for whoever asked, by any account, nor for whoever has not that duty', async () => {
  const { id } = await ask();
  const codes: string[] = [];
  for (const member of [
    { ...approver, person: operator.person },
    { ...approver, name: operator.name },
    { ...operator, roles: ['operator', 'approver'] as const },
    { ...approver, roles: ['auditor'] as const },
  ]) {
    codes.push(
      await decide(id, member).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    );
  }
  expect(codes).toEqual(['approval.same-person', 'approval.same-person', 'approval.same-person', 'approval.not-yours']);
  expect(await voidings()).toEqual([]);
});

it('happens once when two approvers click at once', async () => {
  await freeze();
  const { id } = await ask();
  const outcomes = await Promise.allSettled([decide(id, approver), decide(id, another)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'approval.decided-already' } });
  expect(await voidings()).toHaveLength(1);
});

it('answers the same click twice the same', async () => {
  const { id } = await ask();
  expect((await ask()).id).toBe(id);
  expect(await decide(id, approver)).toEqual(await decide(id, approver));
  expect(await voidings()).toHaveLength(1);
});

it('refused, it does nothing, and can be asked for again', async () => {
  const { id } = await ask();
  expect((await decide(id, approver, 'refused')).decision).toBe('refused');
  await expect(decide(id, approver)).rejects.toMatchObject({ code: 'approval.decided-already' });
  expect(await voidings()).toEqual([]);
  expect((await ask()).id).not.toBe(id);
});

it('asked for by a second person for another reason, it says that it waits already', async () => {
  await ask();
  await expect(ask({ ...operator, name: 'staff-9', person: 'nine' })).rejects.toMatchObject({ code: 'approval.waits-already' });
  await expect(ask(operator, 'because')).rejects.toMatchObject({ code: 'approval.unknown-reason' });
});

it('counts for nothing after a day', async () => {
  const { id } = await ask();
  world.clock.advance(DAY);
  await expect(decide(id, approver)).rejects.toMatchObject({ code: 'approval.expired' });
  expect(await world.query(`SELECT decision FROM approvals WHERE id = $1`, [id])).toEqual([{ decision: 'expired' }]);
  expect((await ask()).id).not.toBe(id);
});

it('is refused from a minute before the round on, and of what has ended', async () => {
  await freeze();
  const { id } = await ask();
  world.clock.set(TIMES.draw - MINUTE);
  await expect(decide(id, approver)).rejects.toMatchObject({ code: 'draw.round-too-near' });
  expect(await world.query(`SELECT decision FROM approvals WHERE id = $1`, [id])).toEqual([{ decision: null }]);
  await world.liveUntil(TIMES.draw);
  await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/draw\.(ended|round-too-near)/) });
  await expect(world.get(VoidingService).ask(operator, `${DrawWorld.path}/77`, 'wrong-slots')).rejects.toMatchObject({
    code: 'draw.unknown',
  });
});

it('leaves nothing behind when it fails between draw and decision', async () => {
  await freeze();
  const { id } = await ask();
  await world.query(`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the power went'; END $$`);
  await world.query(
    `CREATE TRIGGER tr_fail BEFORE UPDATE ON approvals FOR EACH ROW WHEN (NEW.decision = 'approved') EXECUTE FUNCTION fail_once()`,
  );
  await expect(decide(id, approver)).rejects.toThrow('the power went');
  expect([(await world.drawOf(0)).state, await slotStates(), await voidings()]).toEqual(['frozen', ['frozen', 'frozen'], []]);
  await world.query('DROP TRIGGER tr_fail ON approvals');
  expect((await decide(id, approver)).decision).toBe('approved');
});

it('can not be rewritten in the database', async () => {
  const { id } = await ask();
  for (const statement of [
    `UPDATE approvals SET requested_person = 'somebody'`,
    `UPDATE approvals SET decision = 'approved', decided_by = 'staff-1', decided_person = 'one', decided_at = now()`,
    `UPDATE approvals SET decision = 'approved', decided_at = now()`,
    `DELETE FROM approvals`,
    `TRUNCATE approvals`,
  ]) {
    await expect(world.query(statement)).rejects.toThrow();
  }
  await decide(id, approver);
  await expect(world.query(`UPDATE approvals SET decision = 'refused'`)).rejects.toThrow(/can't change/);
});

it('asked for again in the instant in which the first request is decided, it is asked for anew', async () => {
  const { id } = await ask();
  // Whoever asks stops here, after it was found that a request waits already, and before that request is read.
  await world.query(`CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$`);
  await world.query('CREATE TRIGGER tr_stop AFTER INSERT ON approvals FOR EACH STATEMENT EXECUTE FUNCTION stop_here()');
  const again = await world.transaction(async (em) => {
    await em.query('SELECT pg_advisory_xact_lock(4711)');
    const asked = ask();
    asked.catch(() => undefined);
    await waitFor(
      async () => (await world.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted`)).length === 1,
      'the one who asks to stop',
    );
    await decide(id, approver, 'refused');
    return { asked };
  });
  const renewed = await again.asked;
  expect([renewed.id === id, renewed.decision]).toEqual([false, null]);
});
