import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { parseTime } from '../../../../core';
import {
  type CancelledCount,
  LedgerService,
  type LedgerView,
  type SlotAccount,
  SlotAccounts,
  type WaitingDays,
  WindowFigures,
} from '../../../appointments';
import { DrawDirectory, type Fairness, DrawFairnessService } from '../../../draws';
import { RegistrationNumbers } from '../../../registrations';
import { CatalogueService, officeDay, type OfficeWithGroups, WindowListService, WindowsService, type WindowView } from '../../../windows';

/** One window in numbers. People are counted by their entries; slots exactly, because slots are not people. */
export interface ReportedWindow {
  readonly window: WindowView;
  /** Confirmed ones that came in while registration was open. */
  readonly registrations: number;
  /** Of the main draw; null while it is not drawn. */
  readonly entries: number | null;
  /** In the main draw and all refills. */
  readonly served: number;
  readonly refills: number;
  readonly ledger: LedgerView;
  readonly granted: SlotAccount['granted'];
  readonly cancelled: readonly CancelledCount[];
  readonly waited: WaitingDays;
  /** Lost draws and hardship as on the public page; null while nothing is drawn. */
  readonly fairness: Pick<Fairness, 'waits' | 'hardship'> | null;
}

export interface OfficeReportView {
  /** Days, both included, `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
  readonly windows: readonly ReportedWindow[];
}

/** What the office tells its council: the same numbers as the public ledger and the fairness pages, window by window. */
@Injectable()
export class OfficeReport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly list: WindowListService,
    private readonly catalogue: CatalogueService,
    private readonly windows: WindowsService,
    private readonly registrations: RegistrationNumbers,
    private readonly directory: DrawDirectory,
    private readonly fairness: DrawFairnessService,
    private readonly ledger: LedgerService,
    private readonly accounts: SlotAccounts,
    private readonly figures: WindowFigures,
  ) {}

  /** The offices that a report can be about, by name. */
  async listOffices(): Promise<OfficeWithGroups[]> {
    return this.catalogue.listOffices();
  }

  /**
   * Windows whose main draw lies in the period, the earliest first.
   * @param from first day, `YYYY-MM-DD`  @param until last day  @param office only windows that announced slots there; null for all
   */
  async of(from: string, until: string, office: OfficeWithGroups | null): Promise<OfficeReportView> {
    const [begin, end] = [officeDay(from).from, officeDay(until).until];
    const isInside = ({ timetable }: WindowView): boolean => begin <= parseTime(timetable.drawAt) && parseTime(timetable.drawAt) < end;
    const chosen = (await this.list.list())
      .filter((window) => isInside(window) && (office === null || isGivenAt(office, window)))
      .reverse();
    const windows: ReportedWindow[] = [];
    // One after the other: a long period must not take all of the database's sessions.
    for (const window of chosen) windows.push(await this.report(window));
    return { from, until, windows };
  }

  private async report(window: WindowView): Promise<ReportedWindow> {
    const path = window.window;
    const { serviceId, opensAt, closesAt } = await this.windows.getByPath(this.dataSource.manager, path);
    const draws = (await this.directory.listOfWindow(path)).filter(({ state }) => state === 'drawn');
    const main = draws.find(({ number }) => number === 0);
    return {
      window,
      registrations: await this.registrations.receivedBetween(serviceId, opensAt, closesAt),
      entries: main?.entries ?? null,
      served: draws.reduce((sum, { served }) => sum + served, 0),
      refills: draws.filter(({ number }) => number > 0).length,
      ledger: await this.ledger.get(path),
      granted: (await this.accounts.ofWindow(path)).granted,
      cancelled: await this.figures.cancelled(path),
      waited: await this.figures.waits(path),
      fairness: main ? await this.fairness.ofDraw(main.drawId) : null,
    };
  }
}

function isGivenAt({ groups }: OfficeWithGroups, window: WindowView): boolean {
  return groups.some(({ service, name }) => window.window.startsWith(`${service}/`) && window.groups.includes(name));
}
