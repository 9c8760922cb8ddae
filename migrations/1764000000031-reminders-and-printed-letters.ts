import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An appointment is remembered once, whatever happens to clocks and workers; letters to people without mail or phone wait to be printed. */
export class RemindersAndPrintedLetters1764000000031 implements MigrationInterface {
  name = 'RemindersAndPrintedLetters1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE "offers" ADD COLUMN "reminded_at" timestamptz`,
  `CREATE INDEX "ix_offers_unreminded" ON "offers" ("answered_at") WHERE state = 'accepted' AND reminded_at IS NULL`,
  `CREATE TABLE "letters_to_print" (
     "message_id" bigint NOT NULL,
     "kind" text NOT NULL,
     "registration_id" uuid NOT NULL,
     "subject_id" uuid,
     "waiting_since" timestamptz NOT NULL,
     "printed_at" timestamptz,
     "printed_by" text,
     CONSTRAINT "pk_letters_to_print" PRIMARY KEY ("message_id"),
     CONSTRAINT "ck_letters_to_print_printed_by_somebody" CHECK ((printed_at IS NULL) = (printed_by IS NULL)),
     CONSTRAINT "fk_letters_to_print_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE INDEX "ix_letters_to_print_waiting" ON "letters_to_print" ("waiting_since") WHERE printed_at IS NULL`,
];

const DOWN = [`DROP TABLE "letters_to_print"`, `DROP INDEX "ix_offers_unreminded"`, `ALTER TABLE "offers" DROP COLUMN "reminded_at"`];
