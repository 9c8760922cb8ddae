import { type CounterCounts, judgeCounter, judgeEnds } from './judgements';
import type { StaffLogin } from './staff-accounts';
import { inParallel, type Registered, type Story, until, WINDOW } from './story';

interface Expected {
  appointment: string;
  surname: string;
  givenNames: string;
}

interface Ledger {
  slots: Record<string, number>;
}

const MINUTE = 60_000;

/** The days of the appointments: clerks check people in, some do not come, one comes with a bought place. */
export async function checkPeopleIn(story: Story): Promise<void> {
  const { narrator, examples, service } = story;
  narrator.chapter('At the counters (the demo moves its clock to the days of the appointments)');
  const days = [...new Set(examples.slots.map((slot) => slot.starts_at.slice(0, 10)))];
  const clerk = story.staff.as('clerk');
  const counts: CounterCounts = { matched: 0, stayedAway: 0, refused: 0, wronglyServed: 0, corrected: 0 };
  let papers: Registered | null = null;
  for (const day of days) {
    const first = examples.slots
      .filter((slot) => slot.starts_at.startsWith(day))
      .map((slot) => slot.starts_at)
      .sort()[0]!;
    service.clock.travelTo(new Date(Date.parse(first) - 30 * MINUTE));
    const expected = await clerk.get<Expected[]>(`/api/staff/appointments?date=${day}`);
    await inParallel(expected, 3, async (one, i) => {
      if (i % 11 === 10) return void counts.stayedAway++;
      const person = await findPerson(story, one);
      if (i === 0) {
        // Somebody who bought a place comes with their own passport.
        const answer = await checkIn(story, one.appointment, { ...person, surname: 'Buyer', givenNames: 'Somebody' });
        if (answer === 'mismatched') counts.refused++;
        else counts.wronglyServed++;
      }
      // One comes whose name was typed wrong: not served until two people have corrected it.
      const isMisspelt = papers === null && i === 1;
      if (isMisspelt) papers = await correctName(story, one.appointment, person);
      // Whoever has found a mismatch is not the one to find that there is none.
      const eyes = i === 0 || isMisspelt ? 'clerk-2' : 'clerk';
      if ((await checkIn(story, one.appointment, isMisspelt && papers ? papers : person, eyes)) !== 'matched') return;
      counts.matched++;
      if (isMisspelt && papers) counts.corrected++;
    });
    narrator.say(`${day}: ${expected.length} expected`);
  }
  narrator.say(
    `${counts.matched} checked in under the committed name; ${counts.refused} came with a bought place and were refused; ${counts.stayedAway} stayed away`,
  );
  judgeCounter(story.promises, counts);
}

/** The person's papers write the name with a letter more. @returns the person as their papers have them; null if they were served without a correction */
async function correctName(story: Story, appointment: string, person: Registered): Promise<Registered | null> {
  const papers = { ...person, surname: `${person.surname}${person.surname.at(-1)!}` };
  if ((await checkIn(story, appointment, papers)) !== 'mismatched') return null;
  const { registration, surname, givenNames } = papers;
  const { id } = await story.staff
    .as('clerk')
    .post<{ id: string }>('/api/staff/name-corrections', { registration, surname, givenNames, reason: 'typing-error' });
  await story.staff.as('approver').post(`/api/staff/approvals/${id}/decision`, { decision: 'approved' });
  story.narrator.say('one name had a letter too few: a clerk asked for a correction, an approver agreed, the log has it');
  return papers;
}

async function checkIn(story: Story, appointment: string, person: Registered, login: StaffLogin = 'clerk'): Promise<string> {
  const { surname, givenNames, birthDate, caseNumber } = person;
  const presented = { appointment, surname, givenNames, birthDate, caseNumber };
  return (await story.staff.as(login).post<{ outcome: string }>('/api/staff/check-ins', presented)).outcome;
}

/** The person who shows up is known by their own papers: the one whose private link leads to this appointment. */
async function findPerson(story: Story, expected: Expected): Promise<Registered> {
  const namesakes = story.registered.filter((one) => one.surname === expected.surname && one.givenNames === expected.givenNames);
  for (const person of namesakes) {
    const { link, caseNumber } = person;
    const own = await story.everybody.post<{ appointment: string }[]>('/api/appointments/status', { link, caseNumber }).catch(() => []);
    if (own.some(({ appointment }) => appointment === expected.appointment)) return person;
  }
  throw new Error('an appointment was given to nobody who registered');
}

/** After the last appointment: every slot has ended in exactly one way, in public. */
export async function closeOut(story: Story): Promise<void> {
  const { narrator, examples, service, everybody } = story;
  const lastEnd = examples.slots
    .map((slot) => slot.ends_at)
    .sort()
    .at(-1)!;
  service.clock.travelTo(new Date(Date.parse(lastEnd) + 24 * 60 * MINUTE));
  const ledger = await until('the window to be closed out', 90, async () => {
    const { state } = await everybody.get<{ state: string }>(`/api/windows/${WINDOW}`);
    return state === 'closed-out' ? everybody.get<Ledger>(`/api/windows/${WINDOW}/ledger`) : null;
  });
  narrator.say('window closed out; its ledger is public');
  judgeEnds(story.promises, ledger.slots, examples.slots.length);
}
