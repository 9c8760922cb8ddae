import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Hardship is asked for and decided like everything else that takes two people, and says which kind of proof was seen. What waited becomes a
 * request among the approvals. Of older grants only the pseudonyms are known: they stand in for the persons, which the check compares from now on.
 */
export class HardshipByTwoPeople1764000000060 implements MigrationInterface {
  name = 'HardshipByTwoPeople1764000000060';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `INSERT INTO "approvals" (id, kind, subject, reason, details, requested_by, requested_person, requested_at, expires_at)
     SELECT gen_random_uuid(), 'hardship.grant', registration_id::text, reason, '{"proof":"not-recorded"}', requested_by, requested_by, requested_at,
       now() + interval '14 days'
     FROM hardship_grants WHERE approved_by IS NULL`,
  `DELETE FROM "hardship_grants" WHERE approved_by IS NULL`,
  `ALTER TABLE "hardship_grants" DROP CONSTRAINT "ck_hardship_grants_two_people",
     ADD COLUMN "proof" text NOT NULL DEFAULT 'not-recorded',
     ADD COLUMN "requested_person" text,
     ADD COLUMN "approved_person" text`,
  `UPDATE "hardship_grants" SET requested_person = requested_by, approved_person = approved_by`,
  `ALTER TABLE "hardship_grants" ALTER COLUMN "proof" DROP DEFAULT,
     ALTER COLUMN "requested_person" SET NOT NULL,
     ALTER COLUMN "approved_person" SET NOT NULL,
     ALTER COLUMN "approved_by" SET NOT NULL,
     ALTER COLUMN "approved_at" SET NOT NULL,
     ADD CONSTRAINT "ck_hardship_grants_two_people" CHECK (approved_by <> requested_by AND approved_person <> requested_person)`,
];

const DOWN = [
  `ALTER TABLE "hardship_grants" DROP CONSTRAINT "ck_hardship_grants_two_people",
     DROP COLUMN "proof",
     DROP COLUMN "requested_person",
     DROP COLUMN "approved_person",
     ALTER COLUMN "approved_by" DROP NOT NULL,
     ALTER COLUMN "approved_at" DROP NOT NULL,
     ADD CONSTRAINT "ck_hardship_grants_two_people" CHECK (approved_by IS NULL OR approved_by <> requested_by)`,
];
