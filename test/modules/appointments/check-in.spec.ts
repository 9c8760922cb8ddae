import { Approvals } from '../../../src/modules/approvals';
import { AnswersService, CheckInService, ExpiryService, OfferingService } from '../../../src/modules/appointments';
import { NameCorrections, RegistrationVault } from '../../../src/modules/registrations';
import type { StaffMember } from '../../../src/modules/staff';
import { MINUTE } from '../slots/slot-fixtures';
import { DAY, HOUR } from '../windows/window-fixtures';
import { type Applicant, DrawnWindow, NINE, type Office, openOffice } from './drawn-window';

const CLERK: StaffMember = { name: 'clerk-7', person: 'clerk-7', roles: ['clerk'] };
const OTHER: StaffMember = { name: 'clerk-8', person: 'clerk-8', roles: ['clerk'] };

describe('the counter', () => {
  let office: Office;
  let window: DrawnWindow;
  let who: Applicant;
  let appointment: string;
  let number = 100;

  beforeAll(async () => void (office = await openOffice()));
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    window = await DrawnWindow.open(office);
    await window.addSlots(['a', 'b'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
    who = await window.register({ surname: 'Müller-Łuczak', givenNames: 'Ada  Maria', caseNumber: `M-2026/${++number} a` });
    const { drawUuid } = await window.draw([{ who, slots: ['a'] }]);
    await window.get(OfferingService).offer(drawUuid);
    appointment = (await window.get(AnswersService).accept(who)).appointment;
    window.clock.set(NINE + 5 * MINUTE);
  });

  const checkIn = (changes: Partial<Applicant['person']> = {}, clerk = CLERK) =>
    window.get(CheckInService).checkIn(clerk, appointment, { ...who.person, ...changes });
  const stored = () =>
    window.query(`SELECT outcome, differs, commitment_opened, checked_by FROM check_ins WHERE offer_id = $1 ORDER BY checked_at, id`, [
      appointment,
    ]);

  it('checks in the person who was drawn, once and for all', async () => {
    expect(await checkIn()).toEqual({ appointment, outcome: 'matched', differs: [] });
    expect(await window.slotStates()).toEqual({ a: 'attended', b: 'free' });
    expect(await window.offerOf(who)).toMatchObject({ state: 'attended' });
    expect(await window.registrationOf(who)).toMatchObject({ state: 'ended' });
    expect((await window.logged()).at(-1)).toBe('slot.attended a');
    expect(await stored()).toEqual([{ outcome: 'matched', differs: [], commitment_opened: true, checked_by: 'clerk-7' }]);
    await expect(checkIn()).rejects.toMatchObject({ code: 'check-in.done', kind: 'conflict' });
    expect(await stored()).toHaveLength(1);
  });

  it.each([
    ['as a passport prints it', { surname: 'MUELLER-LUCZAK', givenNames: 'ADA MARIA' }],
    ['without diacritics', { surname: 'Muller-Luczak' }],
  ])('knows a name %s', async (_, changes) => {
    expect(await checkIn(changes)).toMatchObject({ outcome: 'matched', differs: [] });
  });

  it('compares with the name that two people have corrected, and still opens what was committed to', async () => {
    const corrected = { surname: 'Müller-Łuczek', givenNames: 'Ada Maria' };
    const { id } = await window.get(NameCorrections).ask(CLERK, who.registrationId, 'typing-error', corrected);
    await window.get(Approvals).decide({ name: 'approver-7', person: 'approver-7', roles: ['approver'] }, id, 'approved');
    expect(await checkIn()).toMatchObject({ outcome: 'mismatched', differs: ['surname'] });
    expect(await checkIn(corrected, OTHER)).toMatchObject({ outcome: 'matched', differs: [] });
    expect((await stored()).at(-1)).toMatchObject({ commitment_opened: true });
  });

  it('overlooks how a name or number is spaced and punctuated', async () => {
    const typed = { surname: ' Mu\u0308ller-Łuczak ', givenNames: 'Ada Maria', caseNumber: `m2026.${number}A` };
    expect(await checkIn(typed)).toMatchObject({ outcome: 'matched' });
  });

  it.each([
    ['surname', { surname: 'Möller-Łuczak' }],
    ['givenNames', { givenNames: 'Ada' }],
    ['birthDate', { birthDate: '1990-02-01' }],
    ['caseNumber', { caseNumber: 'M-2026/99 a' }],
  ])('stores a different %s, names the field, and changes nothing else', async (field, changes) => {
    expect(await checkIn(changes)).toEqual({ appointment, outcome: 'mismatched', differs: [field] });
    expect(await stored()).toEqual([{ outcome: 'mismatched', differs: [field], commitment_opened: true, checked_by: 'clerk-7' }]);
    expect(await window.slotStates()).toMatchObject({ a: 'accepted' });
    expect(await window.offerOf(who)).toMatchObject({ state: 'accepted' });
    expect((await window.logged()).at(-1)).toBe('slot.accepted a');
    // The same rule as on the page: whoever found it does not clear it, under whichever account.
    for (const clerk of [CLERK, { ...CLERK, name: 'clerk-9' }])
      await expect(checkIn({}, clerk)).rejects.toMatchObject({ code: 'check-in.second-look' });
    await expect(window.get(CheckInService).confirm(CLERK, appointment, null, null)).rejects.toMatchObject({
      code: 'check-in.second-look',
    });
    expect(await stored()).toHaveLength(1);
    expect(await checkIn({}, OTHER)).toMatchObject({ outcome: 'matched' });
  });

  it('lets whoever looked second look again, when the last mismatch is another one’s', async () => {
    await checkIn({ surname: 'Kaya' });
    window.clock.advance(1);
    expect(await checkIn({ givenNames: 'Jo' }, OTHER)).toMatchObject({ outcome: 'mismatched' });
    await expect(checkIn({}, OTHER)).rejects.toMatchObject({ code: 'check-in.second-look' });
    expect(await checkIn()).toMatchObject({ outcome: 'matched' });
  });

  it('names every field that differs', async () => {
    const stranger = { surname: 'Kaya', givenNames: 'Jo', birthDate: '1970-01-01', caseNumber: 'X1' };
    expect((await checkIn(stranger)).differs).toEqual(['surname', 'givenNames', 'birthDate', 'caseNumber']);
  });

  it('gives no entry to a name that was exchanged after the freeze, not even to the person it now fits', async () => {
    const vault = window.get(RegistrationVault);
    const identity = 'Kaya|Jo|1970-01-01|X1';
    const sealed = vault.seal(who.registrationId, {
      identity,
      contact: { kind: 'none', value: null },
      claims: { criticalDate: null, criticalDateSource: null, hardshipReason: null },
      representative: null,
    });
    await window.query(`UPDATE registrations SET sealed = $2 WHERE id = $1`, [who.registrationId, sealed]);
    const stranger = { surname: 'Kaya', givenNames: 'Jo', birthDate: '1970-01-01', caseNumber: 'X1' };
    expect(await checkIn(stranger)).toMatchObject({ outcome: 'mismatched', differs: ['commitment'] });
    expect(await stored()).toEqual([{ outcome: 'mismatched', differs: ['commitment'], commitment_opened: false, checked_by: 'clerk-7' }]);
    expect(await window.slotStates()).toMatchObject({ a: 'accepted' });
  });

  it('has one match when two clerks are at it at once', async () => {
    const clerks = Array.from({ length: 6 }, (_, i) => ({ ...CLERK, name: `clerk-${i}` }));
    const outcomes = await Promise.allSettled(clerks.map((clerk) => checkIn({}, clerk)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'check-in.done' });
    expect(await stored()).toHaveLength(1);
    expect((await window.logged()).filter((line) => line.startsWith('slot.attended'))).toHaveLength(1);
  });

  it('keeps what was found: a check-in can be neither changed nor taken away', async () => {
    await checkIn({ surname: 'Kaya' });
    await expect(window.query(`UPDATE check_ins SET outcome = 'matched'`)).rejects.toMatchObject({ code: 'FS001' });
    await expect(window.query(`DELETE FROM check_ins`)).rejects.toMatchObject({ code: 'FS001' });
  });

  it('stores nothing when the appointment can not end', async () => {
    await window.whileRefusing('log_entries', `type = 'slot.attended'`, async () => {
      await expect(checkIn()).rejects.toThrow();
    });
    expect(await stored()).toEqual([]);
    expect(await window.slotStates()).toMatchObject({ a: 'accepted' });
  });

  it('opens half a day before the appointment', async () => {
    window.clock.set(NINE - 12 * HOUR - 1);
    await expect(checkIn()).rejects.toMatchObject({ code: 'check-in.too-early' });
    window.clock.advance(1);
    expect(await checkIn()).toMatchObject({ outcome: 'matched' });
  });

  it('closes when the appointment is missed', async () => {
    window.clock.set(NINE + DAY);
    await window.get(ExpiryService).markNotCome();
    await expect(checkIn()).rejects.toMatchObject({ code: 'check-in.missed' });
  });

  it('knows no appointment that was given back or never was', async () => {
    window.clock.set(NINE - HOUR);
    await window.get(AnswersService).giveBack(who);
    await expect(checkIn()).rejects.toMatchObject({ code: 'appointment.cancelled' });
    appointment = '00000000-0000-4000-8000-000000000000';
    await expect(checkIn()).rejects.toMatchObject({ code: 'appointment.unknown' });
  });

  it.each([
    ['surname', { surname: 'Mül|ler' }],
    ['givenNames', { givenNames: 'A\u0000da' }],
    ['birthDate', { birthDate: '1990-02-30' }],
    ['caseNumber', { caseNumber: ' - ' }],
  ])('refuses a %s that no paper can hold', async (field, changes) => {
    await expect(checkIn(changes)).rejects.toMatchObject({ code: 'check-in.malformed', field });
    expect(await stored()).toEqual([]);
  });

  describe('on the page', () => {
    const confirm = (clerk = CLERK) => window.get(CheckInService).confirm(clerk, appointment, null, null);

    it('has one outcome when it is confirmed twice, and by many at once', async () => {
      const clerks = Array.from({ length: 6 }, (_, i) => ({ ...CLERK, name: `clerk-${i}`, person: `clerk-${i}` }));
      const outcomes = await Promise.allSettled(clerks.map(confirm));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(confirm()).rejects.toMatchObject({ code: 'check-in.done' });
      expect(await stored()).toHaveLength(1);
      expect((await window.logged()).filter((line) => line.startsWith('slot.attended'))).toHaveLength(1);
    });

    it.each([
      ['check_ins', `outcome = 'matched'`],
      ['log_entries', `type = 'slot.attended'`],
      ['registrations', `state = 'ended'`],
    ])('has happened wholly or not at all when the process dies at %s', async (table, refused) => {
      await window.whileRefusing(table, refused, async () => void (await expect(confirm()).rejects.toThrow()));
      expect([await stored(), await window.slotStates()]).toEqual([[], { a: 'accepted', b: 'free' }]);
      expect(await window.offerOf(who)).toMatchObject({ state: 'accepted' });
      expect(await confirm()).toMatchObject({ outcome: 'matched' });
      expect([(await stored()).length, (await window.slotStates()).a]).toEqual([1, 'attended']);
    });

    it('is looked at by somebody else although the mismatch was found while the button was pressed', async () => {
      let pressed: Promise<unknown> | undefined;
      await window.transaction(async (em) => {
        await em.query(`SELECT FROM offers WHERE id = $1 FOR UPDATE`, [appointment]);
        pressed = confirm();
        pressed.catch(() => undefined);
        await window.untilWaiting(em, 1);
        await em.query(
          `INSERT INTO check_ins (id, offer_id, outcome, differs, commitment_opened, checked_by, checked_person, checked_at)
           VALUES (gen_random_uuid(), $1, 'mismatched', '{surname}', true, 'clerk-7', 'clerk-7', $2)`,
          [appointment, window.clock.now()],
        );
      });
      await expect(pressed).rejects.toMatchObject({ code: 'check-in.second-look' });
      expect(await window.slotStates()).toMatchObject({ a: 'accepted' });
    });
  });
});
