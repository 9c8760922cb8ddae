import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Questions to staff stand in clusters of registrations that have something in common; nobody is excluded without a notice that they could
 * object to. What registrations have in common is known by keyed hashes alone (`registration_traits`).
 */
export class ReviewClusters1764000000070 implements MigrationInterface {
  name = 'ReviewClusters1764000000070';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const ERASED = `"ck_registrations_erased_is_empty" CHECK (erased_at IS NULL OR (state IN ('withdrawn', 'excluded', 'ended')
     AND sealed IS NULL AND sealed_secret IS NULL AND contact_key IS NULL AND critical_date IS NULL`;

const UP = [
  `ALTER TABLE "registrations" ADD COLUMN "network_key" bytea, ADD COLUMN "compared_at" timestamptz`,
  `ALTER TABLE "registrations" DROP CONSTRAINT "ck_registrations_erased_is_empty"`,
  `ALTER TABLE "registrations" ADD CONSTRAINT ${ERASED} AND network_key IS NULL))`,
  `CREATE INDEX "ix_registrations_to_compare" ON "registrations" ("confirmed_at", "id")
     WHERE compared_at IS NULL AND confirmed_at IS NOT NULL AND state IN ('standing', 'in_review')`,
  `CREATE TABLE "registration_traits" (
     "key" bytea NOT NULL,
     "registration_id" uuid NOT NULL,
     "kind" text NOT NULL,
     "at" timestamptz NOT NULL,
     CONSTRAINT "pk_registration_traits" PRIMARY KEY ("key", "registration_id"),
     CONSTRAINT "ck_registration_traits_kind" CHECK (kind IN ('name', 'birth', 'contact', 'mail-domain', 'network', 'representative')),
     CONSTRAINT "fk_registration_traits_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE INDEX "ix_registration_traits_registration" ON "registration_traits" ("registration_id")`,
  `CREATE INDEX "ix_registration_traits_network" ON "registration_traits" ("at") WHERE kind = 'network'`,
  `CREATE TABLE "review_clusters" (
     "id" uuid NOT NULL,
     "service_id" uuid NOT NULL,
     "kind" text NOT NULL,
     "key" bytea NOT NULL,
     "grade" smallint NOT NULL,
     "signs" text array NOT NULL,
     "size" integer NOT NULL,
     "opened_at" timestamptz NOT NULL,
     "closed_at" timestamptz,
     "kept_size" integer,
     CONSTRAINT "pk_review_clusters" PRIMARY KEY ("id"),
     CONSTRAINT "ck_review_clusters_kind" CHECK (kind IN ('case', 'person', 'contact', 'mail-domain', 'network', 'burst', 'representative')),
     CONSTRAINT "ck_review_clusters_grade" CHECK (grade BETWEEN 1 AND 3),
     CONSTRAINT "fk_review_clusters_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_review_clusters_one_open" ON "review_clusters" ("service_id", "kind", "key") WHERE closed_at IS NULL`,
  `CREATE INDEX "ix_review_clusters_open" ON "review_clusters" ("grade", "opened_at", "id") WHERE closed_at IS NULL`,
  `ALTER TABLE "review_items" ADD COLUMN "cluster_id" uuid, ADD COLUMN "keep_reason" text, ADD COLUMN "signs" text array NOT NULL DEFAULT '{}'`,
  // Questions that are there already become clusters of their own, under their own ids.
  `INSERT INTO "review_clusters" (id, service_id, kind, key, grade, signs, size, opened_at, closed_at)
     SELECT i.id, r.service_id, CASE i.reason WHEN 'person-registered-already' THEN 'person' ELSE 'case' END, uuid_send(i.id), 1, ARRAY[i.reason],
       CASE WHEN i.other_registration_id IS NULL THEN 1 ELSE 2 END, i.opened_at, i.decided_at
     FROM "review_items" i JOIN "registrations" r ON r.id = i.registration_id`,
  `UPDATE "review_items" SET cluster_id = id`,
  `ALTER TABLE "review_items" ALTER COLUMN "cluster_id" SET NOT NULL`,
  `ALTER TABLE "review_items" ADD CONSTRAINT "fk_review_items_cluster" FOREIGN KEY ("cluster_id") REFERENCES "review_clusters" ("id")`,
  `CREATE INDEX "ix_review_items_cluster" ON "review_items" ("cluster_id")`,
  `ALTER TABLE "review_items" DROP CONSTRAINT "ck_review_items_reason"`,
  `ALTER TABLE "review_items" ADD CONSTRAINT "ck_review_items_reason" CHECK (reason IN ('unknown-case', 'identity-differs', 'case-registered-already',
     'person-registered-already', 'near-duplicate', 'contact', 'mail-domain', 'network', 'burst', 'representative'))`,
  `ALTER TABLE "review_items" ADD CONSTRAINT "ck_review_items_keep_reason" CHECK (keep_reason IS NULL OR decision IN ('keep', 'replace'))`,
  `CREATE TABLE "review_notices" (
     "id" uuid NOT NULL,
     "registration_id" uuid NOT NULL,
     "suspicion" text NOT NULL,
     "sent_by" text NOT NULL,
     "sent_at" timestamptz NOT NULL,
     "object_by" timestamptz NOT NULL,
     "objection" bytea,
     "objected_at" timestamptz,
     "objected_via" text,
     "ended_at" timestamptz,
     CONSTRAINT "pk_review_notices" PRIMARY KEY ("id"),
     CONSTRAINT "ck_review_notices_suspicion" CHECK (suspicion IN ('details', 'pattern')),
     CONSTRAINT "ck_review_notices_via" CHECK (objected_via IN ('page', 'phone', 'letter')),
     CONSTRAINT "ck_review_notices_objection_whole" CHECK ((objection IS NULL) = (objected_at IS NULL) AND (objection IS NULL) = (objected_via IS NULL)),
     CONSTRAINT "fk_review_notices_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_review_notices_one_open" ON "review_notices" ("registration_id") WHERE ended_at IS NULL`,
];

const DOWN = [
  `DROP TABLE "review_notices"`,
  `DELETE FROM "review_items" WHERE reason IN ('near-duplicate', 'contact', 'mail-domain', 'network', 'burst', 'representative')`,
  `ALTER TABLE "review_items" DROP CONSTRAINT "ck_review_items_reason"`,
  `ALTER TABLE "review_items" ADD CONSTRAINT "ck_review_items_reason" CHECK (reason IN ('unknown-case', 'identity-differs', 'case-registered-already', 'person-registered-already'))`,
  `ALTER TABLE "review_items" DROP CONSTRAINT "ck_review_items_keep_reason", DROP COLUMN "cluster_id", DROP COLUMN "keep_reason", DROP COLUMN "signs"`,
  `DROP TABLE "review_clusters"`,
  `DROP TABLE "registration_traits"`,
  `DROP INDEX "ix_registrations_to_compare"`,
  `ALTER TABLE "registrations" DROP CONSTRAINT "ck_registrations_erased_is_empty"`,
  `ALTER TABLE "registrations" ADD CONSTRAINT ${ERASED}))`,
  `ALTER TABLE "registrations" DROP COLUMN "network_key", DROP COLUMN "compared_at"`,
];
