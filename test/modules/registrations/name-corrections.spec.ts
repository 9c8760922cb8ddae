import { deriveNameCorrectionCommitment, derivePersonCommitment, formatIdentity } from '../../../src/core';
import { Approvals } from '../../../src/modules/approvals';
import { NameCorrections, ReceiptCopies, StandingRegistrations } from '../../../src/modules/registrations';
import type { StaffMember } from '../../../src/modules/staff';
import { UnitOfWork } from '../../../src/platform/database';
import { DAY, DrawWorld, type Person, TIMES } from '../../support/draw-world';

const CLERK: StaffMember = { name: 'staff-1', person: 'one', roles: ['clerk'] };
const APPROVER: StaffMember = { name: 'staff-2', person: 'two', roles: ['approver'] };
const ANOTHER: StaffMember = { name: 'staff-3', person: 'three', roles: ['approver'] };

let world: DrawWorld;
let who: Person;
beforeEach(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 's1' }]);
  [who] = (await world.enrol({}, {})) as [Person];
  await world.settle();
});
afterEach(() => world.test.stop());

const ask = (name: { surname?: string; givenNames?: string }, member = CLERK) =>
  world.get(NameCorrections).ask(member, who.registrationId, 'typing-error', {
    surname: name.surname ?? who.person.surname,
    givenNames: name.givenNames ?? who.person.givenNames,
  });
const decide = (id: string, member = APPROVER, decision: 'approved' | 'refused' = 'approved') =>
  world.get(Approvals).decide(member, id, decision);
const correct = async (name: { surname?: string; givenNames?: string }) => decide((await ask(name)).id);
const opened = () => world.get(UnitOfWork).run((em) => world.get(StandingRegistrations).openIdentity(em, who.registrationId));

it('shows staff the corrected name, and leaves what was committed to as it was', async () => {
  const { givenNames } = who.person;
  expect((await opened()).isCorrected).toBe(false);
  await correct({ givenNames: 'Aysel' });
  expect(await opened()).toMatchObject({
    givenNames: 'Aysel',
    isCorrected: true,
    birthDate: who.person.birthDate,
    identity: formatIdentity(who.person),
  });
  expect(givenNames).toBe('Ayşe');
  expect((await world.get(ReceiptCopies).get(who)).note).toBe(who.receipt);
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
  const { commitment } = (await world.entryOf(who))!;
  expect(commitment).toBe(derivePersonCommitment(`${DrawWorld.path}/0`, who.receiptSecret, formatIdentity(who.person)));
});

it('is made after the draw as well, and is logged without a name and without a ticket', async () => {
  await world.liveUntil(TIMES.closes);
  await world.liveThroughDraw(0);
  await correct({ givenNames: 'Aysel' });
  const [entry, ...others] = await world.logged('name.corrected');
  expect(others).toEqual([]);
  const corrected = formatIdentity({ ...who.person, givenNames: 'Aysel' });
  expect(entry).toEqual({
    type: 'name.corrected',
    at: expect.any(String),
    service: DrawWorld.service,
    commitment: deriveNameCorrectionCommitment(DrawWorld.service, who.receiptSecret, formatIdentity(who.person), corrected),
    officers: ['staff-1', 'staff-2'],
  });
});

it('is for typing errors only, however often', async () => {
  await expect(ask({ givenNames: 'Fatma' })).rejects.toMatchObject({
    code: 'correction.too-different',
    field: 'surname',
    details: { edits: 4, most: 2 },
  });
  await expect(ask({})).rejects.toMatchObject({ code: 'correction.nothing-changed' });
  await expect(ask({ surname: '', givenNames: '' })).rejects.toMatchObject({ code: 'correction.malformed-name' });
  await expect(ask({ surname: 'a|b' })).rejects.toMatchObject({ code: 'correction.malformed-name', field: 'surname' });
  await correct({ givenNames: 'Ayselm' });
  // Two edits from what stands now, four from what was committed to.
  await expect(ask({ givenNames: 'Ayselmur' })).rejects.toMatchObject({ code: 'correction.too-different', details: { edits: 4, most: 2 } });
  await correct({ givenNames: who.person.givenNames });
  expect(await world.logged('name.corrected')).toHaveLength(2);
});

it('is nothing for a registration that is over, or that does not exist', async () => {
  const { id } = await ask({ givenNames: 'Aysel' });
  await world.query(`UPDATE registrations SET state = 'withdrawn', ended_at = now() WHERE id = $1`, [who.registrationId]);
  await expect(decide(id)).rejects.toMatchObject({ code: 'correction.too-late' });
  await expect(ask({ givenNames: 'Aysel' })).rejects.toMatchObject({ code: 'correction.too-late' });
  const nobody = world.get(NameCorrections).ask(CLERK, '00000000-0000-4000-8000-999999999999', 'typing-error', who.person);
  await expect(nobody).rejects.toMatchObject({ code: 'correction.unknown-registration' });
});

