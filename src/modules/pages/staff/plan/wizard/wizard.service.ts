import { Injectable } from '@nestjs/common';
import { PolicyPreview } from '../../../../draws';
import { CapacityPatterns, SlotListService, slotsAWeek } from '../../../../slots';
import {
  CatalogueService,
  nextQuestion,
  type OfferedGroup,
  TemplatesService,
  type WindowDraft,
  WindowDrafts,
  WindowListService,
  type WindowQuestion,
} from '../../../../windows';
import { describeRules } from '../../../windows/window-rules.service';
import { readWhole } from '../typed-values';
import type { CheckedDraft } from './check-view';
import type { PlansFacts } from './plans-view';

/** Puts together what the pages of planning show. */
@Injectable()
export class PlansDesk {
  constructor(
    private readonly drafts: WindowDrafts,
    private readonly catalogue: CatalogueService,
    private readonly windows: WindowListService,
    private readonly templates: TemplatesService,
    private readonly slots: SlotListService,
    private readonly patterns: CapacityPatterns,
    private readonly policy: PolicyPreview,
  ) {}

  async list(): Promise<PlansFacts> {
    const planned = (await this.windows.listAll()).filter(({ state }) => state === 'planned');
    return {
      services: (await this.catalogue.listServices()).map(({ service: { authority, slug, title } }) => ({
        path: `${authority}/${slug}`,
        title,
      })),
      drafts: await this.drafts.list(),
      planned: await Promise.all(
        planned.map(async ({ id, window: path, title, plan }) => {
          const { counts } = await this.slots.list(id);
          return { id, path, title, opensAt: plan.timetable.opensAt, slots: counts.total };
        }),
      ),
      templates: await this.templates.list(),
    };
  }

  /** @throws DomainError `draft.unknown`, `draft.finished` */
  async open(id: string): Promise<{ draft: WindowDraft; groups: readonly OfferedGroup[] }> {
    const draft = await this.drafts.get(id);
    return { draft, groups: await this.groupsOf(draft.service) };
  }

  /** Where somebody goes on: the first question without an answer, or the page that shows everything. */
  async placeToGoOn(id: string): Promise<WindowQuestion | 'check'> {
    return nextQuestion((await this.drafts.get(id)).answers) ?? 'check';
  }

  /** @param slots as typed; else those of the service's ordinary week  @throws DomainError `draft.incomplete`, `window.plan-refused` */
  async check(id: string, slots: string | undefined): Promise<CheckedDraft> {
    const { draft, announcement } = await this.drafts.preview(id);
    const supposed = readWhole(slots, 0, 100_000) ?? slotsAWeek((await this.patterns.get(draft.service)).pattern);
    const rules = describeRules(announcement, await this.groupsOf(draft.service));
    return { draft, rules, policy: await this.policy.of(announcement, draft.serviceId, supposed) };
  }

  private async groupsOf(path: string): Promise<readonly OfferedGroup[]> {
    return (await this.catalogue.listServices()).find(({ service }) => `${service.authority}/${service.slug}` === path)?.groups ?? [];
  }
}
