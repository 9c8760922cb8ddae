import { Approvals } from '../../../src/modules/approvals';
import { KeepingService, OwnObjections, RemovalService, ReviewNotices } from '../../../src/modules/registrations';
import { RegistrationComparison } from '../../../src/modules/registrations/reviews';
import type { StaffMember } from '../../../src/modules/staff';
import { DAY, DrawWorld, HOUR, type Person, TIMES } from '../../support/draw-world';
import { APPROVER, approve, askAbout, excludeByTwo, hear, HOTLINE, OPERATOR } from '../../support/review-acts';

let world: DrawWorld;
let people: [Person, Person, Person];
beforeEach(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 'a' }]);
  people = (await world.enrol({ critical: '2026-03-20' }, { critical: '2026-04-30' }, {})) as [Person, Person, Person];
  await world.get(RegistrationComparison).compareNew();
  await world.settle();
});
afterEach(() => world.stop());

const SECOND: StaffMember = { name: 'approver-2', person: 'three', roles: ['approver'] };
const removal = () => world.get(RemovalService);
const askToExclude = ({ registrationId }: Person, member = OPERATOR) => removal().askToExclude(member, registrationId, 'mass-pattern');
const askToMerge = ({ registrationId }: Person, into: Person) =>
  removal().askToMerge(OPERATOR, registrationId, into.registrationId, 'same-person');
const stateOf = async ({ registrationId }: Person) =>
  (await world.query<{ state: string }>('SELECT state FROM registrations WHERE id = $1', [registrationId]))[0]!.state;
const excluded = async () => (await world.query(`SELECT body FROM log_entries WHERE type = 'registration.excluded'`)).length;
const openQuestions = async () => (await world.query(`SELECT id FROM review_items WHERE decision IS NULL`)).length;
const asService = (sql: string) => world.transaction((em) => em.query(sql));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

async function freeze(): Promise<void> {
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
  expect((await world.drawOf(0)).state).toBe('frozen');
}

it('nobody is excluded when the freeze comes first: whoever was asked about is in the draw, and stays in it until it is drawn', async () => {
  const who = people[1];
  await hear(world, who.registrationId);
  const asked = await askToExclude(who);
  await freeze();
  expect(await codeOf(approve(world, asked))).toBe('review.in-draw');
  expect([await stateOf(who), await excluded()]).toEqual(['standing', 0]);
  const entry = await world.entryOf(who);
  expect(entry).toBeDefined();
  expect(await codeOf(askToMerge(people[2], people[0]))).toBe('review.in-draw');
  expect(await codeOf(world.get(ReviewNotices).send(people[2].registrationId, 'details', OPERATOR))).toBe('review.in-draw');
});

it.each([
  { what: 'got nothing can be excluded', wish: 'pm', code: 'done', state: 'standing' },
  { what: 'got a slot can not', wish: 'am', code: 'review.too-late', state: 'offered' },
])('after the draw, whoever $what', async ({ wish, code, state }) => {
  const who = people[1];
  // The only slot is in the morning, and nobody else can come then.
  await world.query(`UPDATE registrations SET choices = CASE WHEN id = $1 THEN $2 ELSE 'pm' END`, [who.registrationId, wish]);
  await hear(world, who.registrationId);
  await askToExclude(who);
  await freeze();
  await world.liveUntil(TIMES.reveal);
  await world.liveUntil(TIMES.draw);
  expect([await codeOf(askToExclude(who)), await stateOf(who)]).toEqual([code, state]);
});

it.each([
  { first: 'decision', outcome: 'done', state: 'excluded', isIn: false },
  { first: 'freeze', outcome: 'review.in-draw', state: 'standing', isIn: true },
])('a freeze and a decision at the same moment, the $first first: the registration is either out before it, or in it', async (expected) => {
  const who = people[1];
  await hear(world, who.registrationId);
  const asked = await askToExclude(who);
  await world.liveUntil(TIMES.closes);
  world.clock.set(TIMES.freeze);
  const decide = () => codeOf(approve(world, asked));
  const { deciding, freezing } = await world.transaction(async (em) => {
    // Both have passed the gate, or wait before it, when they come to the registration.
    await em.query('SELECT FROM registrations WHERE id = $1 FOR UPDATE', [who.registrationId]);
    let [deciding, freezing]: [Promise<string> | null, Promise<void> | null] = [null, null];
    if (expected.first === 'decision') deciding = decide();
    else freezing = world.settle();
    await world.waitForWaiting(em, 1);
    deciding ??= decide();
    freezing ??= world.settle();
    await world.waitForWaiting(em, 2);
    return { deciding, freezing };
  });
  await freezing;
  const outcome = await deciding;
  const isIn = (await world.query('SELECT 1 FROM draw_entries WHERE registration_id = $1', [who.registrationId])).length === 1;
  expect({ first: expected.first, outcome, state: await stateOf(who), isIn }).toEqual(expected);
});

