import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people say to notices and in hearings is added, never written over, and says who has written it down. */
export class Statements1764000000115 implements MigrationInterface {
  name = 'Statements1764000000115';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const table = (name: string, about: string, aboutColumn: string, aboutTable: string): string[] => [
  `CREATE TABLE "${name}" (
     "text" bytea NOT NULL,
     "at" timestamptz NOT NULL,
     "via" text NOT NULL,
     "taken_by" text,
     "taken_person" text,
     "id" uuid NOT NULL,
     "${aboutColumn}" uuid NOT NULL,
     CONSTRAINT "ck_${name}_via" CHECK (via IN ('page', 'phone', 'counter', 'letter')),
     CONSTRAINT "ck_${name}_taker_whole" CHECK ((taken_by IS NULL) = (taken_person IS NULL) AND (via <> 'page' OR taken_by IS NULL)),
     CONSTRAINT "pk_${name}" PRIMARY KEY ("id"),
     CONSTRAINT "fk_${name}_${about}" FOREIGN KEY ("${aboutColumn}") REFERENCES "${aboutTable}" ("id") ON DELETE CASCADE
   )`,
  `CREATE INDEX "ix_${name}_${about}" ON "${name}" ("${aboutColumn}")`,
];

const UP = [
  ...table('review_statements', 'notice', 'notice_id', 'review_notices'),
  `INSERT INTO review_statements (id, notice_id, text, at, via)
     SELECT gen_random_uuid(), id, objection, objected_at, objected_via FROM review_notices WHERE objection IS NOT NULL`,
  `ALTER TABLE "review_notices" DROP CONSTRAINT "ck_review_notices_via", DROP CONSTRAINT "ck_review_notices_objection_whole",
     DROP COLUMN "objection", DROP COLUMN "objected_at", DROP COLUMN "objected_via", ADD COLUMN "sent_person" text`,
  ...table('hearing_statements', 'hearing', 'hearing_id', 'revocation_hearings'),
  `INSERT INTO hearing_statements (id, hearing_id, text, at, via)
     SELECT gen_random_uuid(), id, answer, answered_at, answered_via FROM revocation_hearings WHERE answer IS NOT NULL`,
  `ALTER TABLE "revocation_hearings" DROP CONSTRAINT "ck_revocation_hearings_via", DROP CONSTRAINT "ck_revocation_hearings_answer_whole",
     DROP COLUMN "answer", DROP COLUMN "answered_at", DROP COLUMN "answered_via", ADD COLUMN "opened_person" text`,
  `ALTER TABLE "assisted_acts" DROP CONSTRAINT "ck_assisted_acts_kind", ADD CONSTRAINT "ck_assisted_acts_kind"
     CHECK (kind IN ('opened', 'looked-up', 'wishes', 'contact', 'withdraw', 'link', 'accept', 'decline', 'give-back', 'answer'))`,
];

// The version before knows one text, the last one; and on the phone or at the counter was the same to it.
const DOWN = [
  `UPDATE assisted_acts SET kind = 'opened' WHERE kind = 'answer'`,
  `ALTER TABLE "assisted_acts" DROP CONSTRAINT "ck_assisted_acts_kind", ADD CONSTRAINT "ck_assisted_acts_kind"
     CHECK (kind IN ('opened', 'looked-up', 'wishes', 'contact', 'withdraw', 'link', 'accept', 'decline', 'give-back'))`,
  `ALTER TABLE "revocation_hearings" DROP COLUMN "opened_person",
     ADD COLUMN "answer" bytea, ADD COLUMN "answered_at" timestamptz, ADD COLUMN "answered_via" text`,
  `UPDATE revocation_hearings SET answer = last.text, answered_at = last.at, answered_via = replace(last.via, 'counter', 'phone')
     FROM (SELECT DISTINCT ON (hearing_id) * FROM hearing_statements ORDER BY hearing_id, at DESC, id DESC) AS last
     WHERE last.hearing_id = revocation_hearings.id`,
  `ALTER TABLE "revocation_hearings"
     ADD CONSTRAINT "ck_revocation_hearings_via" CHECK (answered_via IN ('page', 'phone', 'letter')),
     ADD CONSTRAINT "ck_revocation_hearings_answer_whole" CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_via IS NULL))`,
  `DROP TABLE "hearing_statements"`,
  `ALTER TABLE "review_notices" DROP COLUMN "sent_person",
     ADD COLUMN "objection" bytea, ADD COLUMN "objected_at" timestamptz, ADD COLUMN "objected_via" text`,
  `UPDATE review_notices SET objection = last.text, objected_at = last.at, objected_via = replace(last.via, 'counter', 'phone')
     FROM (SELECT DISTINCT ON (notice_id) * FROM review_statements ORDER BY notice_id, at DESC, id DESC) AS last
     WHERE last.notice_id = review_notices.id`,
  `ALTER TABLE "review_notices"
     ADD CONSTRAINT "ck_review_notices_via" CHECK (objected_via IN ('page', 'phone', 'letter')),
     ADD CONSTRAINT "ck_review_notices_objection_whole" CHECK ((objection IS NULL) = (objected_at IS NULL) AND (objection IS NULL) = (objected_via IS NULL))`,
  `DROP TABLE "review_statements"`,
];
