import { beyondHandle, rawWrites } from './persistence';
import { sourcesBelow } from './source-files';

/** Whose business rows and SQL are. */
const OF_ROWS = /(\.(entity|entities|repository)\.ts$|^platform\/(database|embedded|queue)\/)/;

/** Other files with SQL that writes: how many statements, and why it stands there (docs/adr/0024). */
const RAW_WRITES: Readonly<Record<string, readonly [count: number, reason: string]>> = {
  // The statement is the whole subject of a small file: a repository for it would be a second name for one thing.
  'platform/outbox/add-to-outbox.ts': [1, 'is how a letter comes into the outbox'],
  'platform/limits/shared-limits.ts': [1, 'clears away counts that a library keeps'],
  'platform/proof-of-work/proof-of-work.ts': [2, 'uses a proof once, and clears used ones away'],
  'modules/audit-log/audit-log.service.ts': [1, 'is how an entry comes into the log'],
  'modules/draws/step-failures.service.ts': [1, 'counts attempts that failed'],
  'modules/notifications/letter-limits.ts': [2, "counts a contact's letters of a day, and marks the one that was counted"],
  'modules/notifications/letters-to-print.service.ts': [1, 'puts a letter on the pile once'],
  'modules/registrations/receipts-log.service.ts': [2, 'puts receipts into a batch, in the order of its tree'],
  'modules/registrations/registration-intake.ts': [2, 'the statement that is prepared once stands in new-registration.ts (ADR 13)'],
  'modules/registrations/reviews/comparison.service.ts': [3, 'marks, traits and questions of hundreds of rows, one statement each'],
  // Batches: what is due is chosen, locked and changed by one statement, whose condition is the rule.
  'modules/appointments/reminders.service.ts': [1, 'who is reminded is the condition'],
  'modules/registrations/decision-notices.service.ts': [1, 'who is told is the condition'],
  'modules/registrations/forms/forms.service.ts': [1, 'which forms are stale is the condition'],
  'modules/staff/sessions/staff-sessions.service.ts': [1, 'all live sessions of one person end together'],
  'modules/registrations/reviews/review-notices.service.ts': [1, 'a person is to be told, unless they have left meanwhile'],
  // Written by nobody.
  'modules/identity/case-import.service.ts': [2, 'a savepoint: a dry run does everything and takes it back'],
  'modules/appointments/slot-accounts.service.ts': [1, 'reads; one function for three statements beside it'],
  'modules/audits/manual-acts.service.ts': [1, 'reads; the statement has a file of its own'],
};
/** What else a file takes from TypeORM, with the reason. */
const BEYOND_HANDLE: readonly string[] = [
  // A session with a statement that is prepared once (ADR 13).
  'modules/registrations/registration-intake.ts: QueryRunner',
];

const others = sourcesBelow('.').filter(({ path }) => !OF_ROWS.test(path));

test('SQL that writes stands in repositories, or here with its reason', () => {
  const found = others.map(({ path, text }) => [path, rawWrites(text)] as const);
  expect(found.filter(([path, statements]) => statements.length !== (RAW_WRITES[path]?.[0] ?? 0))).toEqual([]);
  expect(Object.keys(RAW_WRITES).filter((path) => !found.some(([each]) => each === path))).toEqual([]);
});

test('services take the transaction and conditions from TypeORM, and nothing that makes tables, sessions or connections', () => {
  const found = others.flatMap(({ path, text }) => beyondHandle(text).map((name) => `${path}: ${name}`));
  expect(found).toEqual(BEYOND_HANDLE);
});

test.each([
  ['await em.query(`INSERT INTO a VALUES (1)`)', 1],
  ['await em.query(`WITH due AS (SELECT 1) UPDATE a SET b = 1`)', 1],
  ["const SQL = 'DELETE FROM a'; await this.dataSource.query(SQL)", 1],
  ['await em.query(ELSEWHERE)', 1],
  ['await em.query(`SELECT id FROM a FOR NO KEY UPDATE SKIP LOCKED`)', 0],
  ['await em.save(row)', 0],
])('SQL that writes is seen: %s', (statement, count) => {
  expect(rawWrites(`async function f(em: EntityManager) { ${statement} }`)).toHaveLength(count);
});

test.each([
  ["import { Entity, type EntityManager } from 'typeorm';", ['Entity']],
  ["import { In, Repository as Rows } from 'typeorm';", ['Repository']],
  ["import * as orm from 'typeorm';", ['all of typeorm']],
  ["import typeorm from 'typeorm';", ['all of typeorm']],
  ["import type { EntityManager } from 'typeorm';", []],
])('what is taken from TypeORM is seen: %s', (text, found) => {
  expect(beyondHandle(text)).toEqual(found);
});
