import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { parseTime } from '../../../core';
import { Clock, timeOf } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { type AnnouncedWindow, type ServiceRow, WindowsService } from '../../windows';
import { RegistrationError } from '../registrations.errors';
import type { ClusterKind, Grade, ReviewClusterRow } from './review-cluster.entity';
import { type ListPlace, ReviewClustersRepository } from './review-clusters.repository';
import { ReviewItemsRepository } from './review-items.repository';

const PAGE = 50;

/** A cluster in the list: nothing that names anybody. */
export interface ClusterSummary {
  readonly id: string;
  readonly kind: ClusterKind;
  readonly grade: Grade;
  /** Codes of what was found in its strongest question. */
  readonly signs: readonly string[];
  readonly size: number;
  readonly openedAt: string;
  /** null: nothing is open any more. */
  readonly closedAt: string | null;
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly serviceTitle: string;
  /** The window whose main draw is frozen next: what is decided by then counts in it. null: none is announced. */
  readonly window: { readonly path: string; readonly title: string; readonly freezeAt: string } | null;
}

export interface ClusterPage {
  readonly clusters: readonly ClusterSummary[];
  /** Where the next page begins (`after`); null: this was the last. */
  readonly next: string | null;
}

/** The review list: clusters that wait for staff, the strongest first, of equals the oldest. */
@Injectable()
export class ReviewListService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clusters: ReviewClustersRepository,
    private readonly items: ReviewItemsRepository,
    private readonly windows: WindowsService,
    private readonly clock: Clock,
  ) {}

  /** @param after `next` of the page before @throws RegistrationError `review.malformed-place` */
  async list(after?: string): Promise<ClusterPage> {
    const place = after === undefined ? null : parsePlace(after);
    return this.unitOfWork.run(async (em) => {
      const rows = await this.clusters.listOpen(em, place, PAGE + 1);
      const page = rows.slice(0, PAGE);
      return { clusters: await this.summarize(em, page), next: rows.length > PAGE ? formatPlace(page.at(-1)!) : null };
    });
  }

  async summarize(em: EntityManager, rows: readonly ReviewClusterRow[]): Promise<ClusterSummary[]> {
    const services = new Map<string, ServiceRow>();
    for (const { serviceId } of rows)
      if (!services.has(serviceId)) services.set(serviceId, await this.windows.getServiceById(em, serviceId));
    const windows = await this.windows.listAnnouncedOpenEnded(em);
    return rows.map((row) => summaryOf(row, services.get(row.serviceId)!, nextFreeze(windows, row.serviceId, this.clock.seconds())));
  }

  /** The cluster in which a registration is or was asked about last. @throws RegistrationError `review.not-found` */
  async findClusterOf(registrationId: string): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const id = await this.items.findClusterOf(em, registrationId);
      if (id === null) throw new RegistrationError('review.not-found');
      return id;
    });
  }
}

function summaryOf(row: ReviewClusterRow, service: ServiceRow, window: AnnouncedWindow | null): ClusterSummary {
  return {
    id: row.id,
    kind: row.kind,
    grade: row.grade,
    signs: row.signs,
    size: row.size,
    openedAt: timeOf(row.openedAt),
    closedAt: row.closedAt && timeOf(row.closedAt),
    service: `${service.authority}/${service.slug}`,
    serviceTitle: service.title,
    window: window && { path: window.path, title: window.announcement.title, freezeAt: window.announcement.timetable.freezeAt },
  };
}

function nextFreeze(windows: readonly AnnouncedWindow[], serviceId: string, now: number): AnnouncedWindow | null {
  const ahead = windows.filter((window) => window.serviceId === serviceId && parseTime(window.announcement.timetable.freezeAt) > now);
  return ahead.sort((a, b) => a.announcement.timetable.freezeAt.localeCompare(b.announcement.timetable.freezeAt))[0] ?? null;
}

function formatPlace({ grade, openedAt, id }: ListPlace): string {
  return `${grade}.${openedAt.getTime()}.${id}`;
}

function parsePlace(text: string): ListPlace {
  const [, grade, at, id] = /^([123])\.(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (id === undefined) throw new RegistrationError('review.malformed-place', { field: 'after' });
  return { grade: Number(grade), openedAt: new Date(Number(at)), id };
}
