import { parseTime } from '../../../src/core';
import { APPROVAL_KINDS, type ApprovalKind, Approvals, type ApprovalView } from '../../../src/modules/approvals';
import { STAFF_ROLES, type StaffMember } from '../../../src/modules/staff';
import { StaffSessions } from '../../../src/modules/staff/sessions/staff-sessions.service';
import { TABLE_RIGHTS } from '../../../src/platform/database';
import { DrawWorld } from '../../support/draw-world';
import { askForEverything } from '../../support/requests-of-two';
import { APPROVER } from '../../support/review-acts';

/** What holds for every act that takes two people, shown for every one of them. */
const KINDS = Object.keys(APPROVAL_KINDS) as ApprovalKind[];
const ANOTHER: StaffMember = { name: 'approver-2', person: 'nine', roles: ['approver'] };
/** Where somebody's roles at the provider say that they plan, and where another account of theirs says that they approve. */
const SUBJECT = { issuer: 'https://login.example', person: 'e-7', displayName: 'Ada', idToken: 'id', offices: null };

let world: DrawWorld;
let waiting: Map<ApprovalKind, ApprovalView>;
/** The other account of whoever has asked for everything. */
let second: StaffMember;

async function openWorld(): Promise<void> {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }, { id: 'h', label: 'hardship' }]);
  const people = await world.enrol(...Array.from({ length: 10 }, () => ({})));
  const sessions = world.get(StaffSessions);
  const first = await sessions.find(await sessions.start({ ...SUBJECT, roles: ['operator', 'hardship-officer', 'clerk'] }));
  second = (await sessions.find(await sessions.start({ ...SUBJECT, roles: ['approver'] })))!;
  waiting = await askForEverything(world, people, { operator: first!, officer: first!, clerk: first! });
}

const decide = (kind: ApprovalKind, member: StaffMember, decision: 'approved' | 'refused' = 'approved') =>
  world.get(Approvals).decide(member, waiting.get(kind)!.id, decision);

/** Everything that is stored, in one line a table. @param but tables left out */
async function contents(but: readonly string[] = []): Promise<string> {
  const tables = Object.keys(TABLE_RIGHTS).filter((table) => !but.includes(table));
  const sums = tables.map((table) => `SELECT '${table}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t`);
  return JSON.stringify(await world.query(`${sums.join(' UNION ALL ')} ORDER BY 1`));
}

describe('while everything waits', () => {
  beforeAll(openWorld, 60_000);
  afterAll(() => world.stop());

  it('each kind of request is among it', () => {
    expect([...waiting.keys()].sort()).toEqual([...KINDS].sort());
  });

  it.each(KINDS)('%s: refused to the other account of whoever has asked, and nothing changes', async (kind) => {
    const before = await contents();
    for (const member of [
      second,
      // Whatever the account is called, and whatever roles somebody might be given.
      { ...second, name: 'approver-8' },
      { ...second, roles: STAFF_ROLES },
      { ...ANOTHER, name: waiting.get(kind)!.requestedBy },
    ]) {
      for (const decision of ['approved', 'refused'] as const)
        await expect(decide(kind, member, decision)).rejects.toMatchObject({ code: 'approval.same-person' });
    }
    expect(await contents()).toBe(before);
  });

  it.each(KINDS)('%s: the database refuses it, too', async (kind) => {
    const { id, requestedBy } = waiting.get(kind)!;
    const write = (by: string, person: string) =>
      world.query(`UPDATE approvals SET decision = 'approved', decided_at = now(), decided_by = $2, decided_person = $3 WHERE id = $1`, [
        id,
        by,
        person,
      ]);
    await expect(write('approver-8', second.person)).rejects.toThrow('ck_approvals_two_people');
    await expect(write(requestedBy, 'nine')).rejects.toThrow('ck_approvals_two_people');
  });

  it.each([...KINDS.filter((kind) => kind !== 'draw.void'), 'draw.void' as const])(
    '%s: happens once when two approvers click at once',
    async (kind) => {
      const outcomes = await Promise.allSettled([decide(kind, APPROVER), decide(kind, ANOTHER)]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'approval.decided-already' } });
    },
  );
});

describe('when nobody has decided in time', () => {
  beforeAll(openWorld, 60_000);
  afterAll(() => world.stop());

  it('each waits to its last second', async () => {
    for (const { id, expiresAt } of waiting.values()) {
      world.clock.set(parseTime(expiresAt) - 1);
      expect((await world.get(Approvals).get(id)).decision).toBeNull();
    }
  });

  it.each([...KINDS].sort((a, b) => APPROVAL_KINDS[a].lifetime - APPROVAL_KINDS[b].lifetime))(
    '%s: counts for nothing, and is not carried out',
    async (kind) => {
      const { id, expiresAt } = waiting.get(kind)!;
      world.clock.set(parseTime(expiresAt));
      const before = await contents(['approvals']);
      await expect(decide(kind, APPROVER)).rejects.toMatchObject({ code: 'approval.expired' });
      expect((await world.get(Approvals).get(id)).decision).toBe('expired');
      expect(await contents(['approvals'])).toBe(before);
    },
  );
});
