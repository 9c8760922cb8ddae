import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A letter to print that is no longer true leaves the list for good. */
export class DroppedLetters1764000000131 implements MigrationInterface {
  name = 'DroppedLetters1764000000131';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "ix_letters_to_print_waiting"`);
    await runner.query(`ALTER TABLE "letters_to_print" ADD "dropped_at" timestamptz`);
    await runner.query(
      `CREATE INDEX "ix_letters_to_print_waiting" ON "letters_to_print" ("waiting_since") WHERE printed_at IS NULL AND dropped_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "ix_letters_to_print_waiting"`);
    await runner.query(`ALTER TABLE "letters_to_print" DROP COLUMN "dropped_at"`);
    await runner.query(`CREATE INDEX "ix_letters_to_print_waiting" ON "letters_to_print" ("waiting_since") WHERE printed_at IS NULL`);
  }
}
