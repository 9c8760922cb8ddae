import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Announcement, type BeaconChain, parseTime, sha256Hex } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { AuditLogService, LOG_IDENTITY, type LogIdentity } from '../audit-log';
import { BEACON_CHAIN, formAnnouncement } from './announcement-form';
import { type ServiceRow, SlotGroupRow } from './catalogue.entities';
import { CatalogueService } from './catalogue.service';
import { WindowRow } from './window.entities';
import { groupUnknown, openingTooNear, windowAnnounced, windowUnknown } from './window.errors';
import type { WindowPlan } from './window-plan';

/** The announcement must be under a signed checkpoint before the window opens; the sequencer runs every second. */
const SIGNING_SECONDS = 2;

interface DraftWindow {
  /** `<authority>/<slug>` */
  readonly service: string;
  /** Last part of the path: the window's own name. */
  readonly name: string;
  readonly plan: WindowPlan;
}

/** Drafts windows and announces them. A draft can still be left unused; an announcement is for ever. */
@Injectable()
export class PlanningService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueService,
    private readonly auditLog: AuditLogService,
    private readonly clock: Clock,
    @Inject(BEACON_CHAIN) private readonly chain: BeaconChain,
    @Inject(LOG_IDENTITY) private readonly log: LogIdentity,
  ) {}

  /**
   * Drafts a window. The plan has to make a valid announcement already now: an operator learns of a mistake while there
   * is time. A draft's plan doesn't change afterwards, because slots are imported against it; plan another instead.
   * @throws DomainError `service.unknown`, `group.unknown`, `window.plan-refused`, `window.exists`
   */
  async plan(draft: DraftWindow): Promise<WindowRow> {
    return this.unitOfWork.run(async (em) => this.insertDraft(em, await this.catalogue.getService(em, draft.service), draft, null));
  }

  /**
   * Announces a drafted window: writes announcement.json and logs it.
   *
   * Commit point: file, state and log entry commit together. Announced again, by a second click or a second process, it
   * stays as it is and the same row is the answer.
   * @throws DomainError `window.unknown`, `window.opening-too-near`, `window.plan-refused`
   */
  async announce(id: string): Promise<WindowRow> {
    return this.unitOfWork.run((em) => this.announceIn(em, id));
  }

  /** As {@link plan}, inside the caller's transaction. @param templateId the template that asks for it, if one does */
  async insertDraft(
    em: EntityManager,
    service: ServiceRow,
    { name, plan }: Omit<DraftWindow, 'service'>,
    templateId: string | null,
  ): Promise<WindowRow> {
    const path = await this.assertPlan(em, service, name, plan);
    const { timetable } = plan;
    const instant = (time: string): Date => new Date(parseTime(time) * 1000);
    const row = {
      id: randomUUID(),
      serviceId: service.id,
      templateId,
      path,
      title: plan.title,
      state: 'planned' as const,
      plan,
      opensAt: instant(timetable.opensAt),
      closesAt: instant(timetable.closesAt),
      drawAt: instant(timetable.drawAt),
      lastRefillAt: instant(timetable.refill.lastAt),
    };
    await em.insert(WindowRow, row);
    return em.findOneByOrFail(WindowRow, { id: row.id });
  }

  /** As {@link announce}, inside the caller's transaction. */
  async announceIn(em: EntityManager, id: string): Promise<WindowRow> {
    const window = await em.findOne(WindowRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (window === null) throw windowUnknown();
    if (window.state !== 'planned') return window;
    const now = this.clock.seconds();
    if (!this.canStillAnnounce(window.opensAt.getTime() / 1000)) throw openingTooNear();
    const { bytes } = formAnnouncement(window.path, window.plan, { chain: this.chain, log: this.log });
    const sha256 = sha256Hex(bytes);
    await em.update(WindowRow, { id }, {
      state: 'announced',
      announcement: Buffer.from(bytes),
      announcementSha256: sha256,
      announcedAt: new Date(now * 1000),
    }); // prettier-ignore
    await this.auditLog.append(em, { type: 'window.announced', window: window.path, sha256 });
    return em.findOneByOrFail(WindowRow, { id });
  }

  /** A window, drafted or announced. @throws DomainError `window.unknown` */
  async get(id: string): Promise<WindowRow> {
    const window = await this.unitOfWork.run((em) => em.findOneBy(WindowRow, { id }));
    if (window === null) throw windowUnknown();
    return window;
  }

  /** @throws DomainError `window.unknown`, `window.announced-already`, `window.opening-too-near` */
  async assertAnnounceable(em: EntityManager, id: string): Promise<void> {
    const window = await em.findOneBy(WindowRow, { id });
    if (window === null) throw windowUnknown();
    if (window.state !== 'planned') throw windowAnnounced();
    if (!this.canStillAnnounce(window.opensAt.getTime() / 1000)) throw openingTooNear();
  }

  /** Whether an announcement made now gets under a signed checkpoint before `opensAt` (unix seconds). */
  canStillAnnounce(opensAt: number): boolean {
    return this.clock.seconds() + SIGNING_SECONDS <= opensAt;
  }

  /** The announcement that a plan would make now. @throws DomainError `window.plan-refused`, `group.unknown` */
  async preview(em: EntityManager, service: ServiceRow, name: string, plan: WindowPlan): Promise<Announcement> {
    const path = await this.assertPlan(em, service, name, plan);
    return formAnnouncement(path, plan, { chain: this.chain, log: this.log }).announcement;
  }

  /** @returns the window's path  @throws DomainError `window.plan-refused`, `group.unknown` */
  async assertPlan(em: EntityManager, service: ServiceRow, name: string, plan: WindowPlan): Promise<string> {
    const path = `${service.authority}/${service.slug}/${name}`;
    formAnnouncement(path, plan, { chain: this.chain, log: this.log });
    const known = await em.findBy(SlotGroupRow, { serviceId: service.id, name: In([...plan.groups]) });
    const stranger = plan.groups.find((group) => !known.some((row) => row.name === group));
    if (stranger !== undefined) throw groupUnknown(stranger);
    return path;
  }
}