it('merged registrations weigh the lower of both at the freeze', async () => {
  const [first, second] = people;
  await approve(world, await askToMerge(second, first));
  await freeze();
  const entry = await world.entryOf(first);
  expect(await world.query('SELECT registration_id FROM draw_entry_merges WHERE ticket_id = $1', [entry!.ticketId])).toHaveLength(2);
  expect(await world.query('SELECT 1 FROM draw_entries WHERE registration_id = $1', [second.registrationId])).toEqual([]);
});

it('time to object is over when it is over, and a late answer still reaches whoever decides', async () => {
  const { registrationId } = people[1];
  const { objectBy } = await world.get(ReviewNotices).send(registrationId, 'pattern', OPERATOR);
  expect(Date.parse(objectBy)).toBe((world.clock.seconds() + 3 * DAY) * 1000);
  world.clock.advance(3 * DAY - 1);
  expect(await codeOf(askToExclude(people[1]))).toBe('review.time-to-object');
  world.clock.advance(2);
  expect(await codeOf(askToExclude(people[1]))).toBe('done');
  const late = await world.get(ReviewNotices).take(registrationId, 'Ich war im Krankenhaus.', 'letter', OPERATOR);
  expect(late.statements).toMatchObject([{ text: 'Ich war im Krankenhaus.', via: 'letter', takenBy: OPERATOR.name }]);
});

it('leaves people their time when the answer was written down by whoever sent the notice, or asks, whatever accounts they use', async () => {
  const [, who] = people;
  const another: StaffMember = { name: 'operator-2', person: 'six', roles: ['operator'] };
  const notices = world.get(ReviewNotices);
  await notices.send(who.registrationId, 'pattern', OPERATOR);
  const view = await notices.take(who.registrationId, 'Sagt nichts.', 'phone', { ...OPERATOR, name: 'hotline-9' });
  expect(view).toMatchObject({ isHeard: false, statements: [{ takenBy: 'hotline-9' }] });
  expect(await codeOf(askToExclude(who))).toBe('review.time-to-object');
  expect(await codeOf(askToExclude(who, another))).toBe('review.time-to-object');
  await notices.take(who.registrationId, 'Wir wohnen zusammen.', 'counter', another);
  expect(await codeOf(askToExclude(who, { ...another, name: 'operator-9' }))).toBe('review.own-record');
  world.clock.advance(3 * DAY + 1);
  expect(await codeOf(askToExclude(who, another))).toBe('done');
});

it("keeps everything that is said, and writes nobody's words over", async () => {
  const [, who] = people;
  const notices = world.get(ReviewNotices);
  await notices.send(who.registrationId, 'pattern', OPERATOR);
  // A second click says nothing more.
  for (let click = 0; click < 2; click++) await world.get(OwnObjections).object(who, 'Ich bin es selbst.');
  world.clock.advance(1);
  await notices.take(who.registrationId, 'Zieht alles zurück.', 'phone', HOTLINE);
  await notices.take(who.registrationId, 'Zieht alles zurück.', 'phone', HOTLINE);
  world.clock.advance(1);
  await world.get(OwnObjections).object(who, 'Das habe ich nicht gesagt.');
  const view = (await world.transaction((em) => notices.listOpen(em, [who.registrationId]))).get(who.registrationId)!;
  expect(view.statements.map(({ text, via, takenBy }) => [text, via, takenBy])).toEqual([
    ['Ich bin es selbst.', 'page', null],
    ['Zieht alles zurück.', 'phone', HOTLINE.name],
    ['Das habe ich nicht gesagt.', 'page', null],
  ]);
  await expect(asService(`UPDATE review_statements SET text = '\\x00'`)).rejects.toThrow(/permission denied/);
  await expect(asService('DELETE FROM review_statements')).rejects.toThrow(/permission denied/);
  for (let more = 0; more < 18; more++) await world.get(OwnObjections).object(who, `Noch etwas, ${more}.`);
  expect(await codeOf(world.get(OwnObjections).object(who, 'Und noch etwas.'))).toBe('request.too-many');
});

it('takes two human beings', async () => {
  await hear(world, people[1].registrationId);
  const { id } = await askToExclude(people[1]);
  for (const member of [
    { ...APPROVER, person: OPERATOR.person },
    { ...APPROVER, name: OPERATOR.name },
    { ...OPERATOR, roles: ['operator', 'approver'] as const },
  ])
    expect(await codeOf(world.get(Approvals).decide(member, id, 'approved'))).toBe('approval.same-person');
  expect(await codeOf(world.get(Approvals).decide({ ...SECOND, roles: ['auditor'] }, id, 'approved'))).toBe('approval.not-yours');
  expect(await excluded()).toBe(0);
});

