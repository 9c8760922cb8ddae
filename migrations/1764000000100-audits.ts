import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What auditors do: samples of past draws that a public round picks, who opened which entry, what was found, which evidence left the house.
 * And of each import of cases when it came and what it said, so that an entry can be traced back to it.
 */
export class Audits1764000000100 implements MigrationInterface {
  name = 'Audits1764000000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_exports', 'audit_findings', 'audit_openings', 'audit_sample_entries', 'audit_samples']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
    await runner.query(`DROP FUNCTION "guard_audit_sample"()`);
    await runner.query(`ALTER TABLE "case_records" DROP COLUMN "import_id"`);
    await runner.query(`DROP TABLE "case_imports"`);
  }
}

const appendOnly = (table: string): string[] => [
  `CREATE TRIGGER "tr_${table}_append_only" BEFORE UPDATE OR DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER "tr_${table}_no_truncate" BEFORE TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const UP = [
  `CREATE TABLE "case_imports" (
     "id" uuid NOT NULL,
     "authority" text NOT NULL,
     "imported_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "imported_by" text,
     "file_sha256" text NOT NULL,
     "rows" integer NOT NULL,
     CONSTRAINT "ck_case_imports_file_is_sha256" CHECK ("file_sha256" ~ '^[0-9a-f]{64}$'),
     CONSTRAINT "pk_case_imports" PRIMARY KEY ("id")
   )`,
  ...appendOnly('case_imports'),
  `ALTER TABLE "case_records" ADD "import_id" uuid`,
  `ALTER TABLE "case_records" ADD CONSTRAINT "fk_case_records_import" FOREIGN KEY ("import_id") REFERENCES "case_imports"("id")`,
  `CREATE TABLE "audit_samples" (
     "id" uuid NOT NULL,
     "draw_uuid" uuid NOT NULL,
     "round" bigint NOT NULL,
     "wanted" smallint NOT NULL,
     "requested_by" text NOT NULL,
     "requested_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "log_entry_id" bigint NOT NULL,
     "drawn_at" TIMESTAMP WITH TIME ZONE,
     "signature" text,
     CONSTRAINT "ck_audit_samples_wanted" CHECK ("wanted" >= 1),
     CONSTRAINT "ck_audit_samples_drawn_with_signature" CHECK (("drawn_at" IS NULL) = ("signature" IS NULL)),
     CONSTRAINT "uq_audit_samples_one_per_round" UNIQUE ("draw_uuid", "round"),
     CONSTRAINT "fk_audit_samples_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws"("id"),
     CONSTRAINT "fk_audit_samples_log_entry" FOREIGN KEY ("log_entry_id") REFERENCES "log_entries"("id"),
     CONSTRAINT "pk_audit_samples" PRIMARY KEY ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_audit_samples_one_waiting_per_draw" ON "audit_samples" ("draw_uuid") WHERE drawn_at IS NULL`,
  `CREATE FUNCTION guard_audit_sample() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     -- The round gives a sample its entries, once; nothing else about it ever changes.
     IF OLD.drawn_at IS NOT NULL OR NEW.drawn_at IS NULL
        OR (NEW.id, NEW.draw_uuid, NEW.round, NEW.wanted, NEW.requested_by, NEW.requested_at, NEW.log_entry_id)
        IS DISTINCT FROM (OLD.id, OLD.draw_uuid, OLD.round, OLD.wanted, OLD.requested_by, OLD.requested_at, OLD.log_entry_id) THEN
       RAISE EXCEPTION 'a sample can''t change' USING ERRCODE = 'FS001';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER "tr_audit_samples_guard" BEFORE UPDATE ON "audit_samples" FOR EACH ROW EXECUTE FUNCTION guard_audit_sample()`,
  `CREATE TRIGGER "tr_audit_samples_no_delete" BEFORE DELETE ON "audit_samples" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER "tr_audit_samples_no_truncate" BEFORE TRUNCATE ON "audit_samples" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  `CREATE TABLE "audit_sample_entries" (
     "sample_id" uuid NOT NULL,
     "position" smallint NOT NULL,
     "ticket_id" text NOT NULL,
     CONSTRAINT "uq_audit_sample_entries_nobody_twice" UNIQUE ("sample_id", "ticket_id"),
     CONSTRAINT "fk_audit_sample_entries_sample" FOREIGN KEY ("sample_id") REFERENCES "audit_samples"("id"),
     CONSTRAINT "pk_audit_sample_entries" PRIMARY KEY ("sample_id", "position")
   )`,
  ...appendOnly('audit_sample_entries'),
  `CREATE TABLE "audit_openings" (
     "sample_id" uuid NOT NULL,
     "ticket_id" text NOT NULL,
     "opened_by" text NOT NULL,
     "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "fk_audit_openings_entry" FOREIGN KEY ("sample_id", "ticket_id") REFERENCES "audit_sample_entries"("sample_id", "ticket_id"),
     CONSTRAINT "pk_audit_openings" PRIMARY KEY ("sample_id", "ticket_id", "opened_by")
   )`,
  ...appendOnly('audit_openings'),
  `CREATE TABLE "audit_findings" (
     "sample_id" uuid NOT NULL,
     "ticket_id" text NOT NULL,
     "outcome" text NOT NULL,
     "reason" text,
     "found_by" text NOT NULL,
     "found_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "log_entry_id" bigint NOT NULL,
     CONSTRAINT "ck_audit_findings_outcome" CHECK ("outcome" IN ('confirmed', 'objected')),
     CONSTRAINT "ck_audit_findings_objected_with_reason" CHECK (("outcome" = 'objected') = ("reason" IS NOT NULL)),
     CONSTRAINT "fk_audit_findings_opening" FOREIGN KEY ("sample_id", "ticket_id", "found_by") REFERENCES "audit_openings"("sample_id", "ticket_id", "opened_by"),
     CONSTRAINT "fk_audit_findings_log_entry" FOREIGN KEY ("log_entry_id") REFERENCES "log_entries"("id"),
     CONSTRAINT "pk_audit_findings" PRIMARY KEY ("sample_id", "ticket_id")
   )`,
  ...appendOnly('audit_findings'),
  `CREATE TABLE "audit_exports" (
     "id" uuid NOT NULL,
     "draw_uuid" uuid NOT NULL,
     "ticket_id" text,
     "sha256" text NOT NULL,
     "exported_by" text NOT NULL,
     "exported_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "log_entry_id" bigint NOT NULL,
     CONSTRAINT "fk_audit_exports_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws"("id"),
     CONSTRAINT "fk_audit_exports_log_entry" FOREIGN KEY ("log_entry_id") REFERENCES "log_entries"("id"),
     CONSTRAINT "pk_audit_exports" PRIMARY KEY ("id")
   )`,
  `CREATE INDEX "ix_audit_exports_time" ON "audit_exports" ("exported_at")`,
  ...appendOnly('audit_exports'),
];
