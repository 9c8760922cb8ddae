import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A day on paper that is opened again is a row of its own: who entered it the first time stays written down. */
export class PaperDaysKept1764000000132 implements MigrationInterface {
  name = 'PaperDaysKept1764000000132';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "paper_days" DROP CONSTRAINT "pk_paper_days",
         ADD COLUMN "id" bigint GENERATED ALWAYS AS IDENTITY, ADD CONSTRAINT "pk_paper_days" PRIMARY KEY ("id")`,
    );
    await runner.query(`CREATE INDEX "ix_paper_days_office" ON "paper_days" ("office_id", "day")`);
  }

  /** The last time is what counts. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE FROM "paper_days" one USING "paper_days" later
       WHERE one."office_id" = later."office_id" AND one."day" = later."day" AND one."id" < later."id"`,
    );
    await runner.query(`DROP INDEX "ix_paper_days_office"`);
    await runner.query(
      `ALTER TABLE "paper_days" DROP CONSTRAINT "pk_paper_days", DROP COLUMN "id", ADD CONSTRAINT "pk_paper_days" PRIMARY KEY ("office_id", "day")`,
    );
  }
}
