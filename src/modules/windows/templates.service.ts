import type { EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseTime } from '../../core';
import { Clock } from '../../platform/clock';
import { inTurn, UnitOfWork } from '../../platform/database';
import { keepOwn } from '../staff';
import { CatalogueService } from './catalogue.service';
import { officeDate } from './office-calendar';
import { openingAfter, repeatPlan } from './plan-repetition';
import { PlanningService } from './planning.service';
import { WindowTemplateRow } from './window.entities';
import { openingTooNear, templateUnknown } from './window.errors';
import type { WindowPlan } from './window-plan';

interface NewTemplate {
  /** `<authority>/<slug>` */
  readonly service: string;
  /** Begins the name of each window: `<name>-<day of opening>`. */
  readonly name: string;
  /** The first window's; see `repeatPlan` for the others. */
  readonly plan: WindowPlan;
  readonly repeatDays: number;
  readonly announceSecondsBefore: number;
}

/** A template as those who plan see it. Instants are unix seconds. */
export interface TemplateView {
  readonly id: string;
  /** `<authority>/<service>/<template>` */
  readonly path: string;
  readonly title: string;
  readonly repeatDays: number;
  /** Announces nothing while it is. */
  readonly paused: boolean;
  /** The next window's, and when that is announced. */
  readonly opensAt: number;
  readonly announcedAt: number;
}

/** What became of a template's due opening. */
export type Opening = { readonly outcome: 'announced' | 'skipped'; readonly path: string };

/** Windows that repeat by themselves. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueService,
    private readonly planning: PlanningService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `service.unknown`, `window.opening-too-near` (the first window must still be ahead), `template.exists` */
  async create(template: NewTemplate): Promise<WindowTemplateRow> {
    return this.unitOfWork.run((em) => this.insert(em, template, false));
  }

  /** As {@link create}, but it announces nothing until it is let go. */
  async propose(template: NewTemplate): Promise<WindowTemplateRow> {
    return this.unitOfWork.run((em) => this.proposeIn(em, template));
  }

  /** As {@link propose}, inside the caller's transaction. */
  async proposeIn(em: EntityManager, template: NewTemplate): Promise<WindowTemplateRow> {
    return this.insert(em, template, true);
  }

  private async insert(em: EntityManager, template: NewTemplate, paused: boolean): Promise<WindowTemplateRow> {
    const opensAt = parseTime(template.plan.timetable.opensAt);
    if (opensAt <= this.clock.seconds()) throw openingTooNear();
    const service = await this.catalogue.getService(em, template.service);
    await this.planning.assertPlan(em, service, windowName(template.name, opensAt), repeatPlan(template.plan, opensAt));
    const id = randomUUID();
    const { name, plan, repeatDays, announceSecondsBefore } = template;
    const nextOpensAt = new Date(opensAt * 1000);
    await em.insert(WindowTemplateRow, { id, serviceId: service.id, name, plan, repeatDays, announceSecondsBefore, nextOpensAt, paused });
    return em.findOneByOrFail(WindowTemplateRow, { id });
  }

  /** All there are, the next opening first. */
  async list(): Promise<TemplateView[]> {
    return this.unitOfWork.run(async (em) => {
      const all = await em.find(WindowTemplateRow, { order: { nextOpensAt: 'ASC', name: 'ASC' } });
      const rows = await keepOwn(em, 'template', all, ({ id }) => id);
      return inTurn(rows, async ({ id, name, serviceId, repeatDays, announceSecondsBefore, nextOpensAt, paused, plan }) => {
        const { authority, slug } = await this.catalogue.getServiceById(em, serviceId);
        const opensAt = nextOpensAt.getTime() / 1000;
        return {
          id,
          path: `${authority}/${slug}/${name}`,
          title: plan.title,
          repeatDays,
          paused,
          opensAt,
          announcedAt: opensAt - announceSecondsBefore,
        };
      });
    });
  }

  /** A paused template announces nothing; openings that pass meanwhile are skipped. @throws DomainError `template.unknown` */
  async pause(id: string, paused: boolean): Promise<void> {
    await this.unitOfWork.run((em) => this.setPaused(em, id, paused));
  }

  /** As {@link pause}, inside the caller's transaction. */
  async setPaused(em: EntityManager, id: string, paused: boolean): Promise<void> {
    const { affected } = await em.update(WindowTemplateRow, { id }, { paused });
    if (affected === 0) throw templateUnknown();
  }

  /** `<authority>/<service>/<template>`, for people. @throws DomainError `template.unknown` */
  async pathOf(id: string): Promise<string> {
    return this.unitOfWork.run((em) => this.pathIn(em, id));
  }

  /** As {@link pathOf}, inside the caller's transaction. */
  async pathIn(em: EntityManager, id: string): Promise<string> {
    const template = await em.findOneBy(WindowTemplateRow, { id });
    if (template === null) throw templateUnknown();
    const { authority, slug } = await this.catalogue.getServiceById(em, template.serviceId);
    return `${authority}/${slug}/${template.name}`;
  }

  /** @throws DomainError `template.unknown` */
  async assertExists(em: EntityManager, id: string): Promise<void> {
    if (!(await em.existsBy(WindowTemplateRow, { id }))) throw templateUnknown();
  }

  /** Templates whose next window should be announced by now. */
  async listDue(): Promise<WindowTemplateRow[]> {
    return this.unitOfWork.run((em) =>
      em
        .createQueryBuilder(WindowTemplateRow, 'template')
        .where('NOT template.paused')
        .andWhere(`template.next_opens_at <= :now::timestamptz + template.announce_seconds_before * interval '1 second'`, {
          now: new Date(this.clock.seconds() * 1000),
        })
        .orderBy('template.next_opens_at')
        .getMany(),
    );
  }

  /**
   * Plans and announces a template's next window and moves the template on to the one after, all in one transaction: it
   * never announces one opening twice and never forgets one. Nothing due: null. An opening that is too near or past (the
   * service was down, the template paused) is skipped; rules are not announced late (docs/spec: log).
   *
   * Two at once take turns at the template's row; `uq_windows_one_opening_per_template` says the same in the database.
   * @throws DomainError `template.unknown`, `window.plan-refused`, `group.unknown`; nothing has changed then
   */
  async openNext(id: string): Promise<Opening | null> {
    return this.unitOfWork.run(async (em) => {
      const template = await em.findOne(WindowTemplateRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
      if (template === null) throw templateUnknown();
      const opensAt = template.nextOpensAt.getTime() / 1000;
      const now = this.clock.seconds();
      if (template.paused || opensAt > now + template.announceSecondsBefore) return null;
      const next = openingAfter(template.plan, opensAt, template.repeatDays);
      await em.update(WindowTemplateRow, { id }, { nextOpensAt: new Date(next * 1000) });
      const service = await this.catalogue.getServiceById(em, template.serviceId);
      const name = windowName(template.name, opensAt);
      const path = `${service.authority}/${service.slug}/${name}`;
      if (!this.planning.canStillAnnounce(opensAt)) return { outcome: 'skipped', path };
      const window = await this.planning.insertDraft(em, service, { name, plan: repeatPlan(template.plan, opensAt) }, id);
      await this.planning.announceIn(em, window.id);
      return { outcome: 'announced', path };
    });
  }
}

function windowName(template: string, opensAt: number): string {
  return `${template}-${officeDate(opensAt)}`;
}
