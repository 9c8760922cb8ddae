import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What takes two people. The database is the last line: nobody decides what they have asked for themselves, a decision is made once, and
 * nothing that was asked or decided changes or disappears.
 */
export class Approvals1764000000021 implements MigrationInterface {
  name = 'Approvals1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "approvals" (
      "id" uuid NOT NULL,
      "kind" text NOT NULL,
      "subject" text NOT NULL,
      "reason" text NOT NULL,
      "details" jsonb NOT NULL,
      "requested_by" text NOT NULL,
      "requested_person" text NOT NULL,
      "requested_at" timestamptz NOT NULL,
      "expires_at" timestamptz NOT NULL,
      "decision" text,
      "decided_by" text,
      "decided_person" text,
      "decided_at" timestamptz,
      CONSTRAINT "pk_approvals" PRIMARY KEY ("id"),
      CONSTRAINT "ck_approvals_decision" CHECK (decision IN ('approved', 'refused', 'expired')),
      CONSTRAINT "ck_approvals_decided_whole" CHECK ((decision IS NULL) = (decided_at IS NULL)),
      CONSTRAINT "ck_approvals_decided_by_a_person" CHECK (decision IS NULL OR decision = 'expired' OR (decided_by IS NOT NULL AND decided_person IS NOT NULL)),
      CONSTRAINT "ck_approvals_two_people" CHECK (decided_person IS NULL OR (decided_person <> requested_person AND decided_by <> requested_by))
    )`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_approvals_one_waiting_per_subject" ON "approvals" ("kind", "subject") WHERE decision IS NULL`,
    );
    await runner.query(`CREATE FUNCTION guard_approval() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.decision IS NOT NULL OR (to_jsonb(NEW) - 'decision' - 'decided_by' - 'decided_person' - 'decided_at')
           IS DISTINCT FROM (to_jsonb(OLD) - 'decision' - 'decided_by' - 'decided_person' - 'decided_at') THEN
          RAISE EXCEPTION 'what was asked for, and what was decided, can''t change' USING ERRCODE = 'FS001';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`CREATE TRIGGER "tr_approvals_guard" BEFORE UPDATE ON "approvals" FOR EACH ROW EXECUTE FUNCTION guard_approval()`);
    await runner.query(
      `CREATE TRIGGER "tr_approvals_no_delete" BEFORE DELETE ON "approvals" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE TRIGGER "tr_approvals_no_truncate" BEFORE TRUNCATE ON "approvals" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "approvals"`);
    await runner.query(`DROP FUNCTION guard_approval()`);
  }
}
