import { Pool } from 'pg';
import { deriveContributionCommitment } from '../../src/core';
import { AnswersService, CheckInService } from '../../src/modules/appointments';
import { Approvals } from '../../src/modules/approvals';
import { ContributionsService } from '../../src/modules/draws/contributions.service';
import { VoidingService } from '../../src/modules/draws/voiding.service';
import type { StaffMember } from '../../src/modules/staff';
import { auditableColumns, EMBEDDED_LOGINS, QUEUE_SCHEMA, sqlState, TABLE_RIGHTS } from '../../src/platform/database';
import { DAY, DrawWorld, HOUR, planLater, TIMES } from '../support/draw-world';

/** insufficient_privilege: the role lacks the right. */
const NO_RIGHT = '42501';
/** A trigger of ours: the right is there, and this use of it is refused, to the owner too. */
const NEVER = 'FS001';
const TWICE = '23505';
const CHECKED = '23514';

const DRAWN = `(SELECT id FROM draws WHERE draw_id = '${DrawWorld.path}/0')`;
const FROZEN = `(SELECT id FROM draws WHERE draw_id = 'stadt.example/permit/w11/0')`;
const WEEK = 7 * DAY;
/** Somebody who came after the freeze, and is in no draw. */
const STRANGER = `(SELECT id FROM registrations r WHERE NOT EXISTS (SELECT FROM draw_entries WHERE registration_id = r.id) LIMIT 1)`;
const LOSER = `(SELECT draw_uuid, ticket_id, registration_id FROM draw_results JOIN draw_entries USING (draw_uuid, ticket_id) WHERE pot IS NULL
  AND NOT EXISTS (SELECT FROM offers WHERE offers.registration_id = draw_entries.registration_id) LIMIT 1)`;
const OTHER_SLOT = `(SELECT id FROM slots WHERE slot_id = 'spare')`;

