import { Injectable } from '@nestjs/common';
import { type Announcement, drawTimes, isSameChain, parseAnnouncement, QUICKNET, timeOfRound } from '../../../core';
import { DrawDirectory, type ListedDraw } from '../../draws';
import { CatalogueService, type OfferedGroup, WindowListService, type WindowView } from '../../windows';
import { type TicketLine, ticketLinesOf } from './ticket-lines';

/** The rules of an announcement, made or to be made, ready to be put into words. */
export interface DescribedRules {
  readonly announcement: Announcement;
  readonly ticketLines: readonly TicketLine[];
  /** The window's groups in their order; one that the catalogue no longer has goes by its name. */
  readonly groups: readonly (OfferedGroup | { readonly name: string; readonly title: string; readonly office: null })[];
  /** The main draw's round, and when it is due in unix seconds: known from the day of the announcement. */
  readonly round: { readonly number: number; readonly dueAt: number };
  /** `public`: drand's quicknet; `practice`: the office's own; `foreign`: some other. */
  readonly source: 'public' | 'practice' | 'foreign';
}

/** A window with its rules. */
export interface WindowRules extends DescribedRules {
  readonly view: WindowView;
  readonly serviceTitle: string;
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
    return {
      view,
      serviceTitle: service?.service.title ?? view.title,
      ...describeRules(announcement, service?.groups ?? []),
      draws,
    };
  }
}

/** @param known the service's groups, as the catalogue has them */
export function describeRules(announcement: Announcement, known: readonly OfferedGroup[]): DescribedRules {
  const { beacon, choices } = announcement;
  const { round } = drawTimes(announcement, 0);
  return {
    announcement,
    ticketLines: ticketLinesOf(announcement),
    groups: choices.groups.map((name) => known.find((group) => group.name === name) ?? { name, title: name, office: null }),
    round: { number: round, dueAt: timeOfRound(beacon, round) },
    source: beacon.kind === 'practice' ? 'practice' : isSameChain(beacon, QUICKNET) ? 'public' : 'foreign',
  };
}
