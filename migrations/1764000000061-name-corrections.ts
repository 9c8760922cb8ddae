import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names that two people correct: sealed beside the request that asked for it, and gone with the registration. */
export class NameCorrections1764000000061 implements MigrationInterface {
  name = 'NameCorrections1764000000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "name_corrections" (
      "id" uuid NOT NULL,
      "registration_id" uuid NOT NULL,
      "sealed" bytea NOT NULL,
      "requested_at" timestamptz NOT NULL,
      "corrected_at" timestamptz,
      "commitment" text,
      CONSTRAINT "pk_name_corrections" PRIMARY KEY ("id"),
      CONSTRAINT "ck_name_corrections_logged" CHECK ((corrected_at IS NULL) = (commitment IS NULL)),
      CONSTRAINT "fk_name_corrections_approval" FOREIGN KEY ("id") REFERENCES "approvals" ("id"),
      CONSTRAINT "fk_name_corrections_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
    )`);
    await runner.query(`CREATE INDEX "ix_name_corrections_registration" ON "name_corrections" ("registration_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "name_corrections"`);
  }
}
