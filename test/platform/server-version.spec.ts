import { EMBEDDED_LOGINS } from '../../src/platform/database';
import { assertServerVersion, refuseOldServer, ServerTooOld } from '../../src/platform/database/server-version';
import { startTestDatabase, type TestDatabase } from '../support/test-database';

describe('a database server', () => {
  it.each([
    ['90624', '9.6.24'],
    ['130018', '13.18 (Debian 13.18-0+deb11u1)'],
    ['149999', '14.99'],
    ['', 'none'],
  ])('is refused when it is too old, by a code and words that name both versions: %s', (number, name) => {
    const refusal = new ServerTooOld(name);
    expect(() => refuseOldServer({ number, name })).toThrow(refusal);
    expect(refusal.code).toBe('database.too-old');
    expect(refusal.message).toContain(`PostgreSQL ${name}, and Fairslot needs 15 or newer (database.too-old)`);
  });

  it.each(['150000', '150014', '180001'])('is good enough as %s', (number) => {
    expect(() => refuseOldServer({ number, name: number })).not.toThrow();
  });

  describe('that runs', () => {
    let database: TestDatabase;
    beforeAll(async () => (database = await startTestDatabase({ migrated: false })));
    afterAll(() => database.stop());

    it('is asked, also by a login that may do nothing', async () => {
      await expect(assertServerVersion({ ...database.owner, user: EMBEDDED_LOGINS.service })).resolves.toBeUndefined();
    });
  });
});
