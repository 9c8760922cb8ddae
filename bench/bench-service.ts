import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import { AppModule } from '../src/app.module';
import { formatTime } from '../src/core';
import { CaseImportService } from '../src/modules/identity';
import { openStaffFile } from '../src/modules/staff/staff-file';
import { CatalogueService, PlanningService } from '../src/modules/windows';
import { SettableClock } from '../src/platform/clock';
import { parseConfig } from '../src/platform/config';
import { EMBEDDED_LOGINS } from '../src/platform/database';
import { createHttpApp } from '../src/platform/http';
import { AppLogger } from '../src/platform/logging';
import { openRuntime, type Runtime } from '../src/platform/runtime';

/** Cases that the register knows. */
export const CASES = 20_000;

/** A service of its own, with a database of its own, whose clock stands. */
export interface BenchService {
  readonly app: Awaited<ReturnType<typeof createHttpApp>>;
  readonly runtime: Runtime;
  readonly clock: SettableClock;
  /** As the owner of the tables, who may add one to compare with. */
  readonly owner: PoolConfig;
  /** The data folder: the embedded server and the keys. */
  readonly folder: string;
  /** `<authority>/<slug>` of a service whose window is open. */
  readonly service: string;
}

/** Starts the service, opens a window, measures, and takes everything away again. */
export async function withBenchService<T>(measure: (service: BenchService) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'fairslot-bench-'));
  chmodSync(folder, 0o755);
  // Made here, so that no start makes it and shows its tokens.
  openStaffFile(join(folder, 'staff.json'));
  const clock = new SettableClock(Date.parse('2027-03-01T08:00:00Z'));
  const runtime = await openRuntime(benchConfig(folder), { migrate: true, clock, logger: AppLogger.create('error') });
  try {
    const app = await createHttpApp(AppModule.forRole({ web: true, worker: false }, runtime), runtime.config.http, runtime.logger);
    try {
      await app.init();
      const owner = { ...runtime.database, user: EMBEDDED_LOGINS.owner };
      return await measure({ app, runtime, owner, clock, folder, service: await openWindow(app, clock) });
    } finally {
      await app.close();
    }
  } finally {
    await runtime.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const benchConfig = (folder: string): ReturnType<typeof parseConfig> =>
  parseConfig({ FAIRSLOT_DATA: folder, PORT: '0', BEACON: 'practice', LOG_LEVEL: 'error' });

/** A service with an open window and a register that knows half of those who will come. @returns its path */
async function openWindow(app: BenchService['app'], clock: SettableClock): Promise<string> {
  const authority = 'bench.example';
  const catalogue = app.get(CatalogueService, { strict: false });
  const seconds = { confirmWithinSeconds: 86_400, answerWithinSeconds: 86_400 };
  await catalogue.createService({ authority, slug: 'bench', title: 'Bench', legalEffect: 'none', ...seconds });
  await catalogue.createOffice({ authority, slug: 'office', name: 'Office', address: 'Street 1' });
  for (const name of ['morning', 'evening'])
    await catalogue.createGroup({ service: `${authority}/bench`, office: 'office', name, title: name });
  const planning = app.get(PlanningService, { strict: false });
  const at = (hours: number): string => formatTime(clock.seconds() + hours * 3600);
  const { id } = await planning.plan({
    service: `${authority}/bench`,
    name: 'w1',
    plan: {
      title: 'Bench',
      timetable: {
        opensAt: at(1),
        closesAt: at(25),
        freezeAt: at(26),
        revealBy: at(27),
        drawAt: at(28),
        refill: { firstAt: at(48), everySeconds: 86_400, lastAt: at(72), freezeSecondsBefore: 3600, revealSecondsBefore: 1800 },
      },
      tickets: { allowed: [1, 2, 4, 8, 16], rule: 'savable', parameters: { leadDays: 3, cap: 16, maxLosses: 4, guaranteeAfter: 8 } },
      passes: [{ pot: 'general', from: ['general'] }],
      groups: ['morning', 'evening'],
      contributors: [],
    },
  });
  await planning.announce(id);
  clock.advance(3600);
  await app.get(CaseImportService, { strict: false }).import(authority, caseFile(), false);
  return `${authority}/bench`;
}

function caseFile(): string {
  const header = 'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record';
  const rows = Array.from({ length: CASES }, (_, n) => `BENCH-${n},Mustermann-Öztürk ${n},Erika Ayşe,1990-05-17,2027-05-01,card,no`);
  return [header, ...rows, ''].join('\n');
}
