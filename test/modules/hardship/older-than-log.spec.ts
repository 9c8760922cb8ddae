import { randomUUID } from 'node:crypto';
import { loadMigrations } from '../../../src/platform/database';
import { startTestDatabase } from '../../support';

it('marks grants from before the log had entries for them, and no later one, when the version changes', async () => {
  const database = await startTestDatabase();
  try {
    const runner = (await database.openDataSource([], 'owner')).createQueryRunner();
    const named = (start: string) => loadMigrations().find(({ name }) => name.startsWith(start))!;
    const Migration = named('HardshipOlderThanLog');
    await new (named('NoNewOldHardship'))().down(runner);
    await new Migration().down(runner);
    const [older, later] = [randomUUID(), randomUUID()];
    const grant = (id: string, at: string) =>
      database.forge(
        `INSERT INTO hardship_grants (registration_id, reason, proof, requested_by, requested_person, requested_at, approved_by, approved_person, approved_at)
         VALUES ($1, 'medical', 'medical-certificate', 'staff-1', 'one', $2, 'staff-2', 'two', $2)`,
        [id, at],
      );
    await grant(older, '2026-03-01T10:00:00Z');
    await grant(later, '2026-03-03T10:00:00Z');
    await database.forge(
      `INSERT INTO log_entries (type, subject, body, created_at) VALUES ('hardship.granted', '-', '{}', '2026-03-02T10:00:00Z')`,
    );
    const marked = async () => {
      await new Migration().up(runner);
      return (await database.query('SELECT registration_id AS id FROM hardship_grants WHERE older_than_log')).map(({ id }) => id);
    };
    expect(await marked()).toEqual([older]);
    // Where nothing has ever been logged all of them are from before.
    await new Migration().down(runner);
    await database.forge('DELETE FROM log_entries');
    expect((await marked()).sort()).toEqual([older, later].sort());
    await runner.release();
  } finally {
    await database.stop();
  }
});
