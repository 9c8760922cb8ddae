import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts behind rate limits (as rate-limiter-flexible keeps them; under keyed hashes, never addresses), and proofs of work that were used.
 * Counts may be lost in a crash of the server: unlogged, they cost no write-ahead log and no waiting for the disk.
 */
export class Limits1764000000040 implements MigrationInterface {
  name = 'Limits1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "used_proofs"`);
    await runner.query(`DROP TABLE "rate_limits"`);
  }
}

const UP = [
  `CREATE UNLOGGED TABLE "rate_limits" (
     "key" character varying(255) NOT NULL,
     "points" integer NOT NULL DEFAULT 0,
     "expire" bigint,
     CONSTRAINT "pk_rate_limits" PRIMARY KEY ("key")
   )`,
  `CREATE TABLE "used_proofs" (
     "nonce" text NOT NULL,
     "until" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "pk_used_proofs" PRIMARY KEY ("nonce")
   )`,
];
