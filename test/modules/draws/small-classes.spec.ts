import { OwnRegistrationService } from '../../../src/modules/registrations/own-registration.service';
import { DrawWorld, type Person, TIMES } from '../../support/draw-world';

/** Nobody is to be picked out of the public list; and nobody's wishes are changed who has not agreed to it. */
const URL = `/api/staff/windows/${DrawWorld.path}/small-classes`;
let world: DrawWorld;

interface View {
  readonly drawId: string;
  readonly freezeAt: string;
  readonly least: number;
  readonly entries: number;
  readonly widened: number;
  readonly classes: { tickets: number; size: number; pots: string[]; choices: string[] | '*'; entries: number }[];
}
const look = async () => (await world.request<View>('GET', URL, undefined, 'operator-1')).body;

beforeEach(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 'a' }, { id: 'b', group: 'pm' }]);
  await world.liveUntil(TIMES.planned);
});
afterEach(() => world.stop());

const agree = (person: Person, wishes: string[]) =>
  world.get(OwnRegistrationService).changeWishes({ ...person, wishes, widenIfRare: true });
const many = (n: number, spec: object = {}) => world.enrol(...Array.from({ length: n }, () => spec));

test('staff see, before the freeze, the lines that too few would share, the rarest first, and no person', async () => {
  await many(5);
  await many(2, { wishes: ['pm', 'am'] });
  const [alone] = await many(1, { size: 3, wishes: ['am'], critical: '2026-03-25' });
  const view = await look();
  expect(view).toEqual({
    drawId: `${DrawWorld.path}/0`,
    freezeAt: new Date(TIMES.freeze * 1000).toISOString().replace('.000', ''),
    least: 5,
    entries: 8,
    widened: 0,
    classes: [
      { tickets: 16, size: 3, pots: ['general'], choices: ['am'], entries: 1 },
      { tickets: 1, size: 1, pots: ['general'], choices: ['pm', 'am'], entries: 2 },
    ],
  });
  expect(JSON.stringify(view)).not.toContain(alone!.registrationId);
  for (const [role, status] of [
    ['auditor-1', 200],
    ['approver-1', 200],
    ['clerk-1', 403],
    ['hotline-1', 403],
    [undefined, 401],
  ] as const) {
    expect([role, (await world.request('GET', URL, undefined, role)).status]).toEqual([role, status]);
  }
});

test('shows what the freeze then writes, and has nothing to show once all draws are frozen', async () => {
  await many(5);
  await many(4, { wishes: ['am'] });
  await world.liveUntil(TIMES.closes);
  const { entries, classes } = await look();
  await world.liveUntil(TIMES.freeze);
  const lines = (await world.text(0, 'entries.txt')).trimEnd().split('\n');
  expect(lines).toHaveLength(entries);
  expect(classes).toEqual([expect.objectContaining({ choices: ['am'], entries: 4 })]);
  expect(lines.filter((line) => line.split(' ')[4] === 'am')).toHaveLength(4);
  await world.liveThroughDraw(0);
  await world.liveThroughDraw(1);
  await world.liveUntil(TIMES.refill(2));
  expect(await world.request('GET', URL, undefined, 'operator-1')).toMatchObject({ status: 409, body: { code: 'draw.none-to-come' } });
});

describe('rare wishes', () => {
  it('are widened for those who have agreed, and for nobody else', async () => {
    await many(5);
    const [agreed, kept] = (await many(2)) as [Person, Person];
    await agree(agreed, ['pm']);
    await world.get(OwnRegistrationService).changeWishes({ ...kept, wishes: ['pm'] });
    expect(await world.get(OwnRegistrationService).status(agreed)).toMatchObject({ wishes: ['pm'], widenIfRare: true });
    expect(await world.get(OwnRegistrationService).status(kept)).toMatchObject({ wishes: ['pm'], widenIfRare: false });
    expect(await look()).toMatchObject({ entries: 7, widened: 1, classes: [{ choices: ['pm'], entries: 1 }] });
    await world.liveUntil(TIMES.closes);
    await world.liveUntil(TIMES.freeze);
    expect([(await world.entryOf(agreed))!.choices, (await world.entryOf(kept))!.choices]).toEqual(['*', ['pm']]);
    const rows = await world.query(`SELECT registration_id AS id FROM draw_entries WHERE widened`);
    expect(rows).toEqual([{ id: agreed.registrationId }]);
    // The wish itself stays as it was: in the next draw it may not be rare.
    expect(await world.get(OwnRegistrationService).status(agreed)).toMatchObject({ wishes: ['pm'], widenIfRare: true });
  });

  it('stay as they are where enough others have the same', async () => {
    const people = await many(5);
    for (const person of people) await agree(person, ['pm', 'am']);
    expect(await look()).toMatchObject({ entries: 5, widened: 0, classes: [] });
    await world.liveUntil(TIMES.closes);
    await world.liveUntil(TIMES.freeze);
    for (const person of people) expect((await world.entryOf(person))!.choices).toEqual(['pm', 'am']);
  });

  it('are judged by what else is in the line: tickets, size and pots', async () => {
    const people = await many(4);
    const [urgent] = await many(1, { critical: '2026-03-25' });
    for (const person of [...people, urgent!]) await agree(person, ['am']);
    await world.liveUntil(TIMES.closes);
    await world.liveUntil(TIMES.freeze);
    for (const person of [...people, urgent!]) expect((await world.entryOf(person))!.choices).toBe('*');
  });

  it('leave a record that verifies like any other', async () => {
    const [person] = await many(1);
    await agree(person!, ['pm']);
    await world.liveThroughDraw(0);
    const { verdict, checks } = await world.verify(0);
    expect({ verdict, failed: checks.filter(({ outcome }) => outcome === 'failed') }).toEqual({ verdict: 'replayed', failed: [] });
  });
});

test('the consent can be given while registering, and means nothing without wishes', async () => {
  const body = (n: number, more: object) => ({
    service: DrawWorld.service,
    person: { surname: 'Neu', givenNames: 'Ayşe', birthDate: '1990-05-17' },
    caseNumber: `N-${n}`,
    contact: { kind: 'mail', value: `neu-${n}@example.org` },
    ...more,
  });
  world.clock.set(TIMES.opens + 60);
  const status = async (more: object, n: number) => {
    const { status: code, body: answer } = await world.request<{ link: string }>('POST', '/api/registrations', body(n, more));
    expect(code).toBe(201);
    return world.get(OwnRegistrationService).status({ link: answer.link, caseNumber: `N-${n}` });
  };
  expect(await status({ wishes: ['pm'], widenIfRare: true }, 1)).toMatchObject({ wishes: ['pm'], widenIfRare: true });
  expect(await status({ wishes: ['pm'], widenIfRare: false }, 2)).toMatchObject({ wishes: ['pm'], widenIfRare: false });
  expect(await status({ widenIfRare: true }, 3)).toMatchObject({ wishes: null, widenIfRare: false });
  const refused = await world.request('POST', '/api/registrations', body(4, { widenIfRare: 'yes' }));
  expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  expect((await world.request('POST', '/api/registrations', body(5, { wishes: ['pm', '*'] }))).status).toBe(400);
});
