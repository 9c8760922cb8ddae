import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody's appointment is revoked without a hearing that they could answer. */
export class RevocationHearings1764000000092 implements MigrationInterface {
  name = 'RevocationHearings1764000000092';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "revocation_hearings"`);
  }
}

const UP = [
  `CREATE TABLE "revocation_hearings" (
     "id" uuid NOT NULL,
     "offer_id" uuid NOT NULL,
     "reason" text NOT NULL,
     "report_ids" uuid array NOT NULL,
     "opened_by" text NOT NULL,
     "opened_at" timestamptz NOT NULL,
     "answer_by" timestamptz NOT NULL,
     "answer" bytea,
     "answered_at" timestamptz,
     "answered_via" text,
     "ended_at" timestamptz,
     "outcome" text,
     "dropped_by" text,
     "drop_reason" text,
     CONSTRAINT "pk_revocation_hearings" PRIMARY KEY ("id"),
     CONSTRAINT "ck_revocation_hearings_reason" CHECK (reason IN ('offered-for-sale', 'used-by-another', 'several-reports')),
     CONSTRAINT "ck_revocation_hearings_via" CHECK (answered_via IN ('page', 'phone', 'letter')),
     CONSTRAINT "ck_revocation_hearings_answer_whole" CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_via IS NULL)),
     CONSTRAINT "ck_revocation_hearings_outcome" CHECK (outcome IN ('revoked', 'dropped', 'overtaken')),
     CONSTRAINT "ck_revocation_hearings_ended_whole" CHECK ((outcome IS NULL) = (ended_at IS NULL)),
     CONSTRAINT "ck_revocation_hearings_dropped_by_a_person" CHECK ((drop_reason IS NULL) = (dropped_by IS NULL)
       AND (outcome IS NOT DISTINCT FROM 'dropped') = (drop_reason IS NOT NULL)),
     CONSTRAINT "ck_revocation_hearings_drop_reason" CHECK (drop_reason IN ('explained', 'not-proven', 'error')),
     CONSTRAINT "fk_revocation_hearings_offer" FOREIGN KEY ("offer_id") REFERENCES "offers" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_revocation_hearings_one_open" ON "revocation_hearings" ("offer_id") WHERE ended_at IS NULL`,
];
