import { CatalogueService, TemplatesService } from '../../../src/modules/windows';
import { WindowsScheduler } from '../../../src/modules/windows/windows.scheduler';
import { createTestClock, startTestApp, type TestApp, waitFor } from '../../support';
import { createCatalogue, DAY, planAt, SERVICE } from './window-fixtures';

/** Nobody announces anything here: the sweep and the queue do. */
describe('a template with its worker', () => {
  let test: TestApp;
  const clock = createTestClock('2026-03-02T08:00:00Z');

  beforeAll(async () => {
    test = await startTestApp({ clock, roles: { web: true, worker: true }, environment: { SWEEP_SECONDS: '3600' } });
    await createCatalogue({ catalogue: test.app.get(CatalogueService, { strict: false }) });
  });
  afterAll(() => test.stop());

  it('announces window after window by itself, each once', async () => {
    const first = clock.seconds() + 3 * DAY;
    const template = { service: SERVICE, name: 'weekly', plan: planAt(first), repeatDays: 7, announceSecondsBefore: DAY };
    await test.app.get(TemplatesService, { strict: false }).create(template);
    const scheduler = test.app.get(WindowsScheduler, { strict: false });
    const paths = async () =>
      (await test.database.query<{ path: string }>(`SELECT path FROM windows ORDER BY opens_at`)).map(({ path }) => path);
    await scheduler.sweep();
    for (const week of [0, 1]) {
      clock.set(first + week * 7 * DAY - DAY);
      await Promise.all([scheduler.sweep(), scheduler.sweep()]);
      await waitFor(async () => (await paths()).length === week + 1, `window ${week + 1}`);
      await scheduler.sweep();
    }
    expect(await paths()).toEqual([`${SERVICE}/weekly-2026-03-05`, `${SERVICE}/weekly-2026-03-12`]);
    expect((await test.app.inject({ url: '/api/windows' })).json()).toHaveLength(2);
  });
});