it('keeps no name where anybody could read it', async () => {
  const { id } = await ask({ givenNames: 'Aysel' });
  const rows = await world.query(`SELECT to_jsonb(a)::text || (SELECT to_jsonb(c)::text FROM name_corrections c) AS text FROM approvals a`);
  expect(JSON.stringify(rows)).not.toMatch(/Ay|Yıld/);
  expect(await world.get(NameCorrections).find(id)).toMatchObject({
    before: { givenNames: 'Ayşe' },
    after: { givenNames: 'Aysel' },
    edits: 1,
    most: 2,
  });
});

it('takes two people, whatever accounts they use, and happens once when two click at once', async () => {
  const { id } = await ask({ givenNames: 'Aysel' });
  await expect(decide(id, { ...APPROVER, person: CLERK.person })).rejects.toMatchObject({ code: 'approval.same-person' });
  await expect(decide(id, CLERK)).rejects.toMatchObject({ code: 'approval.not-yours' });
  expect((await opened()).isCorrected).toBe(false);
  const clicks = await Promise.allSettled([decide(id, APPROVER), decide(id, ANOTHER)]);
  expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await world.logged('name.corrected')).toHaveLength(1);
});

it('answers the same question the same, and another one about the same person that one waits', async () => {
  const first = await ask({ givenNames: 'Aysel' });
  expect((await ask({ givenNames: 'Aysel' })).id).toBe(first.id);
  await expect(ask({ givenNames: 'Aysem' })).rejects.toMatchObject({ code: 'approval.waits-already' });
  expect(await world.query('SELECT FROM name_corrections')).toHaveLength(1);
});

it('counts for nothing after a week', async () => {
  const { id } = await ask({ givenNames: 'Aysel' });
  world.clock.advance(7 * DAY);
  await expect(decide(id)).rejects.toMatchObject({ code: 'approval.expired' });
  expect((await opened()).isCorrected).toBe(false);
});

it.each(['approvals', 'log_entries', 'name_corrections'])('leaves nothing behind when it fails at %s', async (table) => {
  const { id } = await ask({ givenNames: 'Aysel' });
  await world.query(`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the power went'; END $$`);
  const when = table === 'approvals' ? `WHEN (NEW.decision = 'approved')` : '';
  await world.query(`CREATE TRIGGER tr_fail BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW ${when} EXECUTE FUNCTION fail_once()`);
  await expect(decide(id)).rejects.toThrow('the power went');
  expect([(await opened()).isCorrected, await world.logged('name.corrected')]).toEqual([false, []]);
  await world.query(`DROP TRIGGER tr_fail ON ${table}`);
  expect((await decide(id)).decision).toBe('approved');
  expect((await opened()).isCorrected).toBe(true);
});

it('is asked for by those who have the duty', async () => {
  const { registrationId: registration, person } = who;
  const body = { registration, reason: 'typing-error', surname: person.surname, givenNames: 'Aysel' };
  const statuses: number[] = [];
  for (const name of ['clerk-1', 'operator-1', 'hotline-1', 'approver-1', 'auditor-1', 'hardship-officer-1']) {
    statuses.push((await world.request('POST', '/api/staff/name-corrections', body, name)).status);
  }
  expect(statuses).toEqual([201, 409, 409, 403, 403, 403]);
  expect((await world.request('POST', '/api/staff/name-corrections', { ...body, birthDate: '1990-01-01' }, 'clerk-1')).status).toBe(400);
});

describe('a registration that changes while its name is being corrected', () => {
  /** Withdraws while `work` waits for the lock. */
  const withdrawDuring = async (work: () => Promise<unknown>): Promise<unknown> => {
    let outcome: Promise<unknown> | undefined;
    await world.get(UnitOfWork).run(async (em) => {
      await em.query(`UPDATE registrations SET state = 'withdrawn', ended_at = now() WHERE id = $1`, [who.registrationId]);
      outcome = work().catch((error: unknown) => error);
      await world.waitForWaiting(em, 1);
    });
    return outcome;
  };

  it('is asked about as it is then', async () => {
    expect(await withdrawDuring(() => ask({ givenNames: 'Aysel' }))).toMatchObject({ code: 'correction.too-late' });
    expect(await world.query('SELECT FROM name_corrections')).toEqual([]);
    expect(await world.query('SELECT FROM approvals')).toEqual([]);
  });

  it('is not corrected after its end', async () => {
    const { id } = await ask({ givenNames: 'Aysel' });
    expect(await withdrawDuring(() => decide(id))).toMatchObject({ code: 'correction.too-late' });
    expect((await opened()).isCorrected).toBe(false);
    expect(await world.logged('name.corrected')).toEqual([]);
  });
});
