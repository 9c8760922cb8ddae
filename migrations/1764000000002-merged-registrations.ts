import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A registration that was merged into another one stays linked to it, and an entry that stands for several registrations keeps the facts of
 * each: which of them has the lower tickets is found anew at every freeze, and an auditor can find it again.
 */
export class MergedRegistrations1764000000002 implements MigrationInterface {
  name = 'MergedRegistrations1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "draw_entry_merges"`);
    await runner.query(`ALTER TABLE "registrations" DROP COLUMN "merged_into"`);
  }
}

const UP = [
  `ALTER TABLE "registrations" ADD COLUMN "merged_into" uuid`,
  `ALTER TABLE "registrations" ADD CONSTRAINT "fk_registrations_merged_into" FOREIGN KEY ("merged_into") REFERENCES "registrations" ("id")`,
  `ALTER TABLE "registrations" ADD CONSTRAINT "ck_registrations_merged_is_excluded" CHECK (merged_into IS NULL OR state = 'excluded')`,
  `CREATE INDEX "ix_registrations_merged" ON "registrations" ("merged_into") WHERE merged_into IS NOT NULL`,
  `CREATE TABLE "draw_entry_merges" (
     "draw_uuid" uuid NOT NULL,
     "registration_id" uuid NOT NULL,
     "ticket_id" text NOT NULL,
     "tickets" smallint NOT NULL,
     "reason" text NOT NULL,
     "losses" integer NOT NULL,
     "critical_date" date,
     "hardship" boolean NOT NULL,
     CONSTRAINT "pk_draw_entry_merges" PRIMARY KEY ("draw_uuid", "registration_id"),
     CONSTRAINT "fk_draw_entry_merges_entry" FOREIGN KEY ("draw_uuid", "ticket_id") REFERENCES "draw_entries" ("draw_uuid", "ticket_id"),
     CONSTRAINT "fk_draw_entry_merges_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE TRIGGER "tr_draw_entry_merges_append_only" BEFORE UPDATE OR DELETE ON "draw_entry_merges" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER "tr_draw_entry_merges_no_truncate" BEFORE TRUNCATE ON "draw_entry_merges" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];
