import { deriveVerifierKey, formatTime, formatVerifierKey, NOTE_SIGNATURE, QUICKNET } from '../../../src/core';
import { AuditLogService, type LogIdentity } from '../../../src/modules/audit-log';
import {
  CatalogueService,
  OfficeRow,
  PlanningService,
  ServiceRow,
  SlotGroupRow,
  TemplatesService,
  type WindowPlan,
  WindowRow,
  WindowsService,
  WindowTemplateRow,
} from '../../../src/modules/windows';
import type { Clock } from '../../../src/platform/clock';
import { UnitOfWork } from '../../../src/platform/database';
import type { TestDatabase } from '../../support';

export const WINDOW_ROWS = [ServiceRow, OfficeRow, SlotGroupRow, WindowTemplateRow, WindowRow];
export const SERVICE = 'muenchen.example/permit';
export const HOUR = 3600;
export const DAY = 24 * HOUR;

const seed = new Uint8Array(32).fill(7);
export const LOG: LogIdentity = {
  origin: 'muenchen.example/log',
  verifierKey: formatVerifierKey(deriveVerifierKey({ name: 'muenchen.example/log', seed }, NOTE_SIGNATURE)),
  seed,
};

/** A valid plan of a window that opens at `opensAt` (unix seconds): open for five days, drawn a day later, refills for five. */
export function planAt(opensAt: number, changes: Partial<WindowPlan> = {}): WindowPlan {
  const at = (seconds: number): string => formatTime(opensAt + seconds);
  return {
    title: 'Aufenthaltserlaubnis verlängern, {date}',
    timetable: {
      opensAt: at(0),
      closesAt: at(5 * DAY),
      freezeAt: at(5 * DAY + HOUR),
      revealBy: at(5 * DAY + 2 * HOUR),
      drawAt: at(6 * DAY),
      refill: { firstAt: at(7 * DAY), everySeconds: DAY, lastAt: at(12 * DAY), freezeSecondsBefore: HOUR, revealSecondsBefore: HOUR / 2 },
    },
    tickets: { allowed: [1, 2, 4, 8, 16], rule: 'savable', parameters: { leadDays: 14, cap: 16, maxLosses: 4, guaranteeAfter: 8 } },
    passes: [
      { pot: 'hardship', from: ['hardship'] },
      { pot: 'general', from: ['general', 'hardship'] },
    ],
    groups: ['mornings', 'afternoons'],
    contributors: ['office'],
    ...changes,
  };
}

/** The module's services on a real database, put together by hand, so that a test sees all there is. */
export interface WindowServices {
  readonly unitOfWork: UnitOfWork;
  readonly catalogue: CatalogueService;
  readonly planning: PlanningService;
  readonly templates: TemplatesService;
  readonly windows: WindowsService;
}

export async function openWindowServices(
  database: TestDatabase,
  clock: Clock,
  rows: readonly (new () => object)[] = [],
): Promise<WindowServices> {
  const unitOfWork = new UnitOfWork(await database.openDataSource([...WINDOW_ROWS, ...rows]));
  const catalogue = new CatalogueService(unitOfWork);
  const planning = new PlanningService(unitOfWork, catalogue, new AuditLogService(clock), clock, QUICKNET, LOG);
  const templates = new TemplatesService(unitOfWork, catalogue, planning, clock);
  return { unitOfWork, catalogue, planning, templates, windows: new WindowsService(catalogue, clock) };
}

/** A service with an office and the two groups of {@link planAt}. */
export async function createCatalogue({ catalogue }: Pick<WindowServices, 'catalogue'>): Promise<void> {
  await catalogue.createService({
    authority: 'muenchen.example',
    slug: 'permit',
    title: 'Residence permit',
    confirmWithinSeconds: HOUR,
    answerWithinSeconds: DAY,
    legalEffect: 'none',
  });
  await catalogue.createOffice({ authority: 'muenchen.example', slug: 'kvr', name: 'KVR', address: 'Ruppertstraße 19' });
  await catalogue.createGroup({ service: SERVICE, office: 'kvr', name: 'mornings', title: 'KVR, mornings' });
  await catalogue.createGroup({ service: SERVICE, office: 'kvr', name: 'afternoons', title: 'KVR, afternoons' });
}
