import { Injectable } from '@nestjs/common';
import { type Announcement, drawTimes, isSameChain, parseAnnouncement, QUICKNET, timeOfRound } from '../../../core';
import { DrawDirectory, type ListedDraw } from '../../draws';
import { CatalogueService, type OfferedGroup, WindowListService, type WindowView } from '../../windows';
import { type TicketLine, ticketLinesOf } from './ticket-lines';

/** A window's rules, ready to be put into words. */
export interface WindowRules {
  readonly view: WindowView;
  readonly serviceTitle: string;
  readonly announcement: Announcement;
  readonly ticketLines: readonly TicketLine[];
  /** The window's groups in their order; one that the catalogue no longer has goes by its name. */
  readonly groups: readonly (OfferedGroup | { readonly name: string; readonly title: string; readonly office: null })[];
  /** The main draw's round, and when it is due in unix seconds: known from the day of the announcement. */
  readonly round: { readonly number: number; readonly dueAt: number };
  /** `public`: drand's quicknet; `practice`: the office's own; `foreign`: some other. */
  readonly source: 'public' | 'practice' | 'foreign';
  /** Newest first. */
  readonly draws: readonly ListedDraw[];
}

/** Puts together what the page about a window shows. */
@Injectable()
export class WindowRulesService {
  constructor(
    private readonly windows: WindowListService,
    private readonly catalogue: CatalogueService,
    private readonly directory: DrawDirectory,
  ) {}

  /** @param path `<authority>/<service>/<window>`  @throws DomainError `window.unknown` */
  async get(path: string): Promise<WindowRules> {
    const [view, file] = await Promise.all([this.windows.get(path), this.windows.getAnnouncement(path)]);
    const [services, draws] = await Promise.all([this.catalogue.listServices(), this.directory.listOfWindow(path)]);
    const announcement = parseAnnouncement(file);
    const service = services.find(({ service: { authority, slug } }) => path.startsWith(`${authority}/${slug}/`));
    const { beacon } = announcement;
    const { round } = drawTimes(announcement, 0);
    return {
      view,
      serviceTitle: service?.service.title ?? view.title,
      announcement,
      ticketLines: ticketLinesOf(announcement),
      groups: view.groups.map((name) => service?.groups.find((group) => group.name === name) ?? { name, title: name, office: null }),
      round: { number: round, dueAt: timeOfRound(beacon, round) },
      source: beacon.kind === 'practice' ? 'practice' : isSameChain(beacon, QUICKNET) ? 'public' : 'foreign',
      draws,
    };
  }
}
