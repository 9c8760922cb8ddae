import { Injectable } from '@nestjs/common';
import { parseTime } from '../../../../core';
import type { FieldErrors, Page } from '../../../../platform/html';
import type { DomainError } from '../../../../platform/http';
import {
  type CapacityPlan,
  CapacityPlanning,
  type InventoryView,
  type SlotImportReport,
  SlotImportService,
  SlotListService,
} from '../../../slots';
import { officeDate, PlanningService } from '../../../windows';
import { refusalText } from '../refusal';
import type { DaysQuery } from './plan-pages.dto';
import { readDay, writeDay } from './typed-values';

/** The window whose slots these are. */
export interface SlotsWindow {
  readonly id: string;
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly title: string;
  readonly freezeAt: string;
  readonly labels: readonly string[];
  readonly groups: readonly string[];
}

export interface WindowSlotsFacts {
  readonly window: SlotsWindow;
  readonly inventory: Pick<InventoryView, 'counts' | 'byGroupAndLabel'>;
  /** Days with slots, the first and the last; null without any. */
  readonly days: readonly [string, string] | null;
  /** For the first look: the week after the draw. */
  readonly suggested: Required<DaysQuery>;
}

export type Planned =
  'stored' | { readonly errors: Record<string, string> } | { readonly plan: CapacityPlan; readonly from: string; readonly until: string };
type Taken = 'stored' | { readonly errors: FieldErrors } | { readonly report: SlotImportReport };

const DAY = 86_400;

/** What the pages about a window's slots show and do. */
@Injectable()
export class WindowSlotsDesk {
  constructor(
    private readonly windows: PlanningService,
    private readonly list: SlotListService,
    private readonly planning: CapacityPlanning,
    private readonly imports: SlotImportService,
  ) {}

  /** @throws DomainError `window.unknown` */
  async getWindow(id: string): Promise<SlotsWindow> {
    const { path, title, plan } = await this.windows.get(id);
    const labels = [...new Set(plan.passes.flatMap(({ from }) => from))];
    const service = path.split('/').slice(0, 2).join('/');
    return { id, service, title, freezeAt: plan.timetable.freezeAt, labels, groups: plan.groups };
  }

  async open(page: Page, id: string): Promise<WindowSlotsFacts> {
    const { plan } = await this.windows.get(id);
    const drawAt = parseTime(plan.timetable.drawAt);
    const { counts, byGroupAndLabel, slots } = await this.list.list(id);
    const dayOf = (time: string | undefined): string => officeDate(parseTime(time!));
    const typed = (moment: number): string => writeDay(officeDate(moment), page.language);
    return {
      window: await this.getWindow(id),
      inventory: { counts, byGroupAndLabel },
      days: slots.length === 0 ? null : [dayOf(slots[0]?.startsAt), dayOf(slots.at(-1)?.startsAt)],
      suggested: { from: typed(drawAt + DAY), until: typed(drawAt + 7 * DAY) },
    };
  }

  /** What the pattern would make on some days. */
  async preview(page: Page, id: string, typed: DaysQuery): Promise<Planned> {
    return this.plan(page, id, typed, null);
  }

  /** Makes what was shown; where that is not right any more the page says why. */
  async make(page: Page, id: string, typed: DaysQuery, version: number): Promise<Planned> {
    return this.plan(page, id, typed, version);
  }

  async takeFile(page: Page, id: string, file: string, act: 'check' | 'take'): Promise<Taken> {
    if (file.trim() === '') return { errors: { file: page.t('staff-plan:file.missing') } };
    try {
      const report = await this.imports.import(id, file, true);
      if (act === 'check' || report.errorCount > 0) return { report };
      await this.imports.import(id, file, false);
      return 'stored';
    } catch (error) {
      return { errors: { file: refusalText(page, error, 'plan') } };
    }
  }

  private async plan(page: Page, id: string, typed: DaysQuery, version: number | null): Promise<Planned> {
    const [from, until] = [readDay(typed.from), readDay(typed.until)];
    if (from === null || until === null) {
      const wrong = page.t('staff-plan:error-day');
      return { errors: { ...(from === null ? { from: wrong } : {}), ...(until === null ? { until: wrong } : {}) } };
    }
    try {
      const plan = await this.planning.plan(id, from, until, true);
      if (version === null || plan.report.errorCount > 0) return { plan, from, until };
      await this.planning.plan(id, from, until, false, version);
      return 'stored';
    } catch (error) {
      return { errors: { [(error as DomainError).field === 'until' ? 'until' : 'from']: refusalText(page, error, 'plan') } };
    }
  }
}
