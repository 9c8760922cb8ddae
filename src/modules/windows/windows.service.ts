import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { parseTime } from '../../core';
import { Clock } from '../../platform/clock';
import { announcedWindowOf, type AnnouncedWindow } from './announced-window';
import type { ServiceRow } from './catalogue.entities';
import { CatalogueService } from './catalogue.service';
import { WindowRow, type WindowState } from './window.entities';
import { windowNotAnnounced, windowUnknown } from './window.errors';
import { labelsOf } from './window-plan';

/** What others must respect about a window's inventory, draft or announced. Instants are unix seconds. */
export interface WindowFrame {
  readonly id: string;
  readonly path: string;
  readonly state: WindowState;
  readonly groups: readonly string[];
  readonly labels: readonly string[];
  readonly freezeAt: number;
  readonly drawAt: number;
  readonly lastRefillAt: number;
}

/** What other modules may know and do about windows. Everything joins the caller's transaction. */
@Injectable()
export class WindowsService {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `window.unknown`, `window.not-announced` */
  async getAnnounced(em: EntityManager, id: string): Promise<AnnouncedWindow> {
    return this.announced(await em.findOneBy(WindowRow, { id }));
  }

  /** @param path `<authority>/<service>/<window>`  @throws DomainError `window.unknown` (drafts are nobody's business) */
  async getByPath(em: EntityManager, path: string): Promise<AnnouncedWindow> {
    const row = await em.findOneBy(WindowRow, { path });
    return this.announced(row?.state === 'planned' ? null : row);
  }

  /** Announced and not closed out, the next opening first: those in which something can still happen. */
  async listAnnouncedOpenEnded(em: EntityManager): Promise<AnnouncedWindow[]> {
    const rows = await em.find(WindowRow, { where: { state: 'announced' }, order: { opensAt: 'ASC', id: 'ASC' } });
    return rows.map(announcedWindowOf);
  }

  /**
   * The window in which the service takes registrations at `now`: opening included, closing not. Of several the one that
   * closes first: a registration stands in all of them anyway.
   * @param now unix seconds
   */
  async findOpen(em: EntityManager, serviceId: string, now: number): Promise<AnnouncedWindow | null> {
    const at = new Date(now * 1000);
    const row = await em.findOne(WindowRow, {
      where: { serviceId, state: Not<WindowState>('planned'), opensAt: LessThanOrEqual(at), closesAt: MoreThan(at) },
      order: { closesAt: 'ASC', id: 'ASC' },
    });
    return row && announcedWindowOf(row);
  }

  /** @param path `<authority>/<slug>`  @throws DomainError `service.unknown` */
  async getService(em: EntityManager, path: string): Promise<ServiceRow> {
    return this.catalogue.getService(em, path);
  }

  /** @throws DomainError `service.unknown` */
  async getServiceById(em: EntityManager, id: string): Promise<ServiceRow> {
    return this.catalogue.getServiceById(em, id);
  }

  /**
   * Locks a window's inventory until the transaction ends: import, freeze and close-out take turns, so that no slot
   * slips in behind a freeze. Take it before any lock on slots or offers.
   * @throws DomainError `window.unknown`
   */
  async lockFrame(em: EntityManager, id: string): Promise<WindowFrame> {
    const row = await em.findOne(WindowRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (row === null) throw windowUnknown();
    const { timetable, groups } = row.plan;
    return {
      id: row.id,
      path: row.path,
      state: row.state,
      groups,
      labels: labelsOf(row.plan),
      freezeAt: parseTime(timetable.freezeAt),
      drawAt: parseTime(timetable.drawAt),
      lastRefillAt: parseTime(timetable.refill.lastAt),
    };
  }

  /**
   * Every slot of the window has ended. Under the caller's {@link lockFrame}; done twice, the first time stays.
   * @throws DomainError `window.not-announced`
   */
  async markClosedOut(em: EntityManager, id: string): Promise<void> {
    const closedOutAt = new Date(this.clock.seconds() * 1000);
    const { affected } = await em.update(WindowRow, { id, state: 'announced' }, { state: 'closed_out', closedOutAt });
    if (affected === 0 && !(await em.existsBy(WindowRow, { id, state: 'closed_out' }))) throw windowNotAnnounced();
  }

  private announced(row: WindowRow | null): AnnouncedWindow {
    if (row === null) throw windowUnknown();
    if (row.state === 'planned') throw windowNotAnnounced();
    return announcedWindowOf(row);
  }
}
