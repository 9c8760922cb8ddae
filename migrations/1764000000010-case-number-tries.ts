import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a wrong case number came with a genuine private link, so that nobody who finds a letter can try them all. */
export class CaseNumberTries1764000000010 implements MigrationInterface {
  name = 'CaseNumberTries1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "case_number_tries" (
      "registration_id" uuid NOT NULL,
      "wrong" smallint NOT NULL,
      "since" timestamptz NOT NULL,
      CONSTRAINT "pk_case_number_tries" PRIMARY KEY ("registration_id"),
      CONSTRAINT "fk_case_number_tries_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "case_number_tries"`);
  }
}
