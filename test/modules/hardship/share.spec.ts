import { AnswersService, SlotGrants } from '../../../src/modules/appointments';
import { HardshipDesk, type HardshipShare } from '../../../src/modules/hardship';
import { DAY, DrawWorld, HOUR, TIMES } from '../../support/draw-world';
import { approve, OPERATOR } from '../../support/review-acts';

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open();
  await world.enrol({ hardship: true }, { hardship: true }, { hardship: true }, {}, {});
  await world.addSlots([
    ...['h1', 'h2', 'h3', 'h4'].map((id, n) => ({ id, label: 'hardship', startsAt: TIMES.appointments + n * DAY })),
    { id: 'g1' },
  ]);
  await world.settle();
});
afterAll(() => world.stop());

const share = async (): Promise<HardshipShare> => (await world.get(HardshipDesk).listShares())[0]!;

it('counts what is set apart, what is left of it, and who has been granted hardship and waits', async () => {
  expect(await share()).toEqual({ window: DrawWorld.path, title: 'Permits, week 10', slots: 4, left: 4, granted: 3 });
  // One by hand: slot and person are no longer there to be counted.
  const by = { window: DrawWorld.path, slot: 'h1' };
  await approve(world, await world.get(SlotGrants).ask(OPERATOR, world.people[0]!.registrationId, 'emergency', by));
  expect(await share()).toMatchObject({ slots: 4, left: 3, granted: 2 });
  for (const moment of [TIMES.closes, TIMES.freeze]) await world.liveUntil(moment);
  // Frozen is not given.
  expect(await share()).toMatchObject({ slots: 4, left: 3, granted: 2 });
  for (const moment of [TIMES.reveal, TIMES.draw]) await world.liveUntil(moment);
  // Three slots for two with hardship; what they leave goes to others in the last pass.
  expect(await share()).toMatchObject({ slots: 4, left: 0, granted: 0 });
});

it('a slot that comes back counts again, until its time has passed', async () => {
  await world.liveUntil(TIMES.draw + HOUR);
  const answers = world.get(AnswersService);
  const [row] = await world.query<{ id: string }>(
    `SELECT registration_id AS id FROM offers JOIN offer_slots ON offer_id = offers.id JOIN slots ON slots.id = slot_uuid WHERE slot_id = 'h2'`,
  );
  await answers.decline(
    world.people.find(({ registrationId }) => registrationId === row!.id)!,
    'other',
  );
  expect(await share()).toMatchObject({ slots: 4, left: 1 });
  world.clock.set(TIMES.appointments + DAY);
  expect(await share()).toMatchObject({ slots: 4, left: 0 });
});