it('happens once when two approvers click at once, and does nothing when refused', async () => {
  await hear(world, people[1].registrationId);
  const { id } = await askToExclude(people[1]);
  const outcomes = await Promise.all([APPROVER, SECOND].map((member) => codeOf(world.get(Approvals).decide(member, id, 'approved'))));
  expect(outcomes.sort()).toEqual(['approval.decided-already', 'done']);
  expect(await excluded()).toBe(1);
  const merger = await askToMerge(people[2], people[0]);
  await world.get(Approvals).decide(APPROVER, merger.id, 'refused');
  expect([await stateOf(people[2]), await excluded()]).toEqual(['standing', 1]);
});

it.each([
  { first: 'kept', held: 'registrations', outcomes: ['done', 'review.notice-first'], state: 'standing', logged: 0 },
  { first: 'excluded', held: 'review_items', outcomes: ['review.decided-already', 'done'], state: 'excluded', logged: 1 },
] as const)(
  'keeping and excluding at once, $first first: one of them, and nothing between',
  async ({ first, held, outcomes, state, logged }) => {
    const who = people[1].registrationId;
    await hear(world, who);
    const asked = await askToExclude(people[1]);
    const [{ id }] = (await world.query('SELECT id FROM review_items WHERE registration_id = $1', [who])) as [{ id: string }];
    const keep = () => codeOf(world.get(KeepingService).keep(id, { reason: 'nothing-found' }, OPERATOR.name));
    const exclude = () => codeOf(approve(world, asked));
    const { kept, out } = await world.transaction(async (em) => {
      // Keeping takes the question and then the registration, excluding the other way round: whoever is first holds one of them, and waits here for the other.
      await em.query(`SELECT FROM ${held} WHERE ${held === 'registrations' ? 'id' : 'registration_id'} = $1 FOR UPDATE`, [who]);
      const one = first === 'kept' ? keep() : exclude();
      await world.waitForWaiting(em, 1);
      const other = first === 'kept' ? exclude() : keep();
      await world.waitForWaiting(em, 2);
      return first === 'kept' ? { kept: one, out: other } : { kept: other, out: one };
    });
    expect([await kept, await out]).toEqual(outcomes);
    expect([await stateOf(people[1]), await excluded()]).toEqual([state, logged]);
  },
);

it('two merge each other at once: one goes into the other, and one stays', async () => {
  const [one, other] = [await askToMerge(people[1], people[0]), await askToMerge(people[0], people[1])];
  const outcomes = await Promise.all([codeOf(approve(world, one)), codeOf(world.get(Approvals).decide(SECOND, other.id, 'approved'))]);
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect((await Promise.all([stateOf(people[0]), stateOf(people[1])])).sort()).toEqual(['excluded', 'standing']);
});

it.each(['approvals', 'log_entries', 'review_notices', 'review_items'])(
  'leaves nothing behind when it dies at writing to %s',
  async (table) => {
    await hear(world, people[1].registrationId);
    const asked = await askToExclude(people[1]);
    const before = await openQuestions();
    await world.test.database.query(
      `CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the power went'; END $$`,
    );
    await world.test.database.query(`CREATE TRIGGER tr_fail BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION fail_once()`);
    await expect(approve(world, asked)).rejects.toThrow('the power went');
    expect([await stateOf(people[1]), await excluded(), await openQuestions()]).toEqual(['standing', 0, before]);
    await world.test.database.query(`DROP TRIGGER tr_fail ON ${table}`);
    expect((await approve(world, asked)).decision).toBe('approved');
    expect([await stateOf(people[1]), await excluded()]).toEqual(['excluded', 1]);
  },
);

it('a comparison that dies is made again, whole', async () => {
  const [late] = (await world.enrol({})) as [Person];
  await world.test.database.query(
    `CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the power went'; END $$`,
  );
  await world.test.database.query(`CREATE TRIGGER tr_fail BEFORE INSERT ON review_items FOR EACH ROW EXECUTE FUNCTION fail_once()`);
  await expect(world.get(RegistrationComparison).compareNew()).rejects.toThrow('the power went');
  expect(await world.query('SELECT 1 FROM registration_traits WHERE registration_id = $1', [late.registrationId])).toEqual([]);
  await world.test.database.query(`DROP TRIGGER tr_fail ON review_items`);
  expect(await world.get(RegistrationComparison).compareNew()).toBe(1);
  expect(await world.query('SELECT 1 FROM review_items WHERE registration_id = $1', [late.registrationId])).toHaveLength(1);
});

it('an exclusion is told at the freeze, like every decision', async () => {
  await askAbout(world, people[2].registrationId, 'case-registered-already', people[0].registrationId);
  await excludeByTwo(world, people[2].registrationId);
  expect(await world.query('SELECT decision_untold AS untold FROM registrations WHERE id = $1', [people[2].registrationId])).toEqual([
    { untold: true },
  ]);
  world.clock.advance(HOUR);
  expect(await openQuestions()).toBeGreaterThan(0);
});
