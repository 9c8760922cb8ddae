import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import { parseSeenDate } from '../critical-dates';
import { EntryGate } from '../entry-gate';
import { RegistrationAdmission } from '../registration-admission';
import type { RegistrationRow } from '../registration.entity';
import { RegistrationError } from '../registrations.errors';
import { RegistrationsRepository } from '../registrations.repository';
import { ReviewClustersRepository } from './review-clusters.repository';
import type { KeepReason, ReviewItemRow } from './review-item.entity';
import { ReviewItemsRepository } from './review-items.repository';
import { ReviewNotices } from './review-notices.service';
import type { KeepDto, SeenFactsDto } from './reviews.dto';

/** What has been decided. */
export interface ReviewAnswer {
  readonly id: string;
  readonly decision: 'keep';
}

/**
 * Keeping a registration: one operator's decision, with a reason. Everything it changes commits together; the item's lock lets one of two
 * officers decide while the other is told. The person is told at the freeze (DecisionNotices).
 */
@Injectable()
export class KeepingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ReviewItemsRepository,
    private readonly clusters: ReviewClustersRepository,
    private readonly notices: ReviewNotices,
    private readonly repository: RegistrationsRepository,
    private readonly admission: RegistrationAdmission,
    private readonly gate: EntryGate,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers one question. The same answer again changes nothing.
   * @throws RegistrationError `review.not-found`, `review.decided-already`, `review.too-late`, `registration.case-stands-already`,
   *   `registration.malformed-date`
   */
  async keep(id: string, { reason, facts }: KeepDto, by: string): Promise<ReviewAnswer> {
    return this.unitOfWork.run(async (em) => {
      const known = await this.items.find(em, id);
      if (known === null) throw new RegistrationError('review.not-found');
      // First of all: what a decision changes is in the next freeze, or in the one after it, as a whole.
      await this.gate.enter(em, (await this.repository.get(em, known.registrationId)).serviceId);
      const item = (await this.items.lock(em, id))!;
      if (item.decision !== null) return repeated(item, reason, by);
      await this.keepLocked(em, item, reason, by, facts);
      await this.clusters.settle(em, [item.clusterId], this.clock.now());
      return { id, decision: 'keep' };
    });
  }

  /**
   * Answers all open questions of a cluster about one registration.
   * @throws as {@link keep}; `review.decided-already` when none is open
   */
  async keepMember(clusterId: string, registrationId: string, { reason, facts }: KeepDto, by: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const row = await this.repository.find(em, registrationId);
      if (row === null) throw new RegistrationError('review.not-found');
      await this.gate.enter(em, row.serviceId);
      let answered = 0;
      for (const { id } of (await this.items.listOpenOf(em, registrationId)).filter((item) => item.clusterId === clusterId)) {
        const item = (await this.items.lock(em, id))!;
        if (item.decision !== null) continue;
        await this.keepLocked(em, item, reason, by, facts);
        answered += 1;
      }
      if (answered === 0) throw new RegistrationError('review.decided-already');
      await this.clusters.settle(em, [clusterId], this.clock.now());
    });
  }

  /**
   * Answers every open question of a cluster that is only a hint: all in it are kept for one reason, and what they have in common is asked about
   * again only when twice as many have it. @returns how many questions were answered
   * @throws RegistrationError `review.not-found`, `review.one-by-one`
   */
  async keepAll(clusterId: string, reason: KeepReason, by: string): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      const found = await this.clusters.find(em, clusterId);
      if (found === null) throw new RegistrationError('review.not-found');
      if (found.kind === 'case') throw new RegistrationError('review.one-by-one');
      await this.gate.enter(em, found.serviceId);
      const cluster = (await this.clusters.lock(em, clusterId))!;
      const open = (await this.items.listOfClusters(em, [clusterId])).filter(({ decision }) => decision === null);
      for (const { id } of open) {
        const item = (await this.items.lock(em, id))!;
        if (item.decision === null) await this.keepLocked(em, item, reason, by);
      }
      await this.clusters.markKept(em, clusterId, cluster.size);
      await this.clusters.settle(em, [clusterId], this.clock.now());
      return open.length;
    });
  }

  /** For whoever has passed the gate and locked the item. The registration takes part; where its case was the question, `by` vouches for it. */
  async keepLocked(em: EntityManager, item: ReviewItemRow, reason: KeepReason, by: string, facts?: SeenFactsDto): Promise<void> {
    const decided = { decision: 'keep' as const, keepReason: reason, decidedBy: by, decidedAt: this.clock.now() };
    await this.items.change(em, item.id, decided);
    const row = (await this.repository.lock(em, item.registrationId))!;
    if (facts) await this.repository.change(em, row.id, seen(facts));
    if (row.state === 'in_review' && !isHint(item)) await this.letStand(em, row, by);
    // A hint about one that stands or is over: there is nothing to change but the question itself.
    else if (facts && (row.state === 'offered' || row.state === 'served')) throw new RegistrationError('review.too-late');
    await this.notices.endIfAnswered(em, row.id);
  }

  private async letStand(em: EntityManager, row: RegistrationRow, by: string): Promise<void> {
    const verified: RegistrationRow = { ...row, caseVerifiedBy: row.caseVerifiedBy ?? by };
    if (!(await this.admission.tryToStand(em, verified))) throw new RegistrationError('registration.case-stands-already');
    await this.repository.change(em, row.id, { decisionUntold: true });
  }
}

/** Whether a question does not keep its registration from taking part. */
export function isHint({ reason }: Pick<ReviewItemRow, 'reason'>): boolean {
  return !['unknown-case', 'identity-differs', 'case-registered-already'].includes(reason);
}

function seen(facts: SeenFactsDto): Partial<RegistrationRow> {
  return {
    criticalDate: parseSeenDate(facts.criticalDate),
    criticalDateSource: facts.criticalDateSource,
    ...(facts.applicationRecorded === undefined ? {} : { applicationRecorded: facts.applicationRecorded }),
  };
}

/** The same click twice is one decision. */
function repeated(item: ReviewItemRow, reason: KeepReason, by: string): ReviewAnswer {
  if (item.decision !== 'keep' || item.keepReason !== reason || item.decidedBy !== by)
    throw new RegistrationError('review.decided-already');
  return { id: item.id, decision: 'keep' };
}
