import { createHash } from 'node:crypto';
import { DeploymentModule } from '../../../src/deployment.module';
import { AuditLogModule } from '../../../src/modules/audit-log';
import { Approvals } from '../../../src/modules/approvals';
import { HardshipModule, HardshipService } from '../../../src/modules/hardship';
import { IdentityModule } from '../../../src/modules/identity';
import { RegistrationsModule, StandingRegistrations } from '../../../src/modules/registrations';
import { SlotsModule } from '../../../src/modules/slots';
import { StaffModule, type StaffMember } from '../../../src/modules/staff';
import { WindowsModule } from '../../../src/modules/windows';
import { PlatformModule } from '../../../src/platform/platform.module';
import { SweepsModule } from '../../../src/platform/schedule';
import type { Runtime } from '../../../src/platform/runtime';
import { DAY } from '../windows/window-fixtures';
import { type Applicant, DrawnWindow, type Office, openOffice } from '../appointments/drawn-window';

const ROLE = { web: true, worker: false };
const MODULES = [StaffModule, AuditLogModule, WindowsModule, IdentityModule, RegistrationsModule, SlotsModule, HardshipModule];

class Composed {}
const compose = (runtime: Runtime) => ({
  module: Composed,
  imports: [PlatformModule.forRoot(runtime), SweepsModule, DeploymentModule, ...MODULES.map((module) => module.forRole(ROLE))],
});

