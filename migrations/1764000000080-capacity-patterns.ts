import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a service's counters can do in an ordinary week, in versions that nobody can change behind the others' backs. */
export class CapacityPatterns1764000000080 implements MigrationInterface {
  name = 'CapacityPatterns1764000000080';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "capacity_patterns"`);
  }
}

const UP = [
  `CREATE TABLE "capacity_patterns" (
     "service_id" uuid NOT NULL,
     "version" integer NOT NULL,
     "pattern" jsonb NOT NULL,
     "changed_by" text NOT NULL,
     "changed_at" timestamptz NOT NULL,
     CONSTRAINT "pk_capacity_patterns" PRIMARY KEY ("service_id", "version"),
     CONSTRAINT "ck_capacity_patterns_version" CHECK (version > 0),
     CONSTRAINT "fk_capacity_patterns_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id")
   )`,
  `CREATE TRIGGER "tr_capacity_patterns_append_only" BEFORE UPDATE OR DELETE ON "capacity_patterns" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER "tr_capacity_patterns_no_truncate" BEFORE TRUNCATE ON "capacity_patterns" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];
