import { AnswersService, OfferingService } from '../../../src/modules/appointments';
import { type ActNote, type CallerKey, Callers, OwnRegistrationService, type ProvenKey } from '../../../src/modules/registrations';
import type { StaffMember } from '../../../src/modules/staff';
import { type Applicant, DrawnWindow, NINE, type Office, openOffice, OPENS } from '../appointments/drawn-window';
import { HOUR } from '../windows/window-fixtures';

const HOTLINE: StaffMember = { name: 'staff-7', person: 'p-7', roles: ['hotline'] };

let office: Office;
let window: DrawnWindow;
let callers: Callers;
let who: Applicant;
let said: CallerKey;

beforeAll(async () => void (office = await openOffice()));
afterAll(() => office.test.stop());
beforeEach(async () => {
  window = await DrawnWindow.open(office);
  window.clock.set(OPENS + HOUR);
  callers = window.get(Callers);
  who = await window.register({ birthDate: '1990-05-17' });
  said = { caseNumber: who.caseNumber, birthDate: '1990-05-17' };
});

const notes = async (): Promise<string[]> =>
  (
    await window.query<{ kind: string }>(`SELECT kind FROM assisted_acts WHERE registration_id = $1 ORDER BY done_at, id`, [
      who.registrationId,
    ])
  ).map(({ kind }) => kind);
const rowOf = async () =>
  (
    await window.query<Record<string, unknown>>(`SELECT state, size, contact_kind FROM registrations WHERE id = $1`, [who.registrationId])
  )[0];
const letters = async (): Promise<number> =>
  (await window.query(`SELECT FROM outbox_messages WHERE registration_id = $1`, [who.registrationId])).length;

type Act = (key: ProvenKey, note: ActNote) => Promise<unknown>;
const OWN_ACTS: readonly [kind: 'wishes' | 'contact' | 'withdraw', act: Act][] = [
  ['wishes', (key, note) => window.get(OwnRegistrationService).changeWishes({ ...key, size: 3 }, note)],
  [
    'contact',
    (key, note) => window.get(OwnRegistrationService).changeContact({ ...key, contact: { kind: 'phone', value: '015123456789' } }, note),
  ],
  ['withdraw', (key, note) => window.get(OwnRegistrationService).withdraw(key, note)],
];

async function offer(): Promise<{ slot: string; appointment: string }> {
  const slot = `p${who.registrationId.slice(0, 8)}`;
  await window.addSlots([{ slot_id: slot, startsAt: NINE }]);
  const { drawUuid } = await window.draw([{ who, slots: [slot] }]);
  await window.get(OfferingService).offer(drawUuid);
  return { slot, appointment: (await window.offerOf(who)).id };
}

const ANSWERS: readonly [kind: 'accept' | 'decline', act: Act, slot: string][] = [
  ['accept', (key, note) => window.get(AnswersService).accept(key, note), 'accepted'],
  ['decline', (key, note) => window.get(AnswersService).decline(key, 'other', note), 'free'],
];

const prepare = async (kind: Parameters<Callers['noteOf']>[2]): Promise<[ProvenKey, ActNote]> => [
  await callers.prove(HOTLINE, who.registrationId, said),
  callers.noteOf(HOTLINE, who.registrationId, kind),
];

