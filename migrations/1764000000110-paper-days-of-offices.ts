import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One office's power cut is not the others': a day on paper is one office's. Days that are held already stay held in all of them. */
export class PaperDaysOfOffices1764000000110 implements MigrationInterface {
  name = 'PaperDaysOfOffices1764000000110';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE "paper_days" DROP CONSTRAINT "pk_paper_days", ADD COLUMN "office_id" uuid`,
  `INSERT INTO "paper_days" ("office_id", "day", "held_by", "held_at", "entered_at", "entered_by")
     SELECT "offices"."id", "day", "held_by", "held_at", "entered_at", "entered_by" FROM "paper_days" CROSS JOIN "offices"`,
  `DELETE FROM "paper_days" WHERE "office_id" IS NULL`,
  `ALTER TABLE "paper_days" ALTER COLUMN "office_id" SET NOT NULL, ADD CONSTRAINT "pk_paper_days" PRIMARY KEY ("office_id", "day"),
     ADD CONSTRAINT "fk_paper_days_office" FOREIGN KEY ("office_id") REFERENCES "offices" ("id")`,
];

// Open somewhere is open: "missed" can't be taken back.
const DOWN = [
  `DELETE FROM "paper_days" one USING "paper_days" other WHERE one."day" = other."day" AND one."office_id" <> other."office_id"
     AND (one."entered_at" IS NOT NULL, one."office_id") > (other."entered_at" IS NOT NULL, other."office_id")`,
  `ALTER TABLE "paper_days" DROP CONSTRAINT "pk_paper_days", DROP COLUMN "office_id", ADD CONSTRAINT "pk_paper_days" PRIMARY KEY ("day")`,
];
