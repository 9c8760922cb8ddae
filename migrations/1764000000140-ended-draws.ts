import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A draw that was skipped or voided stays as it was ended: the reason, which the log tells too, and steps that it never took. */
export class EndedDraws1764000000140 implements MigrationInterface {
  name = 'EndedDraws1764000000140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION guard_ended_draw() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
       BEGIN
         RAISE EXCEPTION 'draw % has ended and stays as it is', OLD.draw_id USING ERRCODE = 'FS001';
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "tr_draws_ended" BEFORE UPDATE ON "draws" FOR EACH ROW
       WHEN (OLD.state IN ('skipped', 'voided') AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION guard_ended_draw()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "tr_draws_ended" ON "draws"`);
    await runner.query(`DROP FUNCTION guard_ended_draw()`);
  }
}
