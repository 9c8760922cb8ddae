import { Injectable } from '@nestjs/common';
import { PlanningService } from '../../windows';
import { type SlotImportReport, SlotImportService } from '../slot-import.service';
import { CapacityPatterns } from './capacity-patterns.service';
import { noSlotsPlanned, patternChangedMeanwhile, tooManyDays } from './capacity.errors';
import { countDays, planDays, type PlannedDay } from './plan-days';

const MOST_DAYS = 366;

/** What a service's pattern makes for a window, and what of it is new there. */
export interface CapacityPlan {
  /** Version of the pattern that was planned with. */
  readonly version: number;
  readonly days: readonly PlannedDay[];
  /** Lines of mistakes are those of the days' slots. */
  readonly report: SlotImportReport;
}

/** Makes slots for a window out of its service's capacity pattern, by the same rules as those of a file. */
@Injectable()
export class CapacityPlanning {
  constructor(
    private readonly patterns: CapacityPatterns,
    private readonly planning: PlanningService,
    private readonly imports: SlotImportService,
  ) {}

  /**
   * Slots that are there already stay; the same days again change nothing.
   * @param from first day, `YYYY-MM-DD`  @param until last day
   * @param dryRun find every mistake and count what would change, but change nothing
   * @param seen version of the pattern that whoever asks has seen; null: whichever it is
   * @throws DomainError `capacity.changed-meanwhile`, `capacity.too-many-days`, `capacity.no-slots`, `window.unknown`, `slots.frozen`; SlotImportError for the first wrong slot
   */
  async plan(windowId: string, from: string, until: string, dryRun: boolean, seen: number | null = null): Promise<CapacityPlan> {
    const days = countDays(from, until);
    if (days < 1 || days > MOST_DAYS) throw tooManyDays();
    const { path } = await this.planning.get(windowId);
    const { version, pattern } = await this.patterns.get(path.split('/').slice(0, 2).join('/'));
    if (seen !== null && seen !== version) throw patternChangedMeanwhile();
    const planned = planDays(pattern, from, until);
    const rows = planned.flatMap(({ slots }) => slots);
    if (rows.length === 0) throw noSlotsPlanned();
    return { version, days: planned, report: await this.imports.take(windowId, { rows, errors: [] }, dryRun) };
  }
}
