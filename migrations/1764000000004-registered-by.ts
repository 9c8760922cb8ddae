import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registrations at the counter and by phone record which member of staff made them. Those from before say so by having nobody. */
export class RegisteredBy1764000000004 implements MigrationInterface {
  name = 'RegisteredBy1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "registrations" ADD COLUMN "registered_by" text`);
    await runner.query(
      `ALTER TABLE "registrations" ADD CONSTRAINT "ck_registrations_registered_by_staff" CHECK (registered_by IS NULL OR channel <> 'online')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "registrations" DROP COLUMN "registered_by"`);
  }
}
