import { CheckInRow, OfferRow, OfferSlotRow } from '../../../src/modules/appointments';
import { DrawRow } from '../../../src/modules/draws';
import { HardshipGrantRow } from '../../../src/modules/hardship';
import { RegistrationRow } from '../../../src/modules/registrations';
import { SlotRow } from '../../../src/modules/slots';
import { startTestDatabase, type TestDatabase } from '../../support';
import { WINDOW_ROWS } from '../windows/window-fixtures';

describe('the entities of appointments and hardship', () => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await startTestDatabase()));
  afterAll(() => database.stop());

  it('say what the migration says', async () => {
    const rows = [...WINDOW_ROWS, RegistrationRow, SlotRow, DrawRow, OfferRow, OfferSlotRow, CheckInRow, HardshipGrantRow];
    const source = await database.openDataSource(rows);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
