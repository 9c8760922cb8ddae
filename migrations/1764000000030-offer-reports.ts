import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people report who were offered a place for money. Sealed as a whole: it can name its sender, and others. */
export class OfferReports1764000000030 implements MigrationInterface {
  name = 'OfferReports1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "offer_reports" (
         "id" uuid NOT NULL,
         "sealed" bytea NOT NULL,
         "received_at" timestamptz NOT NULL,
         CONSTRAINT "pk_offer_reports" PRIMARY KEY ("id")
       )`,
    );
    await runner.query(`CREATE INDEX "ix_offer_reports_received" ON "offer_reports" ("received_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "offer_reports"`);
  }
}
