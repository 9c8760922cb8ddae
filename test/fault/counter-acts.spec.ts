import { AnswersService, CheckInService, PaperDays } from '../../src/modules/appointments';
import { type CallerKey, Callers, OwnRegistrationService } from '../../src/modules/registrations';
import type { StaffMember } from '../../src/modules/staff';
import { DrawWorld, type Person, TIMES } from '../support/draw-world';
import { type FaultKind, Faults, ProcessDied } from '../support/draw-world-faults';
import { expectConsistentLog } from '../support/draw-world-outcome';

const HOTLINE: StaffMember = { name: 'staff-7', person: 'p-7', roles: ['hotline'] };
const CLERK: StaffMember = { name: 'staff-8', person: 'p-8', roles: ['clerk'] };

/** Whoever sees no answer sends the form again. */
describe.each<FaultKind>(['before', 'after'])('a process that dies %s a write of hotline or counter', (kind) => {
  const faults = new Faults();
  let world: DrawWorld;
  let [winner, loser]: [Person, Person] = [] as never;
  /** What was written and not told is there, once more. */
  const each = kind === 'after' ? 2 : 1;

  beforeAll(async () => {
    faults.arm(null);
    world = await DrawWorld.open({ exchanges: { quietSweeps: true, unitOfWork: faults.unitOfWork } });
    const people = await world.enrol({}, {});
    await world.addSlots([{ id: 's1' }]);
    await world.liveUntil(TIMES.closes);
    await world.liveThroughDraw(0);
    const drawn = await Promise.all(people.map(async (person) => ({ person, pot: (await world.resultOf(person))!.pot })));
    winner = drawn.find(({ pot }) => pot !== null)!.person;
    loser = drawn.find(({ pot }) => pot === null)!.person;
  });
  afterAll(() => world.stop());

  const twice = async <T>(work: () => Promise<T>): Promise<T> => {
    faults.arm({ at: 1, kind });
    await expect(work()).rejects.toThrow(ProcessDied);
    faults.arm(null);
    return work();
  };
  const said = ({ caseNumber, person }: Person): CallerKey => ({ caseNumber, birthDate: person.birthDate });
  const notes = async ({ registrationId }: Person, act: string): Promise<number> =>
    (await world.query(`SELECT FROM assisted_acts WHERE registration_id = $1 AND kind = $2 AND done_by = 'staff-7'`, [registrationId, act]))
      .length;
  const letters = async ({ registrationId }: Person): Promise<number> =>
    (await world.query(`SELECT FROM outbox_messages WHERE registration_id = $1`, [registrationId])).length;
  /** Does it as the page does. */
  const act = async (
    who: Person,
    what: Parameters<Callers['noteOf']>[2],
    work: (...key: Parameters<OwnRegistrationService['withdraw']>) => unknown,
  ) => {
    const key = await world.get(Callers).prove(HOTLINE, who.registrationId, said(who));
    await work(key, world.get(Callers).noteOf(HOTLINE, who.registrationId, what));
  };

  it('notes every page that could be read out, and every name that was shown', async () => {
    await twice(() => world.get(Callers).open(HOTLINE, loser.registrationId, said(loser)));
    await twice(() => world.get(Callers).lookUp(HOTLINE, said(loser)));
    expect([await notes(loser, 'opened'), await notes(loser, 'looked-up')]).toEqual([each, each]);
  });

  it('sends as many links as it notes', async () => {
    const before = await letters(loser);
    await twice(() => world.get(Callers).sendLink(HOTLINE, loser.registrationId, said(loser)));
    expect([await notes(loser, 'link'), (await letters(loser)) - before]).toEqual([each, each]);
  });

  it('accepts an offer once, with one note', async () => {
    await twice(() => act(winner, 'accept', (key, note) => world.get(AnswersService).accept(key, note)));
    expect([await notes(winner, 'accept'), (await world.logged('slot.accepted')).length]).toEqual([1, 1]);
  });

  it('withdraws once, with one note', async () => {
    await twice(() => act(loser, 'withdraw', (key, note) => world.get(OwnRegistrationService).withdraw(key, note)));
    expect(await notes(loser, 'withdraw')).toBe(1);
    expect(await world.query('SELECT state FROM registrations WHERE id = $1', [loser.registrationId])).toEqual([{ state: 'withdrawn' }]);
  });

  it('keeps a day on paper open, and closes it, as whoever did it first', async () => {
    const [{ id: office }] = (await world.query<{ id: string }>('SELECT id FROM offices')) as [{ id: string }];
    const day = { office, day: '2026-03-23' };
    await twice(() => world.get(PaperDays).hold(CLERK, day));
    await twice(() => world.get(PaperDays).close(CLERK, day));
    expect(await world.query('SELECT held_by, entered_by FROM paper_days')).toEqual([{ held_by: 'staff-8', entered_by: 'staff-8' }]);
  });

  it('checks in once; who asks again learns that it is done', async () => {
    world.clock.set(TIMES.appointments);
    const [{ id }] = (await world.query<{ id: string }>(`SELECT id FROM offers WHERE state = 'accepted'`)) as [{ id: string }];
    const confirmed = twice(() => world.get(CheckInService).confirm(CLERK, id, null, null));
    if (kind === 'after') await expect(confirmed).rejects.toMatchObject({ code: 'check-in.done' });
    else expect(await confirmed).toMatchObject({ outcome: 'matched' });
    expect(await world.query('SELECT outcome FROM check_ins')).toEqual([{ outcome: 'matched' }]);
    expect(await world.logged('slot.attended')).toHaveLength(1);
    await world.settle();
    await expectConsistentLog(world);
  });
});
