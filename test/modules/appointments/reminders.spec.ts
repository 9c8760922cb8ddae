import { AnswersService, OfferingService, RemindersService } from '../../../src/modules/appointments';
import { MINUTE } from '../slots/slot-fixtures';
import { DAY, HOUR } from '../windows/window-fixtures';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice } from './drawn-window';

/** Three days before the first slot. */
const TIME = NINE - 3 * DAY;

describe('reminders', () => {
  let office: Office;
  let window: DrawnWindow;
  let reminders: RemindersService;
  let people: Applicant[];

  beforeAll(async () => void (office = await openOffice()));
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    window = await DrawnWindow.open(office);
    reminders = window.get(RemindersService);
    await window.addSlots(['a', 'b', 'c', 'd'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
    people = [await window.register(), await window.register({ size: 2 }), await window.register()];
    const slots = [['a'], ['b', 'c'], ['d']];
    const { drawUuid } = await window.draw(people.map((who, i) => ({ who, slots: slots[i]! })));
    await window.get(OfferingService).offer(drawUuid);
    await window.query(`UPDATE offers SET reminded_at = now() WHERE draw_uuid <> $1`, [drawUuid]);
    window.clock.set(DRAWN + HOUR);
  });

  const accept = async (...indexes: number[]): Promise<void> => {
    for (const index of indexes) await window.get(AnswersService).accept(people[index]!);
  };
  /** Who has a letter, by place in `people`. */
  const reminded = async (): Promise<number[]> => {
    const rows = await window.query<{ registration_id: string }>(
      `SELECT registration_id FROM outbox_messages WHERE kind = 'appointment.reminder' AND registration_id = ANY ($1) ORDER BY id`,
      [people.map(({ registrationId }) => registrationId)],
    );
    return rows.map(({ registration_id }) => people.findIndex(({ registrationId }) => registrationId === registration_id));
  };

  it('come when their time has come, one an appointment, a family once', async () => {
    await accept(0, 1, 2);
    window.clock.set(TIME - 1);
    expect([await reminders.hasDue(), await reminders.remindDue()]).toEqual([false, 0]);
    window.clock.set(TIME);
    expect([await reminders.hasDue(), await reminders.remindDue()]).toEqual([true, 1]);
    expect([await reminders.hasDue(), await reminders.remindDue()]).toEqual([false, 0]);
    window.clock.set(TIME + HOUR);
    expect(await reminders.remindDue()).toBe(2);
    expect((await reminded()).sort()).toEqual([0, 1, 2]);
  });

  it('come once, however many workers write them, and whatever the clock does', async () => {
    await accept(0, 1, 2);
    window.clock.set(TIME + HOUR);
    const counts = await Promise.all(Array.from({ length: 6 }, () => reminders.remindDue()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    window.clock.set(TIME - 2 * DAY);
    expect(await reminders.remindDue()).toBe(0);
    window.clock.set(TIME + DAY);
    expect(await reminders.remindDue()).toBe(0);
    await window.query(`DELETE FROM outbox_messages WHERE kind = 'appointment.reminder'`);
    expect(await reminders.remindDue()).toBe(0);
  });

  it('are written together with their mark, or not at all', async () => {
    await accept(0);
    window.clock.set(TIME);
    await window.whileRefusing('outbox_messages', `kind = 'appointment.reminder'`, async () => {
      await expect(reminders.remindDue()).rejects.toThrow();
    });
    expect([await reminders.hasDue(), await reminders.remindDue()]).toEqual([true, 1]);
    expect(await reminded()).toEqual([0]);
  });

  it('do not come for what was not accepted, or was given back', async () => {
    await accept(0, 1);
    await window.get(AnswersService).giveBack(people[0]!);
    window.clock.set(TIME + HOUR);
    expect(await reminders.remindDue()).toBe(1);
    expect(await reminded()).toEqual([1]);
  });

  it('do not come to those who accepted later than the time for them', async () => {
    await window.test.database.forge(`UPDATE offers SET answer_by = $1`, [new Date((NINE - HOUR) * 1000)]);
    window.clock.set(TIME + 1);
    await accept(0);
    expect(await reminders.remindDue()).toBe(0);
  });

  it('do not come when the appointment has begun: a clock that jumps over it sends nothing', async () => {
    await accept(0);
    window.clock.set(NINE);
    expect([await reminders.hasDue(), await reminders.remindDue()]).toEqual([false, 0]);
    window.clock.set(NINE - 1);
    expect(await reminders.remindDue()).toBe(1);
  });

  it('do not come to people who can not be written to in time', async () => {
    await accept(0);
    await window.query(`UPDATE registrations SET contact_kind = 'none' WHERE id = $1`, [people[0]!.registrationId]);
    window.clock.set(TIME);
    expect(await reminders.remindDue()).toBe(0);
  });

  it('leave alone what somebody is giving back at this moment', async () => {
    await accept(0);
    window.clock.set(TIME);
    await window.transaction(async (em) => {
      await em.query(`SELECT FROM offers WHERE registration_id = $1 FOR UPDATE`, [people[0]!.registrationId]);
      expect(await reminders.remindDue()).toBe(0);
    });
    expect(await reminders.remindDue()).toBe(1);
  });
});

test('no days, no reminders', async () => {
  const office = await openOffice({ environment: { REMINDER_DAYS: '0' } });
  try {
    const window = await DrawnWindow.open(office);
    await window.addSlots([{ slot_id: 'a', startsAt: NINE }]);
    const who = await window.register();
    const { drawUuid } = await window.draw([{ who, slots: ['a'] }]);
    await window.get(OfferingService).offer(drawUuid);
    await window.get(AnswersService).accept(who);
    window.clock.set(TIME);
    expect([await window.get(RemindersService).hasDue(), await window.get(RemindersService).remindDue()]).toEqual([false, 0]);
  } finally {
    await office.test.stop();
  }
});
