import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff do for somebody who calls or stands at the counter. */
export class AssistedActs1764000000091 implements MigrationInterface {
  name = 'AssistedActs1764000000091';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "assisted_acts"`);
  }
}

const UP = [
  `CREATE TABLE "assisted_acts" (
     "id" uuid NOT NULL,
     "registration_id" uuid NOT NULL,
     "kind" text NOT NULL,
     "done_by" text NOT NULL,
     "done_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "pk_assisted_acts" PRIMARY KEY ("id"),
     CONSTRAINT "ck_assisted_acts_kind"
       CHECK (kind IN ('opened', 'wishes', 'contact', 'withdraw', 'link', 'accept', 'decline', 'give-back')),
     CONSTRAINT "fk_assisted_acts_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE INDEX "ix_assisted_acts_registration" ON "assisted_acts" ("registration_id")`,
];
