import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who signs in: one row a person, however many accounts they have; and their sessions. A session row is the session: deleting or
 * ending it ends what its cookie opens, at once and in every process.
 */
export class StaffSessions1764000000020 implements MigrationInterface {
  name = 'StaffSessions1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "staff_people" (
      "person_key" bytea NOT NULL,
      "number" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      "first_seen_at" timestamptz NOT NULL,
      CONSTRAINT "pk_staff_people" PRIMARY KEY ("person_key"),
      CONSTRAINT "uq_staff_people_one_number_per_person" UNIQUE ("number")
    )`);
    await runner.query(`CREATE TABLE "staff_sessions" (
      "token_sha256" bytea NOT NULL,
      "person_key" bytea NOT NULL,
      "roles" text[] NOT NULL,
      "offices" text[],
      "sealed_name" bytea NOT NULL,
      "sealed_id_token" bytea NOT NULL,
      "started_at" timestamptz NOT NULL,
      "seen_at" timestamptz NOT NULL,
      "ended_at" timestamptz,
      "ended_by" text,
      CONSTRAINT "pk_staff_sessions" PRIMARY KEY ("token_sha256"),
      CONSTRAINT "ck_staff_sessions_roles" CHECK (cardinality(roles) > 0),
      CONSTRAINT "ck_staff_sessions_ended_by_somebody" CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
      CONSTRAINT "fk_staff_sessions_person" FOREIGN KEY ("person_key") REFERENCES "staff_people" ("person_key")
    )`);
    await runner.query(`CREATE INDEX "ix_staff_sessions_person" ON "staff_sessions" ("person_key") WHERE ended_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "staff_sessions"`);
    await runner.query(`DROP TABLE "staff_people"`);
  }
}