/** What somebody with the service's login could try to write, and what stops them. */
const WRITES: readonly (readonly [string, string, string])[] = [
  ['rewrite the log', `UPDATE log_entries SET body = replace(body, 'draw.drawn', 'draw.voided')`, NO_RIGHT],
  ['give a log entry another place', `UPDATE log_entries SET tree_index = tree_index + 100`, NEVER],
  ['take a log entry out of the tree', `UPDATE log_entries SET tree_index = NULL`, NEVER],
  ['put a log entry into the tree', `INSERT INTO log_entries (type, subject, body, tree_index) VALUES ('x', 'x', '{}', 3000)`, NEVER],
  ['log a second result', `INSERT INTO log_entries (type, subject, body) VALUES ('draw.drawn', '${DrawWorld.path}/0', '{}')`, TWICE],
  ['delete log entries', 'DELETE FROM log_entries', NO_RIGHT],
  ['empty the log', 'TRUNCATE log_entries CASCADE', NO_RIGHT],
  ['rewrite a tile', `UPDATE log_nodes SET hash = decode(repeat('00', 32), 'hex')`, NO_RIGHT],
  ['delete tiles', 'DELETE FROM log_nodes', NO_RIGHT],
  ['exchange a checkpoint', `UPDATE log_checkpoints SET note = 'forged'`, NO_RIGHT],
  ['delete a checkpoint', 'DELETE FROM log_checkpoints', NO_RIGHT],
  [
    'sign a second checkpoint of a size',
    `INSERT INTO log_checkpoints SELECT size, root, 'x', signed_at FROM log_checkpoints ORDER BY size DESC LIMIT 1`,
    TWICE,
  ],
  [
    'sign a checkpoint of a log that is not there',
    `INSERT INTO log_checkpoints SELECT size + 5, root, note, signed_at FROM log_checkpoints LIMIT 1`,
    NEVER,
  ],
  ['log a receipt again, later', 'UPDATE receipts SET batch_id = NULL, batch_index = NULL', NEVER],
  ['exchange a receipt', `UPDATE receipts SET hash = decode(repeat('00', 32), 'hex')`, NO_RIGHT],
  ['lose a receipt', 'DELETE FROM receipts', NO_RIGHT],

  ['change an announcement', `UPDATE windows SET announcement = convert_to('{}', 'UTF8')`, NEVER],
  [
    'take an announcement back',
    `UPDATE windows SET state = 'planned', announcement = NULL, announcement_sha256 = NULL, announced_at = NULL`,
    NEVER,
  ],
  ['change the timetable', `UPDATE windows SET draw_at = draw_at + interval '1 day'`, NO_RIGHT],
  ['delete a window', 'DELETE FROM windows', NO_RIGHT],
  ['change how long people have to answer', 'UPDATE services SET answer_within_seconds = 1', NO_RIGHT],

  ['draw again', `UPDATE draws SET state = 'revealed', drawn_at = NULL WHERE id = ${DRAWN}`, NEVER],
  ['freeze again', `UPDATE draws SET state = 'scheduled', frozen_at = NULL WHERE id = ${FROZEN}`, NEVER],
  ['void a result that one does not like', `UPDATE draws SET state = 'voided', ended_reason = 'by-staff' WHERE id = ${DRAWN}`, NEVER],
  ['skip what is frozen', `UPDATE draws SET state = 'skipped', ended_reason = 'no-slots' WHERE id = ${FROZEN}`, NEVER],
  ['draw without a reveal', `UPDATE draws SET state = 'drawn', drawn_at = now() WHERE id = ${FROZEN}`, NEVER],
  ['reveal without a file', `UPDATE draws SET state = 'revealed', revealed_at = now() WHERE id = ${FROZEN}`, NEVER],
  ['freeze without files', `UPDATE draws SET state = 'frozen', frozen_at = now() WHERE state = 'scheduled'`, NEVER],
  ['date a step back', `UPDATE draws SET frozen_at = frozen_at - interval '1 hour' WHERE id = ${DRAWN}`, NEVER],
  ['choose another round', 'UPDATE draws SET round = round + 1', NO_RIGHT],
  ['move the freeze', `UPDATE draws SET freeze_at = now()`, NO_RIGHT],
  ['delete a draw', 'DELETE FROM draws', NO_RIGHT],
  [
    'hold a second draw of a number',
    `INSERT INTO draws SELECT gen_random_uuid(), window_id, number, draw_id, 'scheduled', freeze_at, reveal_by, draw_at, round FROM draws WHERE id = ${DRAWN}`,
    TWICE,
  ],
  [
    'hold a second main draw under another name',
    `INSERT INTO draws SELECT gen_random_uuid(), window_id, 77, draw_id || '0', 'scheduled', freeze_at, reveal_by, draw_at, round FROM draws WHERE id = ${DRAWN}`,
    NEVER,
  ],
  [
    'add a draw that is drawn',
    `INSERT INTO draws SELECT gen_random_uuid(), window_id, 77, '${DrawWorld.path}/77', 'drawn', freeze_at, reveal_by, draw_at, round, now(), now(), now() FROM draws WHERE id = ${DRAWN}`,
    NEVER,
  ],

  ['raise tickets after the freeze', 'UPDATE draw_entries SET tickets = 16', NO_RIGHT],
  ['exchange the person behind an entry', `UPDATE draw_entries SET registration_id = ${STRANGER}`, NO_RIGHT],
  ['drop an entry', 'DELETE FROM draw_entries', NO_RIGHT],
  [
    'say afterwards where a date came from',
    `UPDATE draw_entries SET critical_date_source = 'card', date_verified_by = 'register'`,
    NO_RIGHT,
  ],
  ['hide attempts that failed', 'DELETE FROM draw_step_failures', NO_RIGHT],
  [
    'slip an entry in after the freeze',
    `INSERT INTO draw_entries VALUES (${FROZEN}, repeat('0', 32), ${STRANGER}, 16, 'x', 0, NULL, false, true, false)`,
    NEVER,
  ],
  [
    'merge somebody in after the freeze',
    `INSERT INTO draw_entry_merges SELECT draw_uuid, ${STRANGER}, ticket_id, 1, 'x', 0, NULL, false FROM draw_entries WHERE draw_uuid = ${FROZEN} LIMIT 1`,
    NEVER,
  ],
  ['slip a slot in after the freeze', `INSERT INTO draw_slots VALUES (${FROZEN}, ${OTHER_SLOT}, 99)`, NEVER],
  ['take a slot out', 'DELETE FROM draw_slots', NO_RIGHT],
  ['change a result', `UPDATE draw_results SET pot = 'general', slot_ids = '{spare}' WHERE pot IS NULL`, NO_RIGHT],
  ['delete a result', 'DELETE FROM draw_results', NO_RIGHT],
  [
    'write a result before the draw',
    `INSERT INTO draw_results SELECT draw_uuid, 1, ticket_id, NULL, '{}' FROM draw_entries WHERE draw_uuid = ${FROZEN} LIMIT 1`,
    NEVER,
  ],
  [
    'write a result beside the result',
    `INSERT INTO draw_results SELECT draw_uuid, 77, ticket_id, 'general', '{spare}' FROM ${LOSER} AS loser`,
    TWICE,
  ],
  ['change a file of the record', `UPDATE draw_files SET content = 'x'`, NO_RIGHT],
  ['delete a file of the record', 'DELETE FROM draw_files', NO_RIGHT],
  ['add the result before its time', `INSERT INTO draw_files VALUES (${FROZEN}, 'result.txt', 'x', 'x')`, NEVER],
  ['add to a record that is published', `INSERT INTO draw_files VALUES (${DRAWN}, 'log/other.json', 'x', 'x')`, NEVER],

  ['exchange a commitment', `UPDATE draw_contributions SET commitment = repeat('0', 64)`, NO_RIGHT],
  ['exchange a secret that was revealed', `UPDATE draw_contributions SET secret = repeat('0', 64) WHERE draw_uuid = ${DRAWN}`, NEVER],
  ['take a secret back', `UPDATE draw_contributions SET secret = NULL, revealed_at = NULL WHERE draw_uuid = ${DRAWN}`, NEVER],
  [
    'reveal a secret that opens nothing',
    `UPDATE draw_contributions SET secret = repeat('0', 64), revealed_at = now() WHERE draw_uuid = ${FROZEN} AND contributor = 'ombudsperson'`,
    NEVER,
  ],
  [
    'reveal before the freeze',
    `UPDATE draw_contributions c SET secret = repeat('0', 64), revealed_at = now() FROM draws WHERE draws.id = draw_uuid AND state = 'scheduled'`,
    NEVER,
  ],
  ['commit after the freeze', `INSERT INTO draw_contributions VALUES (${FROZEN}, 'late', repeat('0', 64))`, NEVER],

  ['move an offer to somebody else', `UPDATE offers SET registration_id = ${STRANGER}`, NO_RIGHT],
  ['exchange an offer’s ticket', `UPDATE offers SET ticket_id = repeat('0', 32)`, NO_RIGHT],
  ['make an accepted offer open again', `UPDATE offers SET state = 'offered' WHERE state <> 'offered'`, NEVER],
  ['undo that somebody came', `UPDATE offers SET state = 'accepted' WHERE state = 'attended'`, NEVER],
  ['give somebody longer', `UPDATE offers SET answer_by = answer_by + interval '9 days'`, NO_RIGHT],
  [
    'offer to somebody who lost',
    `INSERT INTO offers SELECT gen_random_uuid(), draw_uuid, registration_id, ticket_id, 'offered', now(), now() FROM ${LOSER} AS loser`,
    NEVER,
  ],
  [
    'offer a winner’s place to somebody else',
    `INSERT INTO offers SELECT gen_random_uuid(), draw_uuid, ${STRANGER}, ticket_id, 'offered', now(), now() FROM draw_results WHERE pot IS NOT NULL LIMIT 1`,
    TWICE,
  ],
  [
    'offer before the draw',
    `INSERT INTO offers SELECT gen_random_uuid(), draw_uuid, registration_id, ticket_id, 'offered', now(), now() FROM draw_entries WHERE draw_uuid = ${FROZEN} LIMIT 1`,
    NEVER,
  ],
  ['give a winner another slot', `INSERT INTO offer_slots SELECT id, ${OTHER_SLOT}, true FROM offers LIMIT 1`, NEVER],
  ['exchange a slot of an offer', `UPDATE offer_slots SET slot_uuid = ${OTHER_SLOT}`, NO_RIGHT],
  ['take back what was let go', `UPDATE offer_slots SET live = true WHERE NOT live`, NEVER],
  ['delete an offer', 'DELETE FROM offers', NO_RIGHT],
  ['change a slot’s label after the freeze', `UPDATE slots SET label = 'hardship'`, NO_RIGHT],
  ['change a slot’s group', `UPDATE slots SET group_name = 'pm'`, NO_RIGHT],
  ['move a slot', `UPDATE slots SET starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'`, NO_RIGHT],
  ['use a slot again that somebody came to', `UPDATE slots SET state = 'free' WHERE state = 'attended'`, NEVER],
  [
    'add a slot after the freeze',
    `INSERT INTO slots SELECT gen_random_uuid(), window_id, 'new', group_name, 'new', 0, label, starts_at, ends_at, place FROM slots WHERE slot_id = 'a'`,
    NEVER,
  ],
  ['lose a slot', 'DELETE FROM slots', NO_RIGHT],
  ['rewrite a check-in', `UPDATE check_ins SET outcome = 'mismatched'`, NO_RIGHT],
  ['lose a check-in', 'DELETE FROM check_ins', NO_RIGHT],

  ['decide twice', `UPDATE approvals SET decision = 'approved' WHERE decision = 'refused'`, NEVER],
  [
    'decide what one has asked for',
    `UPDATE approvals SET decision = 'approved', decided_at = now(), decided_by = requested_by, decided_person = requested_person WHERE decision IS NULL`,
    CHECKED,
  ],
  [
    'decide by a second account',
    `UPDATE approvals SET decision = 'approved', decided_at = now(), decided_by = 'staff-99', decided_person = requested_person WHERE decision IS NULL`,
    CHECKED,
  ],
  ['decide as nobody', `UPDATE approvals SET decision = 'approved', decided_at = now() WHERE decision IS NULL`, CHECKED],
  ['let somebody else have asked', `UPDATE approvals SET requested_by = 'staff-99'`, NO_RIGHT],
  ['ask for one thing and do another', `UPDATE approvals SET subject = 'x'`, NO_RIGHT],
  [
    'ask and decide in one row',
    `INSERT INTO approvals SELECT gen_random_uuid(), kind, 'y', reason, details, 'staff-97', 'p97', now(), now(), 'approved', 'staff-98', 'p98', now() FROM approvals LIMIT 1`,
    NEVER,
  ],
  ['forget a request', 'DELETE FROM approvals', NO_RIGHT],
  [
    'grant hardship alone',
    `INSERT INTO hardship_grants SELECT ${STRANGER}, reason, requested_by, requested_at, requested_by, approved_at, proof, requested_person, requested_person FROM hardship_grants LIMIT 1`,
    CHECKED,
  ],
  [
    'grant hardship that is said to be older than the log',
    `INSERT INTO hardship_grants (registration_id, reason, proof, requested_by, requested_person, requested_at, approved_by, approved_person,
       approved_at, older_than_log)
     SELECT ${STRANGER}, reason, proof, requested_by, requested_person, requested_at, approved_by, approved_person, approved_at, true
     FROM hardship_grants LIMIT 1`,
    NEVER,
  ],
  ['exchange who agreed to hardship', `UPDATE hardship_grants SET approved_by = 'staff-99'`, NO_RIGHT],
  ['take hardship away', 'DELETE FROM hardship_grants', NEVER],

  ['put another person in a registration’s place', `UPDATE registrations SET person_key = decode(repeat('00', 32), 'hex')`, NEVER],
  [
    'put another case in a registration’s place',
    `UPDATE registrations SET case_key = decode(repeat('00', 32), 'hex') WHERE id = ${STRANGER}`,
    NEVER,
  ],
  ['move a registration to another service', 'UPDATE registrations SET service_id = gen_random_uuid()', NO_RIGHT],
  ['let a registration have come another way', `UPDATE registrations SET channel = 'phone'`, NO_RIGHT],
  ['let a registration have come earlier', `UPDATE registrations SET received_at = now()`, NO_RIGHT],
  [
    'let an unverified case stand',
    `UPDATE registrations SET case_verified_by = NULL WHERE state IN ('standing', 'offered', 'served')`,
    CHECKED,
  ],
  ['delete a registration', 'DELETE FROM registrations', NO_RIGHT],

  ['belong to other keys', `UPDATE installation SET keys_fingerprint = 'x'`, NO_RIGHT],
  ['belong to two', `INSERT INTO installation (id, keys_fingerprint, log_origin) VALUES (false, 'x', 'x')`, CHECKED],
  ['change a pseudonym', 'DELETE FROM staff_people', NO_RIGHT],
  ['say that migrations have run', `INSERT INTO migrations (timestamp, name) VALUES (1, 'x')`, NO_RIGHT],
  ['say that migrations of the queue have run', `DELETE FROM ${QUEUE_SCHEMA}.migration`, NO_RIGHT],
];

