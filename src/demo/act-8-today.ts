import { announce, GROUPS, planOf } from './act-1-plan';
import { send } from './act-2-register';
import type { ExampleCase, Examples } from './examples';
import type { Applicant } from './people';
import { AUTHORITY, inParallel, type Registered, SERVICE, type Story, until } from './story';
import { timetableFrom, timetableOfWeeks } from './timetable';

/** A second, small service beside the main job. Its appointments are on the day on which the demo comes to rest. */
const SIDE_SERVICE = `${AUTHORITY}/collect-card`;
const SIDE_WINDOW = `${SIDE_SERVICE}/demo`;
/** The main job's service again, and this time open for whoever reads along. */
const OPEN_WINDOW = `${SERVICE}/next`;

const EXPECTED = 12;
const AT_ONCE = 4;
const [MINUTE, DAY] = [60_000, 86_400_000];
/** By how much the small window's steps come after the main one's, in milliseconds. */
const BEHIND = 6000;
/** How long the small window may take, in seconds. */
const PATIENCE = 240;
/** UTC: the demo comes to rest half an hour before the first appointment. */
const REST = 'T07:30:00Z';
/** The open window's slots are the main one's, so much later. */
const LATER = 6 * 7 * DAY;

/** The first Monday that lies at least two days after the last appointment of the main window. `YYYY-MM-DD` */
export function lastDayOf({ slots }: Pick<Examples, 'slots'>): string {
  const lastEnd = Math.max(...slots.map(({ ends_at }) => Date.parse(ends_at)));
  const earliest = new Date(lastEnd + 2 * DAY);
  const days = (8 - earliest.getUTCDay()) % 7;
  return new Date(earliest.getTime() + days * DAY).toISOString().slice(0, 10);
}

/** Somebody whom the register knows and who has not registered: for whoever reads along. */
export const newcomerOf = ({ cases }: Pick<Examples, 'cases'>): ExampleCase => cases.at(-EXPECTED - 1)!;

/**
 * A small service goes on beside the main job: people register by phone, are drawn and accept, so that somebody is expected at the counter
 * when all the rest is over.
 * @returns how many
 */
export async function fillLastDay(story: Story): Promise<number> {
  const { staff, everybody, examples, service } = story;
  const operator = staff.as('operator');
  const card = { authority: AUTHORITY, slug: 'collect-card', title: 'Aufenthaltskarte abholen', legalEffect: 'none' };
  await operator.post('/api/staff/services', { ...card, confirmWithinSeconds: 3600, answerWithinSeconds: 30 });
  await operator.post('/api/staff/groups', { service: SIDE_SERVICE, office: 'north', name: 'desk', title: 'Standort Nord, Ausgabe' });
  const timetable = timetableFrom(new Date(service.clock.milliseconds() + BEHIND));
  const plan = planOf('Aufenthaltskarte abholen: Vorführtag', timetable, ['desk'], ['office']);
  await announce(staff, SIDE_WINDOW, plan, slotsOf(lastDayOf(examples)));
  const state = async (): Promise<string> => (await everybody.get<{ state: string }>(`/api/windows/${SIDE_WINDOW}`)).state;
  await until('the small window to open', PATIENCE, async () => (await state()) === 'open');
  const people: Registered[] = [];
  await inParallel(examples.cases.slice(-EXPECTED), AT_ONCE, async (row) => {
    people.push(await send(staff.as('hotline'), applicantOf(row), SIDE_SERVICE));
  });
  let accepted = 0;
  await inParallel(people, people.length, async ({ link, caseNumber }) => {
    const key = { link, caseNumber };
    const offers = (): Promise<unknown[]> => everybody.post<unknown[]>('/api/appointments/status', key);
    await until('the offers of the small window', PATIENCE, async () => (await offers()).length > 0);
    await everybody.post('/api/appointments/accept', key);
    accepted++;
  });
  return accepted;
}

/** The demo comes to rest: on a morning with people at the counter, and with a window that is open. */
export async function comeToRest(story: Story, expected: number): Promise<void> {
  const { service, staff, examples, narrator } = story;
  const day = lastDayOf(examples);
  narrator.chapter('Another morning (the demo moves its clock once more)');
  service.clock.travelTo(new Date(`${day}${REST}`));
  const timetable = timetableOfWeeks(service.clock.now());
  const plan = planOf('Aufenthaltserlaubnis verlängern: nächster Zeitraum', timetable, GROUPS, ['office']);
  await announce(staff, OPEN_WINDOW, plan, slotsLater(examples));
  narrator.say(`the next window is open until ${timetable.closesAt}: whoever was not served stands in it already, and you can register`);
  narrator.say(`${expected} people are expected at the counter today, ${day}`);
  const { state } = await story.everybody.get<{ state: string }>(`/api/windows/${OPEN_WINDOW}`);
  story.promises.judge('rest', expected > 0 && ['announced', 'open'].includes(state), `${expected} people, the window is ${state}`);
}

function applicantOf(row: ExampleCase): Applicant {
  const { surname, given_names: givenNames, birth_date: birthDate, case_number: caseNumber } = row;
  return { kind: 'by-phone', surname, givenNames, birthDate, caseNumber, mail: null, size: 1, wishes: null };
}

const HEADER = 'slot_id,group,counter,starts_at,ends_at,label,place';

function slotsOf(day: string): string {
  const first = Date.parse(`${day}${REST}`) + 30 * MINUTE;
  const at = (n: number): string => `${new Date(first + n * 15 * MINUTE).toISOString().slice(0, 19)}Z`;
  const rows = Array.from({ length: EXPECTED }, (_, n) => `c${n},desk,desk-1,${at(n)},${at(n + 1)},general,"Office North, desk 1"`);
  return `${[HEADER, ...rows].join('\n')}\n`;
}

function slotsLater({ slots }: Examples): string {
  const later = (time: string): string => `${new Date(Date.parse(time) + LATER).toISOString().slice(0, 19)}Z`;
  const rows = slots.map((slot) =>
    [`n-${slot.slot_id}`, slot.group, slot.counter, later(slot.starts_at), later(slot.ends_at), slot.label, `"${slot.place}"`].join(','),
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}
