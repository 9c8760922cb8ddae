import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { type Announcement } from '../../../core';
import { Clock, timeOf } from '../../../platform/clock';
import { inTurn, UnitOfWork } from '../../../platform/database';
import { keepOwn, type StaffMember } from '../../staff';
import { CatalogueService } from '../catalogue.service';
import { PlanningService } from '../planning.service';
import { TemplatesService } from '../templates.service';
import { composePlan, nextQuestion, type WindowAnswers } from './window-answers';
import { WindowDraftRow } from './window-draft.entity';
import { draftChangedMeanwhile, draftFinished, draftIncomplete, draftUnknown } from './window-drafts.errors';

export interface WindowDraft {
  readonly id: string;
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly serviceId: string;
  readonly serviceTitle: string;
  readonly answers: WindowAnswers;
  readonly version: number;
  readonly changedBy: string;
  readonly changedAt: string;
}

/** What a draft has become. */
type DraftOutcome = { readonly windowId: string } | { readonly templateId: string };

const SECONDS_A_DAY = 86_400;

/** Windows and templates in the making, stored page by page. Nothing of a draft is public, and nothing is announced by finishing it. */
@Injectable()
export class WindowDrafts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueService,
    private readonly planning: PlanningService,
    private readonly templates: TemplatesService,
    private readonly clock: Clock,
  ) {}

  /** @param service `<authority>/<slug>`  @throws DomainError `service.unknown` */
  async begin(member: StaffMember, service: string, answers: WindowAnswers = {}): Promise<WindowDraft> {
    return this.unitOfWork.run(async (em) => {
      const { id: serviceId } = await this.catalogue.getService(em, service);
      const id = randomUUID();
      await em.insert(WindowDraftRow, {
        id,
        serviceId,
        answers: answers as never,
        version: 1,
        changedBy: member.name,
        changedAt: this.clock.now(),
      });
      return this.view(em, await this.getRow(em, id));
    });
  }

  /** Those that have not become anything yet, the latest changed first. */
  async list(): Promise<WindowDraft[]> {
    return this.unitOfWork.run(async (em) => {
      const rows = await em.find(WindowDraftRow, {
        where: { windowId: IsNull(), templateId: IsNull() },
        order: { changedAt: 'DESC', id: 'ASC' },
      });
      const own = await keepOwn(em, 'draft', rows, ({ id }) => id);
      return inTurn(own, (row) => this.view(em, row));
    });
  }

  /** @throws DomainError `draft.unknown`, `draft.finished` */
  async get(id: string): Promise<WindowDraft> {
    return this.unitOfWork.run(async (em) => this.view(em, await this.getOpen(em, id)));
  }

  /**
   * Stores one page's answers.
   * @param from version that the page was opened with
   * @throws DomainError `draft.changed-meanwhile` when somebody else has stored a page since; `draft.unknown`, `draft.finished`
   */
  async store(member: StaffMember, id: string, from: number, answers: Partial<WindowAnswers>): Promise<WindowDraft> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.lockOpen(em, id);
      if (row.version !== from) throw draftChangedMeanwhile();
      const next = { answers: { ...row.answers, ...answers }, version: from + 1, changedBy: member.name, changedAt: this.clock.now() };
      await em.update(WindowDraftRow, { id }, next);
      return this.view(em, { ...row, ...next });
    });
  }

  /** The announcement that the draft would make now. @throws DomainError `draft.incomplete`, `window.plan-refused`, `group.unknown` */
  async preview(id: string): Promise<{ draft: WindowDraft; announcement: Announcement }> {
    return this.unitOfWork.run(async (em) => {
      const draft = await this.view(em, await this.getOpen(em, id));
      if (nextQuestion(draft.answers) !== null) throw draftIncomplete();
      const service = await this.catalogue.getServiceById(em, draft.serviceId);
      return { draft, announcement: await this.planning.preview(em, service, draft.answers.basics!.name, composePlan(draft.answers)) };
    });
  }

  /**
   * Makes a window of the draft, or a template where it repeats; two people announce the one or start the other.
   * @throws DomainError `draft.incomplete`, `draft.finished`, `draft.changed-meanwhile`, `window.exists`, `template.exists`, `window.plan-refused`,
   *   `window.opening-too-near`
   */
  async finish(id: string, from: number): Promise<DraftOutcome> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.lockOpen(em, id);
      if (row.version !== from) throw draftChangedMeanwhile();
      if (nextQuestion(row.answers) !== null) throw draftIncomplete();
      const service = await this.catalogue.getServiceById(em, row.serviceId);
      const { basics, repeat } = row.answers;
      const [name, plan] = [basics!.name, composePlan(row.answers)];
      if (repeat!.everyDays === null) {
        const { id: windowId } = await this.planning.insertDraft(em, service, { name, plan }, null);
        await em.update(WindowDraftRow, { id }, { windowId });
        return { windowId };
      }
      const announceSecondsBefore = repeat!.announceDaysBefore * SECONDS_A_DAY;
      const path = `${service.authority}/${service.slug}`;
      const { id: templateId } = await this.templates.proposeIn(em, {
        service: path,
        name,
        plan,
        repeatDays: repeat!.everyDays,
        announceSecondsBefore,
      });
      await em.update(WindowDraftRow, { id }, { templateId });
      return { templateId };
    });
  }

  private async getRow(em: EntityManager, id: string): Promise<WindowDraftRow> {
    const row = await em.findOneBy(WindowDraftRow, { id });
    if (row === null) throw draftUnknown();
    return row;
  }

  private async getOpen(em: EntityManager, id: string): Promise<WindowDraftRow> {
    const row = await this.getRow(em, id);
    if (row.windowId !== null || row.templateId !== null) throw draftFinished();
    return row;
  }

  private async lockOpen(em: EntityManager, id: string): Promise<WindowDraftRow> {
    await em.findOne(WindowDraftRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
    return this.getOpen(em, id);
  }

  private async view(em: EntityManager, row: WindowDraftRow): Promise<WindowDraft> {
    const { authority, slug, title } = await this.catalogue.getServiceById(em, row.serviceId);
    const { id, serviceId, answers, version, changedBy } = row;
    const changedAt = timeOf(row.changedAt);
    return { id, service: `${authority}/${slug}`, serviceId, serviceTitle: title, answers, version, changedBy, changedAt };
  }
}
