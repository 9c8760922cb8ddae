import { Injectable } from '@nestjs/common';
import { InFlight } from '../../../platform/in-flight';
import { CatalogueService, WindowListService, type WindowView } from '../../windows';

/** A service on the first page, with the window that matters to somebody who comes now. */
export interface HomeService {
  /** `<authority>/<slug>` */
  readonly path: string;
  readonly title: string;
  /** Open now, else the next one announced, else null. */
  readonly window: WindowView | null;
}

/** Reads what the first page shows. */
@Injectable()
export class HomeOverview {
  private readonly reading = new InFlight<HomeService[]>();

  constructor(
    private readonly catalogue: CatalogueService,
    private readonly windows: WindowListService,
  ) {}

  async list(): Promise<HomeService[]> {
    return this.reading.share('', () => this.read());
  }

  private async read(): Promise<HomeService[]> {
    const [services, windows] = await Promise.all([this.catalogue.listServices(), this.windows.list()]);
    return services.map(({ service }) => {
      const path = `${service.authority}/${service.slug}`;
      const own = windows.filter(({ window }) => window.startsWith(`${path}/`));
      return { path, title: service.title, window: own.find(({ state }) => state === 'open') ?? findNext(own) };
    });
  }
}

/** The announced window that opens first. */
function findNext(windows: readonly WindowView[]): WindowView | null {
  const announced = windows.filter(({ state }) => state === 'announced');
  return announced.sort((a, b) => (a.timetable.opensAt < b.timetable.opensAt ? -1 : 1))[0] ?? null;
}
