import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { timeOf } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { WindowsService } from '../../windows';
import { RegistrationRow } from '../registration.entity';
import { RegistrationVault } from '../registration-vault';
import { RegistrationError } from '../registrations.errors';
import { openForStaff, type StaffView } from '../staff-view';
import { compare, type BirthSign, type CaseSign, type NameSign } from './likeness';
import { isHint } from './keeping.service';
import { type ClusterSummary, ReviewListService } from './review-list.service';
import { ReviewClustersRepository } from './review-clusters.repository';
import type { KeepReason, ReviewDecision, ReviewItemRow, ReviewReason } from './review-item.entity';
import { ReviewItemsRepository } from './review-items.repository';
import { type NoticeView, ReviewNotices } from './review-notices.service';

/** Members on one page of a cluster. */
const PAGE = 25;

/** A question about a member. */
export interface QuestionView {
  readonly id: string;
  readonly reason: ReviewReason;
  readonly signs: readonly string[];
  readonly openedAt: string;
  /** Whether the registration takes part while it is open. */
  readonly isHint: boolean;
  readonly decision: ReviewDecision | null;
  readonly keepReason: KeepReason | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** A registration of a cluster, as whoever compares has to see it. No ticket id: it has none before a freeze, and none is shown after. */
export interface MemberView {
  readonly view: StaffView;
  /** How it compares with the first one on the page; null for that one itself. */
  readonly comparison: readonly [NameSign, BirthSign, CaseSign] | null;
  readonly questions: readonly QuestionView[];
  readonly notice: NoticeView | null;
}

export interface ClusterView extends ClusterSummary {
  readonly members: readonly MemberView[];
  /** Registrations whose personal data have been erased. */
  readonly erased: number;
  /** Number of the page of members, from 1, and how many there are. */
  readonly page: number;
  readonly pages: number;
}

/** Shows staff one cluster, side by side. */
@Injectable()
export class ClusterViewService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly list: ReviewListService,
    private readonly clusters: ReviewClustersRepository,
    private readonly items: ReviewItemsRepository,
    private readonly notices: ReviewNotices,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
  ) {}

  /** @throws RegistrationError `review.not-found` */
  async get(id: string, page = 1): Promise<ClusterView> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.clusters.find(em, id);
      if (row === null) throw new RegistrationError('review.not-found');
      const [summary] = await this.list.summarize(em, [row]);
      const items = await this.items.listOfClusters(em, [id]);
      const ids = memberIds(items);
      const shown = ids.slice((page - 1) * PAGE, page * PAGE);
      const members = await this.membersOf(em, shown, items);
      return { ...summary!, members, erased: shown.length - members.length, page, pages: Math.max(1, Math.ceil(ids.length / PAGE)) };
    });
  }

  /** The page of a cluster on which a registration stands; the first one's where it is none of them. */
  async getWith(id: string, registrationId: string): Promise<ClusterView> {
    const ids = memberIds(await this.unitOfWork.run((em) => this.items.listOfClusters(em, [id])));
    return this.get(id, Math.max(1, Math.ceil((ids.indexOf(registrationId) + 1) / PAGE)));
  }

  private async membersOf(em: EntityManager, ids: readonly string[], items: readonly ReviewItemRow[]): Promise<MemberView[]> {
    const rows = (await em.findBy(RegistrationRow, { id: In([...ids]) })).filter(({ sealed }) => sealed !== null);
    const notices = await this.notices.listOpen(em, ids);
    const views: StaffView[] = [];
    for (const row of rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)))
      views.push(openForStaff(row, await this.windows.getServiceById(em, row.serviceId), this.vault));
    return views.map((view, place) => ({
      view,
      comparison: place === 0 ? null : compare(views[0]!, view),
      questions: items.filter(({ registrationId }) => registrationId === view.registration).map(questionOf),
      notice: notices.get(view.registration) ?? null,
    }));
  }
}

/** Whoever was there first stands first: others collide with it, or are like it. */
function memberIds(items: readonly ReviewItemRow[]): string[] {
  const others = items.flatMap(({ otherRegistrationId }) => otherRegistrationId ?? []);
  return [...new Set([...others, ...items.map(({ registrationId }) => registrationId)])];
}

function questionOf(item: ReviewItemRow): QuestionView {
  const { id, reason, signs, decision, keepReason, decidedBy } = item;
  return {
    id,
    reason,
    signs,
    isHint: isHint(item),
    openedAt: timeOf(item.openedAt),
    decision,
    keepReason,
    decidedBy,
    decidedAt: item.decidedAt && timeOf(item.decidedAt),
  };
}
