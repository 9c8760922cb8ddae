import type { Found } from './act-3-draw';
import { inParallel, type Story, until } from './story';

const AT_ONCE = 16;

type Answer = 'accepted' | 'declined' | 'given back' | 'left to expire';

/** Most accept; some decline, some accept and give back, some do nothing until the offer expires. */
export async function answerOffers(story: Story, winners: readonly Found[], refillAhead: boolean): Promise<void> {
  const { narrator, everybody } = story;
  narrator.chapter('Winners answer');
  const first = winners[0];
  if (!first) return narrator.say('nobody was served');
  await until('the offers', 20, async () => (await listAppointments(story, first)).length > 0);
  const counts: Record<Answer, number> = { accepted: 0, declined: 0, 'given back': 0, 'left to expire': 0 };
  await inParallel(winners, AT_ONCE, async ({ person: { link, caseNumber } }, i) => {
    const key = { link, caseNumber };
    const answer: Answer = i % 12 === 3 ? 'declined' : i % 12 === 7 ? 'given back' : i % 12 === 11 ? 'left to expire' : 'accepted';
    counts[answer]++;
    if (answer === 'left to expire') return;
    if (answer === 'declined') return void (await everybody.post('/api/appointments/decline', { ...key, reason: 'other' }));
    await everybody.post('/api/appointments/accept', key);
    if (answer === 'given back') await everybody.post('/api/appointments/give-back', key);
  });
  narrator.say(
    Object.entries(counts)
      .map(([answer, count]) => `${count} ${answer}`)
      .join(', '),
  );
  narrator.say(
    refillAhead
      ? 'freed slots go into the refill draw with a later round: nobody can know who will get them'
      : 'no refill is ahead: what is freed now stays unused, and is counted in public',
  );
}

interface Appointment {
  appointment: string;
  state: string;
}

async function listAppointments(story: Story, { person: { link, caseNumber } }: Found): Promise<Appointment[]> {
  return story.everybody.post<Appointment[]>('/api/appointments/status', { link, caseNumber });
}
