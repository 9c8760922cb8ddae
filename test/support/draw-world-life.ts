import { createHash } from 'node:crypto';
import { deriveContributionCommitment } from '../../src/core';
import { AnswersService, CheckInService } from '../../src/modules/appointments';
import { ContributionsService } from '../../src/modules/draws/contributions.service';
import { SEALED_SECRET } from '../../src/modules/draws/draw-schedule.service';
import { Envelope } from '../../src/platform/crypto';
import { ANSWER_WITHIN, DAY, DrawWorld, HOUR, MINUTE, type Person, TIMES } from './draw-world';
import { ProcessDied } from './draw-world-faults';

/** Contributions that are the same in every life, so that everything that follows from them is the same too. */
export const secretOf = (contributor: string, drawId: string): string => createHash('sha256').update(`${contributor} of ${drawId}`).digest('hex');

/** People and slots of a small window in which everything happens once. */
export async function settle(world: DrawWorld): Promise<void> {
  await world.enrol(
    { critical: '2026-03-24', wishes: ['am'] },
    { critical: '2026-03-10' },
    { losses: 3, size: 2 },
    { losses: 8, waivedPots: ['lapsed'] },
    { hardship: true, wishes: ['pm', 'am'] },
    { critical: '2026-04-20', losses: 1 },
    {},
    {},
  );
  await world.addSlots([
    { id: 'h1', label: 'hardship', group: 'pm' },
    { id: 'l1', label: 'lapsed' },
    { id: 'g1', counter: 'c2' },
    { id: 'g2', counter: 'c2' },
    { id: 'g3', counter: 'c3' },
  ]);
}

/**
 * A whole window's life, from its closing to its close-out. Every person and every sweep repeats what they wanted when the
 * process died under it, as people and sweeps do, and nobody does anything else about it.
 */
export async function live(world: DrawWorld): Promise<void> {
  const contributions = world.get(ContributionsService);
  const [main, refill] = [`${DrawWorld.path}/0`, `${DrawWorld.path}/1`];
  const until = async (moment: number): Promise<void> => {
    world.clock.set(moment);
    await again(() => world.settle());
    await fixOwnSecrets(world);
  };
  await until(TIMES.closes);
  const theirs = secretOf('ombudsperson', main);
  await again(() => contributions.commit('ombudsperson', main, deriveContributionCommitment(main, 'ombudsperson', theirs)));
  await until(TIMES.freeze);
  world.clock.advance(10 * MINUTE);
  await again(() => contributions.reveal('ombudsperson', main, theirs));
  await until(TIMES.reveal);
  await until(TIMES.draw);
  await until(TIMES.draw + HOUR);
  await answer(world, main, ['accept', 'decline', 'accept and give back', 'wait']);
  await until(TIMES.draw + ANSWER_WITHIN + 1);
  for (const moment of [TIMES.refillFreeze(1), TIMES.refillReveal(1), TIMES.refill(1)]) await until(moment);
  await answer(world, refill, ['accept', 'accept', 'accept']);
  for (const moment of [TIMES.refillFreeze(2), TIMES.refillReveal(2), TIMES.refill(2)]) await until(moment);
  await answer(world, refill, ['wait', 'give back']);
  await until(TIMES.appointments);
  await checkIn(world, main);
  await until(TIMES.appointments + 2 * DAY);
}

type Answer = 'accept' | 'decline' | 'accept and give back' | 'give back' | 'wait';

/** A draw's winners answer, in the order of their ranks; who is not told waits. */
async function answer(world: DrawWorld, drawId: string, told: readonly Answer[]): Promise<void> {
  const answers = world.get(AnswersService);
  const winners = await winnersOf(world, drawId);
  for (const [i, what] of told.entries()) {
    const person = winners[i];
    if (!person) continue;
    if (what.startsWith('accept')) await again(() => answers.accept(person));
    if (what.endsWith('give back')) await again(() => answers.giveBack(person));
    if (what === 'decline') await again(() => answers.decline(person, 'justified'));
  }
}

/** The first winner comes, after somebody who is not the first winner. */
async function checkIn(world: DrawWorld, drawId: string): Promise<void> {
  const [winner] = await winnersOf(world, drawId);
  const [offer] = await world.query<{ id: string }>(`SELECT id FROM offers WHERE registration_id = $1 AND state = 'accepted'`, [winner!.registrationId]);
  const clerk = { name: 'clerk-1', roles: ['clerk'] as const };
  const attempt = async (presented: Person['person']): Promise<void> => {
    // A clerk whose screen died tries again, and learns that it is done.
    await again(() => world.get(CheckInService).checkIn(clerk, offer!.id, presented)).catch((error: { code?: string }) => {
      if (error.code !== 'check-in.done') throw error;
    });
  };
  await attempt(winner!.person);
}

async function winnersOf(world: DrawWorld, drawId: string): Promise<Person[]> {
  const rows = await world.query<{ id: string }>(
    `SELECT entry.registration_id AS id FROM draw_results result JOIN draw_entries entry USING (draw_uuid, ticket_id)
     JOIN draws ON draws.id = draw_uuid WHERE draws.draw_id = $1 AND result.pot IS NOT NULL ORDER BY result.rank`,
    [drawId],
  );
  return rows.map(({ id }) => world.people.find((person) => person.registrationId === id)!);
}

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
    }
  }
}

/** The service's own secrets are random. Before they matter to anybody they are exchanged for known ones, commitment and all. */
async function fixOwnSecrets(world: DrawWorld): Promise<void> {
  const rows = await world.query<{ draw_uuid: string; draw_id: string }>(
    `SELECT draw_uuid, draw_id FROM draw_contributions JOIN draws ON draws.id = draw_uuid WHERE contributor = 'office' AND draws.state = 'scheduled'`,
  );
  for (const { draw_uuid, draw_id } of rows) {
    const secret = secretOf('office', draw_id);
    const sealed = world.get(Envelope).seal(Buffer.from(secret, 'hex'), SEALED_SECRET);
    await world.query(`UPDATE draw_contributions SET commitment = $2, sealed_secret = $3 WHERE draw_uuid = $1 AND contributor = 'office'`, [
      draw_uuid,
      deriveContributionCommitment(draw_id, 'office', secret),
      sealed,
    ]);
  }
}
