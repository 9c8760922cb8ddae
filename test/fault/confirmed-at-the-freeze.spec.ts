import { Client } from 'pg';
import { formatTime } from '../../src/core';
import { PrivateLinks } from '../../src/modules/registrations';
import { type ConfirmedAnswer, ConfirmationService } from '../../src/modules/registrations/confirmation.service';
import { waitFor } from '../support';
import { DrawWorld, type Person, TIMES } from '../support/draw-world';

/**
 * Into a draw go the registrations confirmed by closing. A confirmation takes time, and so does a freeze: here each is held up at its worst
 * moment, on a connection of its own, while the other one comes.
 */
let world: DrawWorld;
let holder: Client;
beforeEach(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 'a' }]);
  holder = new Client(world.test.database.owner);
  await holder.connect();
});
afterEach(async () => {
  await holder.end();
  await world.stop();
});

/** Takes an advisory lock of the service's, so that whoever needs it next stands still. */
const hold = (name: string) => holder.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
const release = (name: string) => holder.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);

/** Waits until somebody stands still at the lock. */
const standStillAt = (name: string): Promise<unknown> =>
  waitFor(async () => {
    const rows = await world.query(
      `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
         AND (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)`,
      [name],
    );
    return rows.length > 0;
  }, `somebody at ${name}`);

const confirm = (person: Person): Promise<ConfirmedAnswer> =>
  world.get(ConfirmationService).confirm({ token: world.get(PrivateLinks).confirmationTokenOf(person.registrationId) });
const gate = () => `entries ${world.serviceId}`;

/** Somebody who has registered in time and not confirmed yet. Their time to confirm reaches over the freeze. */
async function register(): Promise<Person> {
  const [person] = await world.enrol({ state: 'unconfirmed', confirmedAt: TIMES.draw });
  return person!;
}

test('a confirmation from before closing that is still being written when the freeze comes is in the draw', async () => {
  const person = await register();
  const [{ key }] = (await world.query<{ key: Buffer }>('SELECT person_key AS key FROM registrations')) as [{ key: Buffer }];
  const step = `person ${key.toString('hex')}`;
  world.clock.set(TIMES.closes);
  await hold(step);
  const confirmed = confirm(person);
  await standStillAt(step);
  world.clock.set(TIMES.freeze);
  const frozen = world.settle();
  await standStillAt(gate());
  expect(await world.drawOf(0)).toMatchObject({ state: 'scheduled' });
  await release(step);
  expect(await confirmed).toMatchObject({ state: 'confirmed', confirmedAt: formatTime(TIMES.closes) });
  await frozen;
  expect(await world.entryOf(person)).toBeDefined();
});

test.each([
  ['comes in time by its own clock, which is slow', TIMES.closes - 1],
  ['comes at the moment of the freeze', TIMES.freeze],
])('a confirmation that %s, while a freeze is being written, gets a moment after it and waits for the next window', async (_, moment) => {
  await world.enrol({});
  const person = await register();
  world.clock.set(TIMES.freeze);
  // The last thing a freeze waits for, after it has read who takes part.
  await hold('receipts.batch');
  const frozen = world.settle();
  await standStillAt('receipts.batch');
  world.clock.set(moment);
  const confirmed = confirm(person);
  await standStillAt(gate());
  await release('receipts.batch');
  const { confirmedAt } = await confirmed;
  expect(confirmedAt > formatTime(TIMES.closes)).toBe(true);
  world.clock.set(TIMES.freeze);
  await frozen;
  expect((await world.drawOf(0)).state).not.toBe('scheduled');
  expect(await world.entryOf(person)).toBeUndefined();
  expect(await world.query('SELECT state FROM registrations WHERE id = $1', [person.registrationId])).toEqual([{ state: 'standing' }]);
  // Nor does a refill of this window take it: nobody gains by being late.
  await world.liveUntil(TIMES.reveal);
  await world.liveUntil(TIMES.draw);
  await world.liveUntil(TIMES.refillFreeze(1));
  expect(await world.query('SELECT FROM draw_entries WHERE registration_id = $1', [person.registrationId])).toEqual([]);
});

test('everybody who is told a moment before closing is in the draw, however many confirm while it is frozen', async () => {
  const people = await world.enrol(...Array.from({ length: 60 }, () => ({ state: 'unconfirmed' as const, confirmedAt: TIMES.draw })));
  world.clock.set(TIMES.closes);
  const confirmed = people.map(confirm);
  await Promise.race(confirmed);
  // While the others are still on their way the freeze becomes due, and comes.
  world.clock.set(TIMES.freeze);
  const frozen = world.settle();
  const told = await Promise.all(confirmed);
  await frozen;
  const inDraw = new Set((await world.query<{ id: string }>('SELECT registration_id AS id FROM draw_entries')).map(({ id }) => id));
  const inTime = told.filter(({ confirmedAt }) => confirmedAt <= formatTime(TIMES.closes)).map(({ registration }) => registration);
  expect(inTime.length).toBeGreaterThan(0);
  expect([...inDraw].sort()).toEqual(inTime.sort());
});
