import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a court asks of a draw beside its result: where each critical date came from, and which attempts at a step went wrong. */
export class CourtEvidence1764000000120 implements MigrationInterface {
  name = 'CourtEvidence1764000000120';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "draw_step_failures"`);
    await runner.query(`ALTER TABLE "draw_entries" DROP CONSTRAINT "ck_draw_entries_date_with_evidence",
      DROP COLUMN "critical_date_source", DROP COLUMN "date_verified_by"`);
  }
}

const UP = [
  // Entries from before have a date without either.
  `ALTER TABLE "draw_entries"
     ADD "critical_date_source" text,
     ADD "date_verified_by" text,
     ADD CONSTRAINT "ck_draw_entries_date_with_evidence" CHECK (
       (critical_date_source IS NULL) = (date_verified_by IS NULL)
       AND (date_verified_by IS NULL OR critical_date IS NOT NULL AND date_verified_by IN ('register', 'staff')))`,
  `CREATE TABLE "draw_step_failures" (
     "draw_uuid" uuid NOT NULL,
     "step" text NOT NULL,
     "code" text NOT NULL,
     "attempts" integer NOT NULL,
     "first_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "last_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "fk_draw_step_failures_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws"("id"),
     CONSTRAINT "pk_draw_step_failures" PRIMARY KEY ("draw_uuid", "step", "code")
   )`,
  `CREATE TRIGGER "tr_draw_step_failures_no_delete" BEFORE DELETE ON "draw_step_failures" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER "tr_draw_step_failures_no_truncate" BEFORE TRUNCATE ON "draw_step_failures" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];
