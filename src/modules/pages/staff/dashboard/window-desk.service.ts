import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { parseAnnouncement, timeOfRound } from '../../../../core';
import { Clock } from '../../../../platform/clock';
import { InFlight } from '../../../../platform/in-flight';
import { LedgerService, type LedgerView, WindowFigures } from '../../../appointments';
import { DrawRecordsService, type DrawSummary, SmallClassesService } from '../../../draws';
import { NearCriticalService, type RegistrationCounts, RegistrationNumbers } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { type InventoryView, SlotListService } from '../../../slots';
import { type TemplateView, TemplatesService, WindowListService, type WindowView, WindowsService } from '../../../windows';
import { type Step, stepsOf } from '../../draws/draw-page.service';

export interface DrawOnDesk {
  readonly draw: DrawSummary;
  readonly steps: readonly Step[];
  /** Announced contributors of whom the next step still wants something: a commitment before the freeze, their secret after it. */
  readonly missing: readonly string[];
}

export interface WindowOnDesk {
  readonly id: string;
  readonly window: WindowView;
  readonly draws: readonly DrawOnDesk[];
  readonly ledger: LedgerView;
  readonly kinds: InventoryView['byGroupAndLabel'];
  readonly registrations: RegistrationCounts;
  readonly checkedInToday: number;
  /** Lines of the coming public list that too few people would share; null where no draw is to come. */
  readonly smallClasses: number | null;
}

export interface DeskFacts {
  readonly windows: readonly WindowOnDesk[];
  /** Running templates, the next announcement first. */
  readonly templates: readonly TemplateView[];
  readonly planned: number;
  /** People whose date is near and who have no recorded application. */
  readonly nearCritical: number;
}

/** Windows on the dashboard, the latest openings. */
const MOST_WINDOWS = 12;
/** Milliseconds for which what is dear to count is shown again: the page asks every few seconds. */
const SHOWN_FOR = 60_000;

/** What those who plan see of everything that is running. */
@Injectable()
export class WindowDesk {
  private readonly reading = new InFlight<DeskFacts>();
  private readonly counted = new Map<string, { readonly at: number; readonly count: number | null }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly list: WindowListService,
    private readonly windows: WindowsService,
    private readonly templates: TemplatesService,
    private readonly records: DrawRecordsService,
    private readonly ledger: LedgerService,
    private readonly slots: SlotListService,
    private readonly registrations: RegistrationNumbers,
    private readonly figures: WindowFigures,
    private readonly smallClasses: SmallClassesService,
    private readonly nearCritical: NearCriticalService,
  ) {}

  /** Shared by all who ask at once and may see the same. */
  async open({ offices }: StaffMember): Promise<DeskFacts> {
    const mayKnow = offices ? [...offices].sort().join() : '*';
    return this.reading.share(mayKnow, () => this.read(mayKnow));
  }

  private async read(mayKnow: string): Promise<DeskFacts> {
    const windows: WindowOnDesk[] = [];
    for (const window of (await this.list.list()).slice(0, MOST_WINDOWS)) windows.push(await this.readWindow(window));
    const templates = (await this.templates.list()).filter(({ paused }) => !paused).sort((a, b) => a.announcedAt - b.announcedAt);
    return {
      windows,
      templates,
      planned: (await this.list.listAll()).filter(({ state }) => state === 'planned').length,
      nearCritical: (await this.remember(`near-critical ${mayKnow}`, async () => (await this.nearCritical.list()).length)) ?? 0,
    };
  }

  private async readWindow(window: WindowView): Promise<WindowOnDesk> {
    const path = window.window;
    const { id, serviceId, announcementBytes } = await this.windows.getByPath(this.dataSource.manager, path);
    const { beacon, contributors } = parseAnnouncement(announcementBytes);
    const draws = await this.records.list(path);
    const isToCome = draws.some(({ state }) => state === 'scheduled');
    return {
      id,
      window,
      draws: draws.map((draw) => ({
        draw,
        steps: stepsOf(draw, window.announcedAt, timeOfRound(beacon, draw.round)),
        missing: missingOf(draw, contributors),
      })),
      ledger: await this.ledger.get(path),
      kinds: (await this.slots.list(id)).byGroupAndLabel,
      registrations: await this.registrations.byState(serviceId),
      checkedInToday: await this.figures.checkedInToday(path),
      smallClasses: isToCome ? await this.remember(path, async () => (await this.smallClasses.list(path)).classes.length) : null,
    };
  }

  private async remember(key: string, count: () => Promise<number>): Promise<number | null> {
    const known = this.counted.get(key);
    const now = this.clock.milliseconds();
    if (known && Math.abs(now - known.at) < SHOWN_FOR) return known.count;
    const counted = { at: now, count: await count() };
    this.counted.set(key, counted);
    return counted.count;
  }
}

function missingOf({ state, contributions }: DrawSummary, announced: readonly string[]): string[] {
  if (state === 'scheduled') return announced.filter((name) => !contributions.some(({ contributor }) => contributor === name));
  return state === 'frozen' ? contributions.filter(({ secret }) => secret === null).map(({ contributor }) => contributor) : [];
}
