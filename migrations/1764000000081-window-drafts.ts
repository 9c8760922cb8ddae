import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Windows in the making are stored page by page. */
export class WindowDrafts1764000000081 implements MigrationInterface {
  name = 'WindowDrafts1764000000081';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "window_drafts" (
         "id" uuid NOT NULL,
         "service_id" uuid NOT NULL,
         "answers" jsonb NOT NULL,
         "version" integer NOT NULL,
         "changed_by" text NOT NULL,
         "changed_at" timestamptz NOT NULL,
         "window_id" uuid,
         "template_id" uuid,
         CONSTRAINT "pk_window_drafts" PRIMARY KEY ("id"),
         CONSTRAINT "ck_window_drafts_version" CHECK (version > 0),
         CONSTRAINT "ck_window_drafts_one_outcome" CHECK (window_id IS NULL OR template_id IS NULL),
         CONSTRAINT "fk_window_drafts_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id"),
         CONSTRAINT "fk_window_drafts_window" FOREIGN KEY ("window_id") REFERENCES "windows" ("id"),
         CONSTRAINT "fk_window_drafts_template" FOREIGN KEY ("template_id") REFERENCES "window_templates" ("id")
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "window_drafts"`);
  }
}
