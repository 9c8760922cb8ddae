import { DeploymentModule } from '../../../src/deployment.module';
import { AuditLogModule } from '../../../src/modules/audit-log';
import { HardshipModule } from '../../../src/modules/hardship';
import { IdentityModule } from '../../../src/modules/identity';
import { RegistrationsModule, StandingRegistrations } from '../../../src/modules/registrations';
import { SlotsModule } from '../../../src/modules/slots';
import { StaffModule } from '../../../src/modules/staff';
import { WindowsModule } from '../../../src/modules/windows';
import { PlatformModule } from '../../../src/platform/platform.module';
import { SweepsModule } from '../../../src/platform/schedule';
import type { Runtime } from '../../../src/platform/runtime';
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
    window.request('POST', '/staff/hardship-grants', { registration: who.registrationId, reason: 'medical', ...changes }, name);
  const approve = (name = 'approver-1', registration = who.registrationId) =>
    window.request('POST', `/staff/hardship-grants/${registration}/approval`, {}, name);
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

  it('counts when two people have said so, and not before', async () => {
    expect(await request()).toMatchObject({
      status: 201,
      body: { registration: who.registrationId, reason: 'medical', requestedBy: 'hardship-officer-1', approvedBy: null },
    });
    expect(await counts()).toBe(false);
    const waiting = await window.request('GET', '/staff/hardship-grants', undefined, 'approver-1');
    expect(waiting.body).toContainEqual(expect.objectContaining({ registration: who.registrationId }));
    expect(await approve()).toMatchObject({ status: 200, body: { approvedBy: 'approver-1' } });
    expect(await counts()).toBe(true);
    const after = await window.request('GET', '/staff/hardship-grants', undefined, 'auditor-1');
    expect(after.body).not.toContainEqual(expect.objectContaining({ registration: who.registrationId }));
  });

  it('is asked for once and approved once, however often', async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => request()));
    for (const answer of asked) expect(answer).toEqual({ ...asked[0], status: 201 });
    expect(await request({ reason: 'job-loss' })).toMatchObject({ status: 409, body: { code: 'hardship.requested-already' } });
    const approved = await Promise.all(Array.from({ length: 5 }, () => approve()));
    for (const answer of approved) expect(answer).toEqual(approved[0]);
    expect(await window.query(`SELECT FROM hardship_grants WHERE registration_id = $1`, [who.registrationId])).toHaveLength(1);
  });

  it('is never approved by the person who asked, whatever roles they hold', async () => {
    await request();
    await window.query(`UPDATE hardship_grants SET requested_by = 'approver-1' WHERE registration_id = $1`, [who.registrationId]);
    expect(await approve()).toMatchObject({ status: 403, body: { code: 'hardship.same-person' } });
    expect(await counts()).toBe(false);
    const behindOurBack = window.query(`UPDATE hardship_grants SET approved_by = requested_by WHERE registration_id = $1`, [
      who.registrationId,
    ]);
    await expect(behindOurBack).rejects.toMatchObject({ constraint: 'ck_hardship_grants_two_people' });
  });

  it.each(['offered', 'served', 'withdrawn', 'excluded', 'ended'])('comes too late for a registration that is %s', async (state) => {
    await window.query(`UPDATE registrations SET state = $2 WHERE id = $1`, [who.registrationId, state]);
    expect(await request()).toMatchObject({ status: 410, body: { code: 'hardship.too-late' } });
    await window.query(`UPDATE registrations SET state = 'standing' WHERE id = $1`, [who.registrationId]);
    await request();
    await window.query(`UPDATE registrations SET state = $2 WHERE id = $1`, [who.registrationId, state]);
    expect(await approve()).toMatchObject({ status: 410, body: { code: 'hardship.too-late' } });
  });

  it('needs a registration, a request, and a reason from the list', async () => {
    expect(await approve()).toMatchObject({ status: 404, body: { code: 'hardship.unknown' } });
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await request({ registration: nobody })).toMatchObject({ status: 404, body: { code: 'hardship.unknown-registration' } });
    expect(await request({ reason: 'a long story' })).toMatchObject({ status: 400, body: { errors: [{ field: 'reason' }] } });
  });

  it.each(['operator-1', 'clerk-1', 'hotline-1', 'auditor-1', 'administrator-1', 'ombudsperson'])(
    'is not for %s to decide',
    async (name) => {
      expect((await request({}, name)).status).toBe(403);
      expect((await approve(name)).status).toBe(403);
    },
  );

  it('keeps the two duties apart', async () => {
    expect((await request({}, 'approver-1')).status).toBe(403);
    expect((await approve('hardship-officer-1')).status).toBe(403);
  });
});
