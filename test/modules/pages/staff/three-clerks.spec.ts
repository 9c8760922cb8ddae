import { AnswersService, OfferingService } from '../../../../src/modules/appointments';
import { type Applicant, DrawnWindow, NINE } from '../../appointments/drawn-window';
import { Random } from '../../../support/record-random';
import { MINUTE } from '../../slots/slot-fixtures';
import { openStaffedOffice, type StaffedOffice } from './office-with-staff';

const PEOPLE = 200;
const COUNTERS = 10;
const SEED = 20261125;
const CLERKS = ['clara', 'carl', 'cem'];
const COUNTER = '/de/staff/counter';

let office: StaffedOffice;
beforeAll(async () => {
  const accounts = CLERKS.map((login, i) => ({ login, employee: `p-${i}`, name: login, roles: ['clerk'] }));
  office = await openStaffedOffice(accounts);
});
afterAll(() => office.stop());

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((item) => ({ item, key: random.int(1_000_000) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Everybody has accepted and stands at the door. @returns their appointments */
async function fill(window: DrawnWindow): Promise<string[]> {
  const ids = Array.from({ length: PEOPLE }, (_, i) => `s${i}`);
  await window.addSlots(
    ids.map((slot_id, i) => ({ slot_id, counter: `c${i % COUNTERS}`, startsAt: NINE + Math.floor(i / COUNTERS) * 20 * MINUTE })),
  );
  const people: Applicant[] = [];
  for (const _ of ids) people.push(await window.register());
  const { drawUuid } = await window.draw(people.map((who, i) => ({ who, slots: [ids[i]!] })));
  await window.get(OfferingService).offer(drawUuid);
  const appointments: string[] = [];
  for (const who of people) appointments.push((await window.get(AnswersService).accept(who)).appointment);
  window.clock.set(NINE);
  return appointments;
}

it(`checks in ${PEOPLE} people by three clerks at once, with no outcome lost and none doubled`, async () => {
  const window = await DrawnWindow.open(office);
  const appointments = await fill(window);
  const random = new Random(SEED);
  // Two of three lists hold each appointment: every one is somebody's, most are two people's at once.
  const lists = CLERKS.map((login, i) => ({
    login,
    list: shuffled(
      appointments.filter((_, n) => n % 3 !== i),
      random,
    ).map((appointment) => ({ appointment, agrees: !random.chance(0.1) })),
  }));
  const told = { present: new Map<string, number>(), mismatch: 0, refused: 0 };
  const work = async ({ login, list }: (typeof lists)[number]): Promise<void> => {
    for (const { appointment, agrees } of list) {
      const found = await office.post(login, `${COUNTER}/find`, { typed: appointment });
      expect(found.status).toBe(200);
      const path = `${COUNTER}/${appointment}`;
      const { status } = agrees
        ? await office.post(login, path, { outcome: 'present', typed: '' })
        : await office.post(login, `${path}/mismatch`, { parts: ['surname'], reason: 'other-person', handedTo: 'colleague' });
      expect([303, 409]).toContain(status);
      if (status === 409) told.refused++;
      else if (agrees) told.present.set(appointment, (told.present.get(appointment) ?? 0) + 1);
      else told.mismatch++;
    }
  };
  await Promise.all(lists.map(work));

  const stored = await window.query<{ offer_id: string; outcome: string }>(`SELECT offer_id, outcome FROM check_ins`);
  const matched = stored.filter(({ outcome }) => outcome === 'matched').map(({ offer_id }) => offer_id);
  expect(told.refused).toBeGreaterThan(50);
  expect([...told.present.values()].every((times) => times === 1)).toBe(true);
  expect(matched.sort()).toEqual([...told.present.keys()].sort());
  expect(stored.filter(({ outcome }) => outcome === 'mismatched')).toHaveLength(told.mismatch);
  const attended = await window.query<{ id: string }>(`SELECT id FROM offers WHERE state = 'attended'`);
  expect(attended.map(({ id }) => id).sort()).toEqual(matched);
  const logged = (await window.logged()).filter((line) => line.startsWith('slot.attended'));
  expect([logged.length, new Set(logged).size]).toEqual([matched.length, matched.length]);
  expect(matched.length).toBeGreaterThan(PEOPLE * 0.9);
}, 180_000);
