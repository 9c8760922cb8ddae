import { AnswersService, Hearings } from '../../../src/modules/appointments';
import { OfferReports } from '../../../src/modules/offer-reports';
import { AssistedActRow, NameCorrections } from '../../../src/modules/registrations';
import { RetentionService } from '../../../src/modules/retention';
import type { StaffMember } from '../../../src/modules/staff';
import { KeyedHash } from '../../../src/platform/crypto';
import { TABLE_RIGHTS } from '../../../src/platform/database';
import { addToOutbox } from '../../../src/platform/outbox';
import { DAY, DrawWorld, HOUR, TIMES } from '../../support/draw-world';
import { approve, askAbout, hear, OPERATOR } from '../../support/review-acts';

const CLERK: StaffMember = { name: 'clerk-1', person: 'four', roles: ['clerk'] };
const YEAR = 365 * DAY;

/** Sealed values that are nobody's registration, and stay. */
const NOT_OF_APPLICANTS: Readonly<Record<string, string>> = {
  case_records: 'the office’s own register, by keyed hashes',
  draw_contributions: 'the service’s own secret, public since the draw',
  staff_people: 'members of staff',
  staff_sessions: 'members of staff; a month (StaffSessions)',
  rate_limits: 'a day at most, by the library',
  used_proofs: 'minutes',
};
/** Random since erasure, because the columns are never empty. */
const RANDOM = ['registrations.case_key', 'registrations.person_key'];

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 's1' }, { id: 's2' }, { id: 's3' }]);
});
afterAll(() => world.stop());

/** Values of every sealed column: how many rows have one. */
async function sealedLeft(): Promise<Record<string, number>> {
  const columns = await world.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const sealed = columns.filter(({ table, column }) => {
    const names = TABLE_RIGHTS[table]?.sealed;
    return names !== undefined && !(table in NOT_OF_APPLICANTS) && (names === 'all' || names.includes(column));
  });
  const counted = sealed.map(async ({ table, column }) => {
    const [row] = await world.query<{ n: number }>(`SELECT count("${column}")::integer AS n FROM "${table}"`);
    return [`${table}.${column}`, row!.n] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}

it('holds nothing sealed about anybody when all times are over, whatever was said and done about them', async () => {
  const people = await world.enrol({}, {}, { hardship: true }, {}, {});
  const id = (n: number): string => people[n]!.registrationId;
  await world.settle();
  // A doubt with an answer, which nobody decides; a corrected name, and one that nobody agrees to; somebody helped on the phone.
  await askAbout(world, id(0), 'unknown-case');
  await hear(world, id(0));
  const name = { surname: people[1]!.person.surname, givenNames: 'Aysel' };
  await approve(world, await world.get(NameCorrections).ask(CLERK, id(1), 'typing-error', name));
  const other = { surname: people[2]!.person.surname, givenNames: 'Ayşen' };
  const asked = await world.get(NameCorrections).ask(CLERK, id(2), 'typing-error', other);
  await world.transaction((em) =>
    em.insert(AssistedActRow, { id: id(1), registrationId: id(1), kind: 'opened', doneBy: 'clerk-1', doneAt: world.clock.now() }),
  );
  await world.get(OfferReports).report({ place: 'messenger', text: 'Termin, 200 Euro', link: null, contact: 'finder@example.org' });
  await world.liveThroughDraw(0);
  await world.liveUntil(TIMES.draw + HOUR);
  const offers = await world.query<{ id: string; registration: string }>('SELECT id, registration_id AS registration FROM offers');
  for (const { registration } of offers)
    await world.get(AnswersService).accept(people.find(({ registrationId }) => registrationId === registration)!);
  // One hearing that is dropped, one that goes on until the appointment is over.
  for (const { id: offer } of offers.slice(0, 2)) {
    await world.get(Hearings).open(offer, 'used-by-another', [], OPERATOR);
    await world.get(Hearings).take(offer, 'I come myself.', 'phone', CLERK);
  }
  await world.get(Hearings).drop(offers[0]!.id, 'explained', OPERATOR.name);
  await world.transaction((em) => addToOutbox(em, [{ kind: 'registration.received', registrationId: id(3) }]));
  await world.test.database.forge(
    `INSERT INTO letters_to_print (message_id, kind, registration_id, waiting_since) VALUES (77, 'registration.confirmed', $1, $2)`,
    [id(4), new Date(TIMES.opens * 1000)],
  );
  await world.query(`INSERT INTO letter_allowances (contact_key, day, used) VALUES ('\\x01', $1, 3)`, [world.clock.now()]);
  const before = await sealedLeft();
  for (const column of ['review_statements.text', 'hearing_statements.text', 'name_corrections.sealed', 'offer_reports.sealed'])
    expect({ column, there: before[column]! > 0 }).toEqual({ column, there: true });

  await world.liveUntil(TIMES.appointments + 5 * DAY);
  await world.query('UPDATE outbox_messages SET sent_at = $1', [world.clock.now()]);
  const [approval] = await world.query<{ details: { name: string } }>('SELECT details FROM approvals WHERE id = $1', [asked.id]);
  // Waiting is over after a year without a window, and then everything else in its turn.
  for (const years of [1, 2, 3]) {
    world.clock.set(TIMES.appointments + years * (YEAR + 40 * DAY));
    await world.settle();
    await world.get(RetentionService).forget();
  }
  const left = Object.entries(await sealedLeft()).filter(([column, rows]) => rows > 0 && !RANDOM.includes(column));
  expect(left).toEqual([]);
  expect(await world.query('SELECT id FROM registrations WHERE erased_at IS NULL')).toEqual([]);
  expect(await world.query('SELECT FROM letters_to_print')).toEqual([]);
  // What approvals keep of a name is a hash under a secret that is gone.
  const guessed = world.get(KeyedHash).digest('name-correction', JSON.stringify([id(2), other.surname, other.givenNames]));
  expect(approval!.details.name).toMatch(/^[0-9a-f]{64}$/);
  expect(approval!.details.name).not.toBe(guessed.toString('hex'));
});
