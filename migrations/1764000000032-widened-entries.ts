import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An entry whose rare wishes were widened to any group, with the person's consent, says so: for them and for an auditor. */
export class WidenedEntries1764000000032 implements MigrationInterface {
  name = 'WidenedEntries1764000000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "draw_entries" ADD COLUMN "widened" boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "draw_entries" DROP COLUMN "widened"`);
  }
}
