import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A registration whose time is over is emptied, and stays so: its row holds together what is public, and names nobody. */
export class Retention1764000000006 implements MigrationInterface {
  name = 'Retention1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE "registrations" ADD COLUMN "erased_at" timestamptz`,
  `ALTER TABLE "registrations" ADD CONSTRAINT "ck_registrations_erased_is_empty" CHECK (erased_at IS NULL OR (state IN ('withdrawn', 'excluded', 'ended')
     AND sealed IS NULL AND sealed_secret IS NULL AND contact_key IS NULL AND critical_date IS NULL))`,
  `CREATE INDEX "ix_registrations_to_erase" ON "registrations" ("ended_at") WHERE ended_at IS NOT NULL AND erased_at IS NULL`,
  `CREATE INDEX "ix_offers_registration" ON "offers" ("registration_id")`,
  `CREATE INDEX "ix_review_items_other" ON "review_items" ("other_registration_id") WHERE other_registration_id IS NOT NULL`,
];

const DOWN = [
  `DROP INDEX "ix_review_items_other"`,
  `DROP INDEX "ix_offers_registration"`,
  // Constraint and index go with their column.
  `ALTER TABLE "registrations" DROP COLUMN "erased_at"`,
];
