import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions of a review are told at the freeze and not when they are made: until then nobody may see that there was a review. */
export class DecisionsUntold1764000000003 implements MigrationInterface {
  name = 'DecisionsUntold1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE "registrations" ADD COLUMN "decision_untold" boolean NOT NULL DEFAULT false`,
  `CREATE INDEX "ix_registrations_untold" ON "registrations" ("service_id") WHERE decision_untold`,
  // Whoever does not know yet that they were excluded may still withdraw; what was merged stays merged then.
  `ALTER TABLE "registrations" DROP CONSTRAINT "ck_registrations_merged_is_excluded"`,
  `ALTER TABLE "registrations" ADD CONSTRAINT "ck_registrations_merged_is_out" CHECK (merged_into IS NULL OR state IN ('excluded', 'withdrawn'))`,
];

const DOWN = [
  `ALTER TABLE "registrations" DROP CONSTRAINT "ck_registrations_merged_is_out"`,
  `ALTER TABLE "registrations" ADD CONSTRAINT "ck_registrations_merged_is_excluded" CHECK (merged_into IS NULL OR state = 'excluded')`,
  `ALTER TABLE "registrations" DROP COLUMN "decision_untold"`,
];
