import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a clerk saw and where a mismatch went, and days on which counters worked from paper. */
export class Counter1764000000090 implements MigrationInterface {
  name = 'Counter1764000000090';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE "check_ins"
     ADD COLUMN "document" text,
     ADD COLUMN "reason" text,
     ADD COLUMN "handed_to" text,
     ADD COLUMN "checked_person" text,
     ADD CONSTRAINT "ck_check_ins_document" CHECK (document IN ('seen', 'read')),
     ADD CONSTRAINT "ck_check_ins_handed_over_whole" CHECK (handed_to IS NULL OR (reason IS NOT NULL AND outcome = 'mismatched'))`,
  `CREATE TABLE "paper_days" (
     "day" date NOT NULL,
     "held_by" text NOT NULL,
     "held_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "entered_at" TIMESTAMP WITH TIME ZONE,
     "entered_by" text,
     CONSTRAINT "pk_paper_days" PRIMARY KEY ("day")
   )`,
];

const DOWN = [
  `DROP TABLE "paper_days"`,
  `ALTER TABLE "check_ins" DROP COLUMN "document", DROP COLUMN "reason", DROP COLUMN "handed_to", DROP COLUMN "checked_person"`,
];
