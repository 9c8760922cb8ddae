import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InFlight } from '../../../platform/in-flight';
import { DrawDirectory, type ListedDraw } from '../../draws';
import { InterestService } from '../../registrations';
import { SlotsService } from '../../slots';
import { CatalogueService, type OfferedGroup, WindowListService, type WindowView, WindowsService } from '../../windows';
import { type Expectation, expect } from './expectation';

/** A service, ready to be put into words. */
export interface StartFacts {
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly title: string;
  readonly legalEffect: 'none' | 'application';
  readonly groups: readonly OfferedGroup[];
  /** Open now, else announced, else the latest that is over; null: there never was one. */
  readonly window: WindowView | null;
  /** While a window is open or waits for its draw. */
  readonly now: { readonly registrations: number; readonly slots: number; readonly expectation: Expectation } | null;
  /** The service's last main draw. */
  readonly last: ListedDraw | null;
}

/** Puts together what a service's first page shows. */
@Injectable()
export class StartPages {
  private readonly reading = new InFlight<StartFacts>();

  constructor(
    private readonly catalogue: CatalogueService,
    private readonly windowList: WindowListService,
    private readonly windows: WindowsService,
    private readonly interest: InterestService,
    private readonly slots: SlotsService,
    private readonly directory: DrawDirectory,
    private readonly dataSource: DataSource,
  ) {}

  /** @param path `<authority>/<slug>`  @throws DomainError `service.unknown` */
  async get(path: string): Promise<StartFacts> {
    return this.reading.share(path, () => this.read(path));
  }

  private async read(path: string): Promise<StartFacts> {
    const em = this.dataSource.manager;
    const service = await this.catalogue.getService(em, path);
    const [groups, all] = await Promise.all([this.catalogue.listGroups(em, service.id), this.windowList.list()]);
    const window = choose(all.filter((each) => each.window.startsWith(`${path}/`)));
    const last = await this.directory.findLastMain(path);
    return {
      service: path,
      title: service.title,
      legalEffect: service.legalEffect,
      groups: window === null ? groups : groups.filter(({ name }) => window.groups.includes(name)),
      window,
      now: window !== null && isRunning(window, last) ? await this.estimate(service.id, window, last) : null,
      last,
    };
  }

  private async estimate(serviceId: string, { window: path }: WindowView, last: ListedDraw | null): Promise<StartFacts['now']> {
    const em = this.dataSource.manager;
    const { id } = await this.windows.getByPath(em, path);
    const [wanted, { total }] = await Promise.all([this.interest.count(serviceId), this.slots.ledger(em, id)]);
    const outcome = last === null ? null : await this.directory.findOutcome(last.drawId);
    return { registrations: wanted.registrations, slots: total, expectation: expect(wanted, total, outcome?.byTickets ?? null) };
  }
}

/** The window that matters to somebody who comes now. Windows come with the latest opening first. */
function choose(windows: readonly WindowView[]): WindowView | null {
  const open = windows.filter(({ state }) => state === 'open');
  return open.at(-1) ?? windows.filter(({ state }) => state === 'announced').at(-1) ?? windows[0] ?? null;
}

/** Whether the window's main draw is still to come, as far as registrations go. */
function isRunning(window: WindowView, last: ListedDraw | null): boolean {
  return window.state === 'open' || (window.state === 'closed' && last?.window !== window.window);
}
