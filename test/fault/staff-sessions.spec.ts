import { type SignedIn, StaffSessions } from '../../src/modules/staff/sessions/staff-sessions.service';
import type { StaffMember } from '../../src/modules/staff';
import { DrawWorld } from '../support/draw-world';
import { Faults, type FaultKind } from '../support/draw-world-faults';

const PERSON = {
  issuer: 'https://login.example',
  person: 'e-7',
  displayName: 'Ada Lovelace',
  idToken: 'id',
  roles: ['clerk'],
  offices: null,
};
const administrator: StaffMember = { name: 'staff-99', person: 'x', roles: ['administrator'] };

describe.each<FaultKind>(['before', 'after'])('a process that dies %s a write of a session', (kind) => {
  const faults = new Faults();
  let world: DrawWorld;
  let sessions: StaffSessions;
  beforeEach(async () => {
    faults.arm(null);
    world = await DrawWorld.open({ exchanges: { quietSweeps: true, unitOfWork: faults.unitOfWork } });
    sessions = world.get(StaffSessions);
  });
  afterEach(() => world.stop());

  const dying = async (work: () => Promise<unknown>): Promise<void> => {
    faults.arm({ at: 1, kind });
    await expect(work()).rejects.toThrow();
    expect(faults.died).toBe(true);
    faults.arm(null);
  };
  const start = (): Promise<string> => sessions.start(PERSON as unknown as SignedIn);

  it('at a login: nobody is signed in by it, and the next one makes one person with one pseudonym', async () => {
    await dying(start);
    const token = await start();
    const people = await world.query<{ number: number }>('SELECT number FROM staff_people');
    expect(people).toHaveLength(1);
    expect(await sessions.find(token)).toMatchObject({ name: `staff-${people[0]!.number}`, roles: ['clerk'] });
    // Of a session that was written and never told, nobody has the cookie.
    expect(await world.query('SELECT count(*)::integer AS n FROM staff_sessions')).toEqual([{ n: kind === 'after' ? 2 : 1 }]);
  });

  it('at a logout: the session is over or it is not, and a second click ends it', async () => {
    const token = await start();
    await dying(() => sessions.end(token));
    expect((await sessions.find(token)) === null).toBe(kind === 'after');
    await sessions.end(token);
    expect(await sessions.find(token)).toBeNull();
    expect(await world.query('SELECT ended_by FROM staff_sessions')).toEqual([{ ended_by: 'staff-1' }]);
  });

  it('when an administrator ends all of somebody: all or none, and all the second time', async () => {
    const tokens = [await start(), await start()];
    await dying(() => sessions.endAllOf('staff-1', administrator));
    const left = await Promise.all(tokens.map((token) => sessions.find(token)));
    expect(left.map((member) => member === null)).toEqual(kind === 'after' ? [true, true] : [false, false]);
    await sessions.endAllOf('staff-1', administrator);
    expect(await Promise.all(tokens.map((token) => sessions.find(token)))).toEqual([null, null]);
  });
});
