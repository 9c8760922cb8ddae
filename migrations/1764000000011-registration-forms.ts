import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody has filled in so far, page by page, and what became of it. The answers are sealed and leave with the end of the form; the rest
 * stays a while, so that a form that was sent or deleted can't come back.
 */
export class RegistrationForms1764000000011 implements MigrationInterface {
  name = 'RegistrationForms1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "registration_forms"`);
  }
}

const UP = [
  `CREATE TABLE "registration_forms" (
     "id" uuid NOT NULL,
     "service_id" uuid NOT NULL,
     "registration_id" uuid NOT NULL,
     "state" text NOT NULL,
     "sealed" bytea,
     "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "uq_registration_forms_one_registration_each" UNIQUE ("registration_id"),
     CONSTRAINT "ck_registration_forms_answers_while_open" CHECK ((state = 'open') = (sealed IS NOT NULL)),
     CONSTRAINT "ck_registration_forms_state" CHECK (state IN ('open', 'sent', 'deleted')),
     CONSTRAINT "pk_registration_forms" PRIMARY KEY ("id"),
     CONSTRAINT "fk_registration_forms_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id")
   )`,
  `CREATE INDEX "ix_registration_forms_changed" ON "registration_forms" ("changed_at")`,
];