/** What would make the writes above possible. All of it is the owner's or a superuser's. */
const POWERS: readonly string[] = [
  'ALTER TABLE log_entries DISABLE TRIGGER ALL',
  'ALTER TABLE draw_results DISABLE TRIGGER USER',
  'DROP TRIGGER tr_draws_guard ON draws',
  'ALTER TRIGGER tr_draws_guard ON draws RENAME TO tr_x',
  'DROP TABLE draw_results CASCADE',
  'ALTER TABLE draws ADD COLUMN x text',
  'ALTER TABLE approvals DROP CONSTRAINT ck_approvals_two_people',
  `ALTER TABLE draws OWNER TO ${EMBEDDED_LOGINS.service}`,
  'ALTER TABLE draws ENABLE ROW LEVEL SECURITY',
  'CREATE POLICY p ON draws',
  'CREATE RULE r AS ON INSERT TO log_entries DO INSTEAD NOTHING',
  'CREATE TRIGGER t BEFORE INSERT ON log_entries FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
  'CREATE INDEX i ON log_entries (type)',
  'DROP INDEX uq_offer_slots_one_live_offer_per_slot',
  'LOCK TABLE log_entries IN ACCESS EXCLUSIVE MODE',
  `CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  `CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  'DROP FUNCTION guard_draw_steps() CASCADE',
  'ALTER FUNCTION guard_draw_steps() SET search_path = pg_temp',
  `CREATE FUNCTION ${QUEUE_SCHEMA}.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  `CREATE TABLE ${QUEUE_SCHEMA}.t (n int)`,
  'CREATE TABLE public.t (n int)',
  'CREATE VIEW public.v AS SELECT 1',
  // It would come first in every search path.
  'CREATE TEMP TABLE draws (n int)',
  'CREATE SCHEMA s',
  'SET session_replication_role = replica',
  `SET ROLE ${EMBEDDED_LOGINS.owner}`,
  'SET ROLE postgres',
  'SET SESSION AUTHORIZATION postgres',
  `GRANT ${EMBEDDED_LOGINS.owner} TO ${EMBEDDED_LOGINS.service}`,
  `ALTER ROLE ${EMBEDDED_LOGINS.service} SUPERUSER`,
  `ALTER ROLE ${EMBEDDED_LOGINS.owner} PASSWORD 'x'`,
  'CREATE ROLE r',
  `REASSIGN OWNED BY ${EMBEDDED_LOGINS.owner} TO ${EMBEDDED_LOGINS.service}`,
  `SELECT setval('log_entries_id_seq', 1)`,
  'ALTER SEQUENCE log_entries_id_seq RESTART',
  `UPDATE pg_trigger SET tgenabled = 'D'`,
  'UPDATE pg_class SET relacl = NULL',
  'SELECT pg_reload_conf()',
  `COPY log_entries TO PROGRAM 'true'`,
  `COPY log_entries FROM '/etc/hostname'`,
  `SELECT pg_read_file('/etc/hostname')`,
  `SELECT lo_import('/etc/hostname')`,
];

const operator: StaffMember = { name: 'staff-1', person: 'one', roles: ['operator'] };
const approver: StaffMember = { name: 'staff-2', person: 'two', roles: ['approver'] };

describe('somebody with the login of', () => {
  let world: DrawWorld;
  let before: Record<string, unknown>[];
  const pools: Pool[] = [];
  const as = (user: string): Pool => {
    const pool = new Pool({ ...world.test.database.owner, user, max: 1 });
    pools.push(pool);
    return pool;
  };

  beforeAll(async () => {
    world = await DrawWorld.open({ plan: { contributors: ['office'] }, refills: 1 });
    await world.enrol({}, {}, {}, {});
    await world.addSlots([{ id: 'a' }, { id: 'b' }]);
    await world.liveThroughDraw(0);
    await answerAndCome();
    await freezeAnother();
    await world.enrol({ hardship: true });
    await world.addSlots([{ id: 'spare' }], await world.announceWindow('w12', planLater(14)));
    await askForThings();
    before = await contents();
  });
  afterAll(async () => {
    for (const pool of pools) await pool.end();
    await world.stop();
  });

  /** One winner came to the counter, the other gave the place back. */
  async function answerAndCome(): Promise<void> {
    const results = await Promise.all(world.people.map((person) => world.resultOf(person)));
    const winners = world.people.filter((_, i) => results[i]!.pot !== null);
    for (const winner of winners) await world.get(AnswersService).accept(winner);
    await world.get(AnswersService).giveBack(winners[1]!);
    const [offer] = await world.query<{ id: string; registration_id: string }>(
      `SELECT offers.id, registration_id FROM offers WHERE state = 'accepted'`,
    );
    const { person } = world.people.find(({ registrationId }) => registrationId === offer!.registration_id)!;
    const now = world.clock.seconds();
    world.clock.set(TIMES.appointments);
    await world.get(CheckInService).checkIn({ name: 'clerk-1', person: 'clerk-1', roles: ['clerk'] }, offer!.id, person);
    world.clock.set(now);
  }

  /** A week later: a second window's draw is frozen, and waits for somebody outside to reveal. */
  async function freezeAnother(): Promise<void> {
    const later = await world.announceWindow('w11', planLater(7));
    await world.addSlots([{ id: 'k', counter: 'c7' }], later);
    await world.settle();
    const id = 'stadt.example/permit/w11/0';
    await world.get(ContributionsService).commit('ombudsperson', id, deriveContributionCommitment(id, 'ombudsperson', '7'.repeat(64)));
    await world.liveUntil(TIMES.closes + WEEK);
    await world.liveUntil(TIMES.freeze + WEEK);
  }

  async function askForThings(): Promise<void> {
    const first = await world.get(VoidingService).ask(operator, 'stadt.example/permit/w11/0', 'wrong-slots');
    await world.get(Approvals).decide(approver, first.id, 'refused');
    await world.get(VoidingService).ask(operator, 'stadt.example/permit/w11/0', 'wrong-slots');
  }

  async function contents(): Promise<Record<string, unknown>[]> {
    const sums = Object.keys(TABLE_RIGHTS)
      .sort()
      .map((table) => `SELECT '${table}' AS name, count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t`);
    return world.query(`${sums.join(' UNION ALL ')} ORDER BY 1`);
  }

  /** SQLSTATE of what stops it; null when nothing does. Never commits; what is checked at the end is checked now. */
  async function attempt(pool: Pool, sql: string): Promise<string | null> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const { rowCount } = await client.query(sql);
      await client.query('SET CONSTRAINTS ALL IMMEDIATE');
      return rowCount === 0 ? 'no such row: the attempt shows nothing' : null;
    } catch (error) {
      return sqlState(error);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  it('the service can not cheat by writing, and what triggers refuse they refuse to the owner, too', async () => {
    const [service, owner] = [as(EMBEDDED_LOGINS.service), as(EMBEDDED_LOGINS.owner)];
    const outcomes: Record<string, string | null> = {};
    const toOwner: Record<string, string | null> = {};
    for (const [name, sql, code] of WRITES) {
      outcomes[name] = await attempt(service, sql);
      if (code !== NO_RIGHT) toOwner[name] = await attempt(owner, sql);
    }
    expect(outcomes).toEqual(Object.fromEntries(WRITES.map(([name, , code]) => [name, code])));
    expect(toOwner).toEqual(Object.fromEntries(WRITES.flatMap(([name, , code]) => (code === NO_RIGHT ? [] : [[name, code]]))));
  });

  it('the service can not get the rights of anybody else', async () => {
    const service = as(EMBEDDED_LOGINS.service);
    const outcomes: Record<string, string | null> = {};
    for (const sql of POWERS) outcomes[sql] = await attempt(service, sql);
    expect(outcomes).toEqual(Object.fromEntries(POWERS.map((sql) => [sql, NO_RIGHT])));
  });

  it('an auditor reads what is for auditors, no sealed column, and writes nothing', async () => {
    const auditor = as(EMBEDDED_LOGINS.audit);
    const columns = await world.query<{ table: string; names: string[] }>(
      `SELECT table_name AS table, array_agg(column_name::text) AS names FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1`,
    );
    for (const { table, names } of columns) {
      const open = auditableColumns(TABLE_RIGHTS[table]!, names);
      for (const name of names) {
        const read = await auditor.query(`SELECT "${name}" FROM ${table} LIMIT 1`).then(() => null, sqlState);
        expect({ table, name, read }).toEqual({ table, name, read: open.includes(name) ? null : NO_RIGHT });
      }
      for (const sql of [
        `UPDATE ${table} SET "${names[0]}" = DEFAULT`,
        `INSERT INTO ${table} DEFAULT VALUES`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
      ]) {
        expect({ sql, outcome: await attempt(auditor, sql) }).toEqual({ sql, outcome: NO_RIGHT });
      }
    }
    for (const sql of [...POWERS, `SELECT * FROM ${QUEUE_SCHEMA}.job`, 'SELECT * FROM registrations']) {
      expect({ sql, outcome: await attempt(auditor, sql) }).toEqual({ sql, outcome: NO_RIGHT });
    }
  });

  it('nobody has changed anything, and the draw that waited goes on', async () => {
    expect(await contents()).toEqual(before);
    expect((await world.verify(0)).verdict).toBe('replayed');
    await world.get(ContributionsService).reveal('ombudsperson', 'stadt.example/permit/w11/0', '7'.repeat(64));
    await world.liveUntil(TIMES.draw + WEEK + HOUR);
    expect(await world.query(`SELECT state FROM draws WHERE id IN (${DRAWN}, ${FROZEN}) GROUP BY state`)).toEqual([{ state: 'drawn' }]);
  });
});
