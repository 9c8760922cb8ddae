import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Grants of hardship from before the log had entries for them: an auditor is told that the log can't say, and not that something is wrong. Only
 * those that are there now are marked; whoever writes one past the service later has no such excuse.
 */
export class HardshipOlderThanLog1764000000130 implements MigrationInterface {
  name = 'HardshipOlderThanLog1764000000130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hardship_grants" ADD "older_than_log" boolean NOT NULL DEFAULT false`);
    await runner.query(
      `UPDATE "hardship_grants" SET "older_than_log" = true
       WHERE "approved_at" < coalesce((SELECT min("created_at") FROM "log_entries" WHERE "type" = 'hardship.granted'), 'infinity')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hardship_grants" DROP COLUMN "older_than_log"`);
  }
}
