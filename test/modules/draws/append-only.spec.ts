import { Pool } from 'pg';
import { AnswersService, CheckInService } from '../../../src/modules/appointments';
import { DAY, DrawWorld, TIMES } from '../../support/draw-world';

/** Tables that only grow, and a change that somebody might want to make to each. */
const ONLY_GROW: Readonly<Record<string, string>> = {
  draw_files: `content = convert_to('forged', 'UTF8')`,
  draw_entries: 'tickets = 16',
  draw_slots: 'position = 0',
  draw_results: `pot = 'general'`,
  log_nodes: `hash = decode(repeat('00', 32), 'hex')`,
  log_checkpoints: `note = 'forged'`,
  receipt_batches: 'count = count + 1',
  check_ins: `outcome = 'mismatched'`,
};
/** Tables whose rows live on, and never go. */
const NEVER_SHRINK = ['log_entries', 'draws', 'draw_contributions', 'slots', 'offers', 'offer_slots', 'receipts'];

describe('the database, as the account that owns its tables', () => {
  let world: DrawWorld;
  let owner: Pool;

  beforeAll(async () => {
    world = await DrawWorld.open({ plan: { contributors: ['office'] } });
    await world.enrol({}, {}, {});
    await world.addSlots([{ id: 'a' }, { id: 'b' }]);
    await world.liveThroughDraw(0);
    for (const person of world.people) if ((await world.resultOf(person))!.pot) await world.get(AnswersService).accept(person);
    world.clock.set(TIMES.appointments);
    const [offer] = await world.query<{ id: string; registration_id: string }>(
      `SELECT id, registration_id FROM offers WHERE state = 'accepted' LIMIT 1`,
    );
    const { person } = world.people.find(({ registrationId }) => registrationId === offer!.registration_id)!;
    await world.get(CheckInService).checkIn({ name: 'clerk-1', person: 'clerk-1', roles: ['clerk'] }, offer!.id, person);
    await world.liveUntil(TIMES.appointments + 2 * DAY);
    owner = new Pool({ ...world.test.database.owner, max: 1 });
  });
  afterAll(async () => {
    await owner.end();
    await world.stop();
  });

  const refused = (sql: string) => expect(owner.query(sql)).rejects.toMatchObject({ code: 'FS001' });

  it('is the owner, and is no superuser: the refusals below are those of triggers', async () => {
    const { rows } = await owner.query(
      `SELECT tableowner = current_user AS owns, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super FROM pg_tables WHERE tablename = ANY ($1)`,
      [[...Object.keys(ONLY_GROW), ...NEVER_SHRINK]],
    );
    expect(rows).toHaveLength(Object.keys(ONLY_GROW).length + NEVER_SHRINK.length);
    for (const row of rows) expect(row).toEqual({ owns: true, super: false });
  });

  it.each([...Object.keys(ONLY_GROW), ...NEVER_SHRINK])('refuses to delete from or to empty: %s', async (table) => {
    const { rowCount: before } = await owner.query(`SELECT FROM ${table}`);
    expect(before).toBeGreaterThan(0);
    await refused(`DELETE FROM ${table}`);
    await refused(`TRUNCATE ${table} CASCADE`);
    expect((await owner.query(`SELECT FROM ${table}`)).rowCount).toBe(before);
  });

  it.each(Object.entries(ONLY_GROW))('refuses to change %s', async (table, change) => {
    await refused(`UPDATE ${table} SET ${change}`);
  });

  it.each([
    ['its entry', `body = replace(body, 'draw.drawn', 'draw.voided')`],
    ['its type', `type = 'draw.voided'`],
    ['its subject', `subject = 'x'`],
    ['its moment', `created_at = now()`],
    ['its place', 'tree_index = tree_index + 100'],
    ['that it has one', 'tree_index = NULL'],
  ])("refuses to change of the log's entries: %s", async (_, change) => {
    await refused(`UPDATE log_entries SET ${change}`);
  });

  it.each([
    ['run again', `state = 'revealed', drawn_at = NULL`],
    ['frozen again', `state = 'scheduled', drawn_at = NULL`],
    ['voided after the result is known', `state = 'voided', drawn_at = NULL, ended_reason = 'by-staff'`],
    ['moved to another round', 'round = round + 1'],
    ['given another number', 'number = 7'],
    ['given another id', `draw_id = 'stadt.example/permit/w10/7'`],
    ['drawn at another moment', 'drawn_at = now()'],
    ['offered again', 'offered_at = NULL'],
    ['unpublished', 'published_at = NULL'],
    ['frozen at another moment', 'frozen_at = now()'],
    ['moved to another window', 'window_id = id'],
  ])('never lets a drawn draw be %s', async (_, change) => {
    await refused(`UPDATE draws SET ${change} WHERE number = 0`);
  });

  it.each([
    ['the file', `announcement = convert_to('{}', 'UTF8')`],
    ['its hash', `announcement_sha256 = repeat('0', 64)`],
    ['its removal', `announcement = NULL, announcement_sha256 = NULL, announced_at = NULL, state = 'planned'`],
    ['the timetable', 'draw_at = draw_at + interval $$1 day$$'],
    ['the plan', `plan = '{}'`],
    ['the path', `path = 'stadt.example/permit/w11'`],
    ['its state, once closed out', `state = 'announced', closed_out_at = NULL`],
  ])('refuses a change to an announced window: %s', async (_, change) => {
    await refused(`UPDATE windows SET ${change}`);
  });

  it('refuses to delete an announced window, or all of them', async () => {
    await refused('DELETE FROM windows');
    await refused('TRUNCATE windows CASCADE');
  });

  it.each([
    ['end twice', `state = 'free'`],
    ['end otherwise', `state = 'granted'`],
    ['change its label', `label = 'hardship'`],
    ['change its group', `group_name = 'pm'`],
    ['change its id', `slot_id = slot_id || 'x'`],
  ])('never lets a slot %s', async (_, change) => {
    await refused(`UPDATE slots SET ${change}`);
  });

  it.each([
    ['a second result', `INSERT INTO draw_results SELECT draw_uuid, rank + 100, ticket_id, pot, slot_ids FROM draw_results LIMIT 1`],
    [
      'a second entry',
      `INSERT INTO draw_entries SELECT draw_uuid, repeat('0', 32), registration_id, 1, reason, 0, NULL, false, true FROM draw_entries LIMIT 1`,
    ],
    ['a second file', `INSERT INTO draw_files SELECT draw_uuid, name, content, sha256 FROM draw_files LIMIT 1`],
    [
      'a second draw of the number',
      `INSERT INTO draws SELECT gen_random_uuid(), window_id, number, draw_id || 'x', 'scheduled', freeze_at, reveal_by, draw_at, round FROM draws LIMIT 1`,
    ],
    [
      'a second live offer of a slot',
      `INSERT INTO offer_slots SELECT (SELECT id FROM offers WHERE id <> offer_id LIMIT 1), slot_uuid, true FROM offer_slots WHERE live LIMIT 1`,
    ],
    [
      'a second offer of an entry',
      `INSERT INTO offers SELECT gen_random_uuid(), draw_uuid, registration_id, ticket_id, 'declined', answer_by, offered_at FROM offers LIMIT 1`,
    ],
    ['a second checkpoint of a size', `INSERT INTO log_checkpoints SELECT size, root, 'other', signed_at FROM log_checkpoints LIMIT 1`],
  ])('has no room for %s', async (_, sql) => {
    // A unique index, or a trigger that looks first.
    await expect(owner.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^(23505|FS001)$/) });
  });

  it('has kept what it had: the record still verifies', async () => {
    expect((await world.verify(0)).checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect((await world.verify(0)).verdict).toBe('replayed');
  });
});
