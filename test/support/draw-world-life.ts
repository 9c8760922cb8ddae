import { createHash } from 'node:crypto';
import { deriveContributionCommitment } from '../../src/core';
import { AnswersService, CheckInService } from '../../src/modules/appointments';
import { ContributionsService } from '../../src/modules/draws/contributions.service';
import { SEALED_SECRET } from '../../src/modules/draws/draw-schedule.service';
import { Envelope } from '../../src/platform/crypto';
import { ANSWER_WITHIN, DAY, DrawWorld, HOUR, MINUTE, type Person, TIMES } from './draw-world';
import { ProcessDied } from './draw-world-faults';

/** Contributions that are the same in every life, so that everything that follows from them is the same too. */
export const secretOf = (contributor: string, drawId: string): string =>
  createHash('sha256').update(`${contributor} of ${drawId}`).digest('hex');

/** People and slots of a small window in which everything happens. */
export async function populate(world: DrawWorld): Promise<void> {
  await world.enrol(
    { critical: '2026-03-24', wishes: ['am'] },
    { critical: '2026-03-10' },
    { losses: 3, size: 2 },
    { losses: 8, waivedPots: ['lapsed'] },
    { hardship: true, wishes: ['pm', 'am'] },
    { critical: '2026-04-20', losses: 1 },
    {},
    {},
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

/** One stretch of a window's life: the moment it begins, and what people do then, after whatever was due by itself. */
export interface Chapter {
  readonly name: string;
  readonly at: number;
  readonly act?: (world: DrawWorld) => Promise<void>;
}

const [MAIN, REFILL] = [`${DrawWorld.path}/0`, `${DrawWorld.path}/1`];
const THEIRS = secretOf('ombudsperson', MAIN);

/** A whole window's life, from its closing to its close-out. */
export const LIFE: readonly Chapter[] = [
  {
    name: 'closing: the draw is scheduled, an outsider commits',
    at: TIMES.closes,
    act: (world) =>
      again(() => world.get(ContributionsService).commit('ombudsperson', MAIN, deriveContributionCommitment(MAIN, 'ombudsperson', THEIRS))),
  },
  { name: 'freeze', at: TIMES.freeze },
  {
    name: 'reveal',
    at: TIMES.freeze + 10 * MINUTE,
    act: (world) => again(() => world.get(ContributionsService).reveal('ombudsperson', MAIN, THEIRS)),
  },
  { name: 'round, draw, publication and offers', at: TIMES.draw },
  { name: 'answers', at: TIMES.draw + HOUR, act: (world) => answer(world, MAIN, ['accept', 'decline', 'accept and give back', 'wait']) },
  { name: 'expiry', at: TIMES.draw + ANSWER_WITHIN + 1 },
  { name: 'freeze of the refill', at: TIMES.refillFreeze(1) },
  { name: 'reveal of the refill', at: TIMES.refillReveal(1) },
  { name: 'the refill', at: TIMES.refill(1), act: (world) => answer(world, REFILL, ['accept', 'accept', 'accept', 'accept']) },
  { name: 'a refill without a free slot', at: TIMES.refillFreeze(2) },
  {
    name: 'a slot that is given back after the last refill',
    at: TIMES.refill(2),
    act: (world) => answer(world, REFILL, ['wait', 'give back']),
  },
  { name: 'the counter', at: TIMES.appointments, act: (world) => checkIn(world) },
  { name: 'close-out', at: TIMES.appointments + 2 * DAY },
];

/**
 * Lives through some chapters. Every person and every sweep repeats what they wanted when the process died under it, as people
 * and sweeps do, and nobody does anything else about it.
 */
export async function live(world: DrawWorld, chapters = LIFE): Promise<void> {
  for (const { at, act } of chapters) {
    world.clock.set(at);
    await again(() => world.settle());
    await fixOwnSecrets(world);
    if (!act) continue;
    await act(world);
    await again(() => world.settle());
  }
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

/** The first winner comes. A clerk whose screen went dark tries again, and learns that it is done. */
async function checkIn(world: DrawWorld): Promise<void> {
  const [winner] = await winnersOf(world, MAIN);
  const [offer] = await world.query<{ id: string }>(`SELECT id FROM offers WHERE registration_id = $1 AND state = 'accepted'`, [
    winner!.registrationId,
  ]);
  const clerk = { name: 'clerk-1', person: 'clerk-1', roles: ['clerk'] as const };
  const attempt = again(() => world.get(CheckInService).checkIn(clerk, offer!.id, winner!.person));
  await attempt.catch((error: { code?: string }) => error.code === 'check-in.done' || Promise.reject(error as Error));
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
    await world.test.database.forge(
      `UPDATE draw_contributions SET commitment = $2, sealed_secret = $3 WHERE draw_uuid = $1 AND contributor = 'office'`,
      [draw_uuid, deriveContributionCommitment(draw_id, 'office', secret), sealed],
    );
  }
}
