import { startTestDatabase, type TestDatabase } from '../../support';
import { WINDOW_ROWS } from './window-fixtures';

describe('the entities of windows', () => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await startTestDatabase()));
  afterAll(() => database.stop());

  it('say what the migration says', async () => {
    const source = await database.openDataSource(WINDOW_ROWS);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
