import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever is shown a name because of a case number and a birth date leaves a track, as whoever acts for a caller does. */
export class LookedUp1764000000111 implements MigrationInterface {
  name = 'LookedUp1764000000111';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "assisted_acts" DROP CONSTRAINT "ck_assisted_acts_kind"`);
    await runner.query(
      `ALTER TABLE "assisted_acts" ADD CONSTRAINT "ck_assisted_acts_kind"
         CHECK (kind IN ('opened', 'looked-up', 'wishes', 'contact', 'withdraw', 'link', 'accept', 'decline', 'give-back'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "assisted_acts" DROP CONSTRAINT "ck_assisted_acts_kind"`);
    await runner.query(`UPDATE "assisted_acts" SET kind = 'opened' WHERE kind = 'looked-up'`);
    await runner.query(
      `ALTER TABLE "assisted_acts" ADD CONSTRAINT "ck_assisted_acts_kind"
         CHECK (kind IN ('opened', 'wishes', 'contact', 'withdraw', 'link', 'accept', 'decline', 'give-back'))`,
    );
  }
}
