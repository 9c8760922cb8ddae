import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A grant of hardship that is written from now on can't call itself older than the log: an auditor asks the log about it. */
export class NoNewOldHardship1764000000133 implements MigrationInterface {
  name = 'NoNewOldHardship1764000000133';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION guard_new_hardship() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         RAISE EXCEPTION 'a new grant of hardship is not older than the log' USING ERRCODE = 'FS001';
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "tr_hardship_grants_logged" BEFORE INSERT ON "hardship_grants" FOR EACH ROW WHEN (NEW.older_than_log) EXECUTE FUNCTION guard_new_hardship()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "tr_hardship_grants_logged" ON "hardship_grants"`);
    await runner.query('DROP FUNCTION guard_new_hardship()');
  }
}