describe('an act for a caller and the note of who did it', () => {
  it.each(OWN_ACTS)('commit together: %s', async (kind, act) => {
    await act(...(await prepare(kind)));
    expect(await notes()).toEqual([kind]);
  });

  it.each(OWN_ACTS)('are neither of them there when the process dies at the note: %s', async (kind, act) => {
    const before = [await rowOf(), await letters()];
    await window.whileRefusing('assisted_acts', `kind = '${kind}'`, async () => {
      await expect(act(...(await prepare(kind)))).rejects.toThrow();
    });
    expect([await rowOf(), await letters()]).toEqual(before);
    expect(await notes()).toEqual([]);
    await act(...(await prepare(kind)));
    expect(await notes()).toEqual([kind]);
  });

  it.each(OWN_ACTS)('are neither of them there when the process dies at the act: %s', async (kind, act) => {
    await window.whileRefusing('registrations', `id = '${who.registrationId}'`, async () => {
      await expect(act(...(await prepare(kind)))).rejects.toThrow();
    });
    expect(await notes()).toEqual([]);
  });

  it('are neither of them there when the act is refused', async () => {
    await window.get(OwnRegistrationService).withdraw({ link: who.link, caseNumber: who.caseNumber });
    for (const [kind, act] of OWN_ACTS.slice(0, 2)) {
      await expect(act(...(await prepare(kind)))).rejects.toMatchObject({ code: 'registration.over' });
    }
    expect(await notes()).toEqual([]);
  });

  it('are one when a withdrawal is sent twice, and many times at once', async () => {
    const [key, note] = await prepare('withdraw');
    const withdraw = () => window.get(OwnRegistrationService).withdraw(key, note);
    await Promise.all(Array.from({ length: 5 }, withdraw));
    await withdraw();
    expect(await notes()).toEqual(['withdraw']);
  });

  it('are a letter and a note, or neither', async () => {
    const before = await letters();
    await window.whileRefusing('outbox_messages', `registration_id = '${who.registrationId}'`, async () => {
      await expect(callers.sendLink(HOTLINE, who.registrationId, said)).rejects.toThrow();
    });
    await window.whileRefusing('assisted_acts', `kind = 'link'`, async () => {
      await expect(callers.sendLink(HOTLINE, who.registrationId, said)).rejects.toThrow();
    });
    expect([await notes(), await letters()]).toEqual([[], before]);
    await callers.sendLink(HOTLINE, who.registrationId, said);
    expect([await notes(), await letters()]).toEqual([['link'], before + 1]);
  });

  it('are of one registration only, whoever asks for another', async () => {
    const other = await window.register({ birthDate: '1990-05-17' });
    await expect(callers.prove(HOTLINE, other.registrationId, said)).rejects.toMatchObject({ code: 'registration.not-found' });
    await expect(callers.open(HOTLINE, other.registrationId, said)).rejects.toMatchObject({ code: 'registration.not-found' });
    await expect(callers.sendLink(HOTLINE, other.registrationId, said)).rejects.toMatchObject({ code: 'registration.not-found' });
  });
});

describe('an answer for a caller and its note', () => {
  it.each(ANSWERS)('commit together, once, however often and however many at once: %s', async (kind, act, state) => {
    const { slot } = await offer();
    const [key, note] = await prepare(kind);
    await Promise.all(Array.from({ length: 5 }, () => act(key, note)));
    await act(key, note);
    expect(await window.slotStates()).toEqual({ [slot]: state });
    expect(await notes()).toEqual([kind]);
  });

  it.each(ANSWERS)('are neither of them there when the process dies: %s', async (kind, act) => {
    const { slot } = await offer();
    const [key, note] = await prepare(kind);
    for (const [table, refused] of [
      ['assisted_acts', `kind = '${kind}'`],
      ['log_entries', `type = 'slot.${kind === 'accept' ? 'accepted' : 'declined'}'`],
    ] as const) {
      await window.whileRefusing(table, refused, async () => void (await expect(act(key, note)).rejects.toThrow()));
      expect([await notes(), await window.slotStates()]).toEqual([[], { [slot]: 'offered' }]);
    }
  });

  it('are one when two members of staff answer differently at once', async () => {
    const { slot } = await offer();
    const outcomes = await Promise.allSettled(ANSWERS.map(async ([kind, act]) => act(...(await prepare(kind)))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const done = ANSWERS[outcomes.findIndex(({ status }) => status === 'fulfilled')]!;
    expect([await notes(), await window.slotStates()]).toEqual([[done[0]], { [slot]: done[2] }]);
  });

  it('are one when an appointment is given back twice', async () => {
    const { slot } = await offer();
    await window.get(AnswersService).accept({ link: who.link, caseNumber: who.caseNumber });
    const [key, note] = await prepare('give-back');
    for (let times = 0; times < 2; times++) await window.get(AnswersService).giveBack(key, note);
    expect([await notes(), await window.slotStates()]).toEqual([['give-back'], { [slot]: 'free' }]);
  });
});
