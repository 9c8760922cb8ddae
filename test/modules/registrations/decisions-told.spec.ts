import { OwnRegistrationService } from '../../../src/modules/registrations/own-registration.service';
import { DecisionNotices } from '../../../src/modules/registrations/decision-notices.service';
import { KeepingService } from '../../../src/modules/registrations';
import type { ReviewReason } from '../../../src/modules/registrations/reviews/review-item.entity';
import { DAY, DrawWorld, type Person, TIMES } from '../../support/draw-world';
import { askAbout, excludeByTwo, mergeByTwo, OPERATOR } from '../../support/review-acts';

/** Nobody may learn from a decision, or from when it is told, that somebody had to decide (PRODUCT, rule 2). */
let world: DrawWorld;
beforeEach(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 'a' }]);
});
afterEach(() => world.stop());

/** Somebody in review for a reason; where another registration stands in the way, `other` is it. */
async function inReview(reason: ReviewReason, other?: Person): Promise<{ person: Person; item: string }> {
  const state = reason === 'person-registered-already' ? 'standing' : 'in_review';
  const [person] = await world.enrol({ state });
  return { person: person!, item: await askAbout(world, person!.registrationId, reason, other?.registrationId) };
}

const refuse = ({ person }: { person: Person }) => excludeByTwo(world, person.registrationId);
const merge = ({ person }: { person: Person }, into: Person) => mergeByTwo(world, person.registrationId, into.registrationId);
const keep = ({ item }: { item: string }) => world.get(KeepingService).keep(item, { reason: 'document-seen' }, OPERATOR.name);
const own = () => world.get(OwnRegistrationService);
const status = (person: Person) => own().status(person);
const told = async (...people: Person[]) => {
  const rows = await world.query<{ id: string }>(
    `SELECT registration_id AS id FROM outbox_messages WHERE kind = 'review.decided' ORDER BY id`,
  );
  return people.map(({ registrationId }) => rows.filter(({ id }) => id === registrationId).length);
};
const stateOf = async ({ registrationId }: Person) =>
  (await world.query<{ state: string }>('SELECT state FROM registrations WHERE id = $1', [registrationId]))[0]!.state;

test('until the freeze a decided registration looks like any other, and no letter leaves', async () => {
  const [known] = await world.enrol({});
  const refused = await inReview('unknown-case');
  const kept = await inReview('identity-differs');
  const merged = await inReview('person-registered-already', known);
  await refuse(refused);
  await keep(kept);
  await merge(merged, known!);
  expect([await stateOf(refused.person), await stateOf(kept.person), await stateOf(merged.person)]).toEqual([
    'excluded',
    'standing',
    'excluded',
  ]);
  expect(await world.get(DecisionNotices).tellDue()).toBe(0);
  const shapeOf = (view: object) => ({ ...view, registration: '' });
  const expected = shapeOf(await status(known!));
  expect(expected).toMatchObject({ state: 'confirmed' });
  const changed = { wishes: ['pm'], size: 2 };
  const after = shapeOf(await own().changeWishes({ ...known!, ...changed }));
  for (const { person } of [refused, kept, merged]) {
    expect(shapeOf(await status(person))).toEqual(expected);
    expect(shapeOf(await own().changeWishes({ ...person, ...changed }))).toEqual(after);
  }
  expect(await told(refused.person, kept.person, merged.person)).toEqual([0, 0, 0]);
});

test('at the freeze everybody is told, once, and sees the same on their page', async () => {
  await world.enrol({});
  const refused = await inReview('unknown-case');
  const kept = await inReview('unknown-case');
  await refuse(refused);
  await keep(kept);
  await world.liveUntil(TIMES.closes);
  expect(await world.get(DecisionNotices).hasDue()).toBe(false);
  await world.liveUntil(TIMES.freeze);
  expect(await world.get(DecisionNotices).hasDue()).toBe(true);
  const both = await Promise.all([world.get(DecisionNotices).tellDue(), world.get(DecisionNotices).tellDue()]);
  expect(both[0] + both[1]).toBe(2);
  expect(await world.get(DecisionNotices).tellDue()).toBe(0);
  expect(await told(refused.person, kept.person)).toEqual([1, 1]);
  expect([(await status(refused.person)).state, (await status(kept.person)).state]).toEqual(['excluded', 'confirmed']);
  await expect(own().withdraw(refused.person)).rejects.toMatchObject({ code: 'registration.over' });
});

test('a decision after the freeze is told at once: who is in the draw is public by then', async () => {
  const late = await inReview('unknown-case');
  const next = await inReview('unknown-case');
  await world.query('UPDATE registrations SET confirmed_at = $2 WHERE id = $1', [
    next.person.registrationId,
    new Date((TIMES.closes + 1) * 1000),
  ]);
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
  await refuse(late);
  await refuse(next);
  expect(await world.get(DecisionNotices).tellDue()).toBe(1);
  // One that waits for the next window waits for its freeze, but not for ever where no window comes.
  expect(await told(late.person, next.person)).toEqual([1, 0]);
  world.clock.set(TIMES.freeze + 31 * DAY);
  expect(await world.get(DecisionNotices).tellDue()).toBe(1);
  expect(await told(late.person, next.person)).toEqual([1, 1]);
});

test('whoever withdraws before they know is withdrawn, gets no letter, and stays merged', async () => {
  const [known] = await world.enrol({});
  const refused = await inReview('unknown-case');
  const merged = await inReview('person-registered-already', known);
  await refuse(refused);
  await merge(merged, known!);
  for (const { person } of [refused, merged]) {
    expect((await own().withdraw(person)).state).toBe('withdrawn');
    expect((await own().withdraw(person)).state).toBe('withdrawn');
  }
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
  expect(await world.get(DecisionNotices).tellDue()).toBe(0);
  const entry = await world.entryOf(known!);
  expect(await world.query('SELECT registration_id FROM draw_entry_merges WHERE ticket_id = $1', [entry!.ticketId])).toHaveLength(2);
});
