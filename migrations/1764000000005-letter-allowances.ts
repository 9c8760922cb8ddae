import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many letters somebody can make go to one contact in a day by registering: counted by keyed hash of the contact, and each message
 * remembers for which contact it was counted, so that trying it again costs nothing more.
 */
export class LetterAllowances1764000000005 implements MigrationInterface {
  name = 'LetterAllowances1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE "letter_allowances" (
     "contact_key" bytea NOT NULL,
     "day" date NOT NULL,
     "used" integer NOT NULL,
     CONSTRAINT "pk_letter_allowances" PRIMARY KEY ("contact_key", "day")
   )`,
  `ALTER TABLE "outbox_messages" ADD COLUMN "counted_for" bytea`,
  `CREATE INDEX "ix_registrations_confirmed_contact" ON "registrations" ("contact_key", "confirmed_at") WHERE contact_key IS NOT NULL AND confirmed_at IS NOT NULL`,
];

const DOWN = [
  `DROP INDEX "ix_registrations_confirmed_contact"`,
  `ALTER TABLE "outbox_messages" DROP COLUMN "counted_for"`,
  `DROP TABLE "letter_allowances"`,
];