describe('hardship', () => {
  let office: Office;
  let window: DrawnWindow;
  let who: Applicant;

  beforeAll(async () => {
    office = await openOffice({ module: compose });
    window = await DrawnWindow.open(office);
  });
  afterAll(() => office.test.stop());
  beforeEach(async () => void (who = await window.register()));

  const request = (changes: object = {}, name = 'hardship-officer-1') =>
    window.request(
      'POST',
      '/staff/hardship-grants',
      { registration: who.registrationId, reason: 'medical', proof: 'medical-certificate', ...changes },
      name,
    );
  const approve = async (name = 'approver-1') => {
    const waiting = await window.get(Approvals).findWaiting('hardship.grant', who.registrationId);
    return window.request('POST', `/staff/approvals/${waiting!.id}/decision`, { decision: 'approved' }, name);
  };
  /** What the next freeze would find. */
  const counts = async (): Promise<boolean> => {
    const [row] = await window.query<{ service_id: string }>(`SELECT service_id FROM windows WHERE id = $1`, [window.windowId]);
    const candidates = await window.transaction((em) =>
      window.get(StandingRegistrations).listForFreeze(em, {
        serviceId: row!.service_id,
        windowId: window.windowId,
        closesAt: new Date('2100-01-01T00:00:00Z'),
        excludeRegistrationIds: [],
      }),
    );
    return candidates.find(({ registrationId }) => registrationId === who.registrationId)!.facts.hardship;
  };

  const logged = async (): Promise<Record<string, unknown>[]> =>
    (await window.query<{ body: string }>(`SELECT body FROM log_entries WHERE type = 'hardship.granted' ORDER BY id`)).map(
      ({ body }) => JSON.parse(body) as Record<string, unknown>,
    );

  it('is in the log when it counts, by a commitment that its receipt secret opens, without person, ticket or reason', async () => {
    const before = await logged();
    await request();
    expect(await logged()).toEqual(before);
    await approve();
    const [entry, ...others] = (await logged()).slice(before.length);
    const { receiptSecret, identity } = await window.transaction((em) =>
      window.get(StandingRegistrations).openIdentity(em, who.registrationId),
    );
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const service = window.path.split('/').slice(0, 2).join('/');
    const salt = sha256(`fairslot/v1/salt\n${service}\n${receiptSecret}\n`);
    expect([entry, others]).toEqual([
      {
        type: 'hardship.granted',
        at: expect.any(String) as string,
        service,
        commitment: sha256(['fairslot/v1/hardship-grant', service, salt, sha256(identity), 'medical', ''].join('\n')),
        officers: ['hardship-officer-1', 'approver-1'],
      },
      [],
    ]);
  });

  it('counts when two people have said so, and not before', async () => {
    expect(await request()).toMatchObject({
      status: 201,
      body: {
        subject: who.registrationId,
        reason: 'medical',
        details: { proof: 'medical-certificate' },
        requestedBy: 'hardship-officer-1',
      },
    });
    expect(await counts()).toBe(false);
    const waiting = await window.request('GET', '/staff/hardship-grants', undefined, 'approver-1');
    expect(waiting.body).toContainEqual(expect.objectContaining({ subject: who.registrationId }));
    expect(await approve()).toMatchObject({ status: 200, body: { decision: 'approved', decidedBy: 'approver-1' } });
    expect(await counts()).toBe(true);
    const after = await window.request('GET', '/staff/hardship-grants', undefined, 'auditor-1');
    expect(after.body).not.toContainEqual(expect.objectContaining({ subject: who.registrationId }));
    expect(await request()).toMatchObject({ status: 409, body: { code: 'hardship.granted-already' } });
  });

  it('is asked for once and granted once, however often', async () => {
    const before = (await logged()).length;
    const asked = await Promise.all(Array.from({ length: 5 }, () => request()));
    for (const answer of asked) expect(answer).toEqual({ ...asked[0], status: 201 });
    for (const change of [{ reason: 'job-loss' }, { proof: 'court-document' }]) {
      expect(await request(change)).toMatchObject({ status: 409, body: { code: 'approval.waits-already' } });
    }
    const { id } = asked[0]!.body as unknown as { id: string };
    const approvers: StaffMember[] = ['two', 'three'].map((person) => ({ name: person, person, roles: ['approver'] }));
    const clicks = await Promise.allSettled(approvers.map((each) => window.get(Approvals).decide(each, id, 'approved')));
    expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await window.query(`SELECT FROM hardship_grants WHERE registration_id = $1`, [who.registrationId])).toHaveLength(1);
    const faster = clicks.findIndex(({ status }) => status === 'fulfilled') === 0 ? 'two' : 'three';
    // One entry, whoever's: not one of each of the two.
    expect((await logged()).slice(before).map(({ officers }) => officers)).toEqual([['hardship-officer-1', faster]]);
  });

  it('is never approved by the person who asked, whatever account they use', async () => {
    const officer: StaffMember = { name: 'staff-1', person: 'one', roles: ['hardship-officer'] };
    const { id } = await window.get(HardshipService).request(officer, who.registrationId, 'medical', 'medical-certificate');
    const secondAccount: StaffMember = { name: 'staff-2', person: 'one', roles: ['approver'] };
    await expect(window.get(Approvals).decide(secondAccount, id, 'approved')).rejects.toMatchObject({ code: 'approval.same-person' });
    expect(await counts()).toBe(false);
    const behindOurBack = ([by, person]: readonly [string, string]): Promise<unknown> =>
      window.query(
        `INSERT INTO hardship_grants (registration_id, reason, proof, requested_by, requested_person, requested_at, approved_by, approved_person, approved_at)
         VALUES ($1, 'medical', 'medical-certificate', 'staff-1', 'one', now(), $2, $3, now())`,
        [who.registrationId, by, person],
      );
    for (const second of [
      ['staff-1', 'two'],
      ['staff-2', 'one'],
    ] as const) {
      await expect(behindOurBack(second)).rejects.toMatchObject({ constraint: 'ck_hardship_grants_two_people' });
    }
  });

  it('refused, it counts for nothing, and can be asked for again', async () => {
    const { id } = (await request()).body as unknown as { id: string };
    const refused = await window.request('POST', `/staff/approvals/${id}/decision`, { decision: 'refused' }, 'approver-1');
    expect(refused).toMatchObject({ status: 200, body: { decision: 'refused' } });
    expect(await counts()).toBe(false);
    expect(((await request()).body as unknown as { id: string }).id).not.toBe(id);
  });

  it('leaves nothing behind when it fails between grant and decision', async () => {
    const { id } = (await request()).body as unknown as { id: string };
    const decide = () => window.request('POST', `/staff/approvals/${id}/decision`, { decision: 'approved' }, 'approver-1');
    await window.query(`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the power went'; END $$`);
    await window.query(
      `CREATE TRIGGER tr_fail BEFORE UPDATE ON approvals FOR EACH ROW WHEN (NEW.decision = 'approved') EXECUTE FUNCTION fail_once()`,
    );
    const before = await logged();
    expect((await decide()).status).toBe(500);
    expect(await counts()).toBe(false);
    expect(await logged()).toEqual(before);
    await window.query('DROP TRIGGER tr_fail ON approvals; DROP FUNCTION fail_once()');
    expect((await decide()).status).toBe(200);
    expect(await counts()).toBe(true);
    expect(await logged()).toHaveLength(before.length + 1);
  });

  it('expires when nobody decides', async () => {
    const { id } = (await request()).body as unknown as { id: string };
    office.clock.advance(14 * DAY);
    const late = await window.request('POST', `/staff/approvals/${id}/decision`, { decision: 'approved' }, 'approver-1');
    expect(late).toMatchObject({ status: 410, body: { code: 'approval.expired' } });
    expect(await counts()).toBe(false);
    office.clock.advance(-14 * DAY);
  });

  it.each(['offered', 'served', 'withdrawn', 'excluded', 'ended'])('comes too late for a registration that is %s', async (state) => {
    await window.query(`UPDATE registrations SET state = $2 WHERE id = $1`, [who.registrationId, state]);
    expect(await request()).toMatchObject({ status: 410, body: { code: 'hardship.too-late' } });
    await window.query(`UPDATE registrations SET state = 'standing' WHERE id = $1`, [who.registrationId]);
    await request();
    await window.query(`UPDATE registrations SET state = $2 WHERE id = $1`, [who.registrationId, state]);
    expect(await approve()).toMatchObject({ status: 410, body: { code: 'hardship.too-late' } });
  });

  it('needs a registration, and a reason from the list', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await request({ registration: nobody })).toMatchObject({ status: 404, body: { code: 'hardship.unknown-registration' } });
    expect(await request({ reason: 'a long story' })).toMatchObject({ status: 400, body: { errors: [{ field: 'reason' }] } });
    expect(await request({ proof: 'he said so' })).toMatchObject({ status: 400, body: { errors: [{ field: 'proof' }] } });
  });

  it.each(['operator-1', 'clerk-1', 'hotline-1', 'auditor-1', 'administrator-1', 'ombudsperson'])(
    'is not for %s to decide',
    async (name) => {
      expect((await request({}, name)).status).toBe(403);
      await request();
      expect((await approve(name)).status).toBe(403);
    },
  );

  it('is decided in one place, with the other acts of two people', async () => {
    await request();
    expect((await window.request('POST', `/staff/hardship-grants/${who.registrationId}/approval`, {}, 'approver-1')).status).toBe(404);
    expect(await counts()).toBe(false);
  });

  it('keeps the two duties apart', async () => {
    expect((await request({}, 'approver-1')).status).toBe(403);
    await request();
    expect((await approve('hardship-officer-1')).status).toBe(403);
  });
});
