import type { Found } from './act-3-draw';
import { type Answer, judgeAnswers, judgeRefill } from './judgements';
import { inParallel, type Story, until } from './story';

const AT_ONCE = 16;

/** Most accept; some decline, some accept and give back, some do nothing until the offer expires. */
export async function answerOffers(story: Story, winners: readonly Found[], refillAhead: boolean): Promise<void> {
  const { narrator, everybody } = story;
  narrator.chapter('Winners answer');
  const first = winners[0];
  if (!first) return narrator.say('nobody was served');
  await until('the offers', 20, async () => (await listAppointments(story, first)).length > 0);
  const counts: Record<Answer, number> = { accepted: 0, declined: 0, 'given back': 0, expired: 0 };
  await inParallel(winners, AT_ONCE, async ({ person: { link, caseNumber } }, i) => {
    const key = { link, caseNumber };
    const answer: Answer = i % 12 === 3 ? 'declined' : i % 12 === 7 ? 'given back' : i % 12 === 11 ? 'expired' : 'accepted';
    counts[answer]++;
    if (answer === 'expired') return;
    if (answer === 'declined') return void (await everybody.post('/api/appointments/decline', { ...key, reason: 'other' }));
    await everybody.post('/api/appointments/accept', key);
    if (answer === 'given back') await everybody.post('/api/appointments/give-back', key);
  });
  const { accepted, declined, 'given back': givenBack, expired } = counts;
  narrator.say(
    `${accepted} accept, ${declined} decline, ${givenBack} accept and give back, ${expired} do nothing and let the offer expire`,
  );
  narrator.say(
    refillAhead
      ? 'freed slots go into the refill draw with a later round: nobody can know who will get them'
      : 'no refill is ahead: what is freed now stays unused, and is counted in public',
  );
}

/** What the service says has come of the offers of the main draw, when none can be answered any more; and of the slots that it freed. */
export async function judgeOffers(story: Story, winners: readonly Found[], refilled: readonly Found[]): Promise<void> {
  const answered: { answer: Answer | null; slots: readonly string[] }[] = [];
  await inParallel(winners, AT_ONCE, async (winner) => {
    const { ticketId, slots } = winner.line;
    // On a busy machine the last deadline may be later than the refill.
    const offer = await until('an offer to end', 60, async () => {
      const one = (await listAppointments(story, winner)).find((each) => each.ticketId === ticketId);
      return one && one.state !== 'offered' ? one : null;
    });
    answered.push({ answer: answerOf(offer), slots });
  });
  judgeAnswers(story.promises, answered);
  judgeRefill(
    story.promises,
    answered,
    refilled.map(({ line }) => line.slots),
  );
}

/** Null for an end that the demo does not know. */
function answerOf({ state, reason }: Appointment): Answer | null {
  if (state === 'accepted' || state === 'declined' || state === 'expired') return state;
  return state === 'cancelled' && reason === 'given-back' ? 'given back' : null;
}

interface Appointment {
  ticketId: string | null;
  state: string;
  reason: string | null;
}

async function listAppointments(story: Story, { person: { link, caseNumber } }: Found): Promise<Appointment[]> {
  return story.everybody.post<Appointment[]>('/api/appointments/status', { link, caseNumber });
}
