import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import type { ApprovalRequest } from '../../approvals';
import { EntryGate } from '../entry-gate';
import { RegistrationError } from '../registrations.errors';
import { RegistrationsRepository } from '../registrations.repository';
import { KeepingService } from './keeping.service';
import { type Officers, RegistrationExclusion } from './registration-exclusion';
import { ReviewClustersRepository } from './review-clusters.repository';
import type { ReviewDecision, ReviewItemRow } from './review-item.entity';
import { ReviewItemsRepository } from './review-items.repository';
import { ReviewNotices } from './review-notices.service';

/** The reason for which the registration that stands gives way to the one that waits for its case. */
export const REPLACING = 'case-of-another';

/** What the two approvals check and do. */
@Injectable()
export class RemovalActs {
  constructor(
    private readonly items: ReviewItemsRepository,
    private readonly clusters: ReviewClustersRepository,
    private readonly notices: ReviewNotices,
    private readonly exclusion: RegistrationExclusion,
    private readonly keeping: KeepingService,
    private readonly repository: RegistrationsRepository,
    private readonly gate: EntryGate,
    private readonly clock: Clock,
  ) {}

  /** Who would take the place of `standing` now: of those in review for its case the first. @throws RegistrationError `review.nothing-to-replace` */
  async findComing(em: EntityManager, standing: string): Promise<string> {
    for (const { registrationId } of await this.listWaiting(em, standing))
      if ((await this.repository.find(em, registrationId))?.state === 'in_review') return registrationId;
    throw new RegistrationError('review.nothing-to-replace');
  }

  /** @throws RegistrationError, also when whoever the request names as coming has gone meanwhile: nobody would stand for the case then */
  async assertExcludable(em: EntityManager, { subject, reason, details }: ApprovalRequest): Promise<void> {
    await this.enter(em, subject);
    if (reason === REPLACING) {
      await this.lockWaiting(em, subject, details.coming);
      await this.exclusion.lockReplaceable(em, subject, String(details.coming));
    } else {
      await this.assertAsked(em, subject);
      await this.exclusion.lockExcludable(em, subject);
    }
    await this.notices.assertHeard(em, subject);
  }

  async exclude(em: EntityManager, { subject, reason, details }: ApprovalRequest, officers: Officers): Promise<void> {
    if (reason !== REPLACING) {
      await this.exclusion.refuse(em, subject, officers);
      return this.closeQuestions(em, subject, 'refuse', officers);
    }
    const waiting = await this.lockWaiting(em, subject, details.coming);
    await this.exclusion.replace(em, subject, waiting.registrationId, officers);
    await this.closeQuestions(em, subject, 'replace', officers);
    await this.keeping.keepLocked(em, waiting, 'document-seen', officers[1]);
    await this.clusters.settle(em, [waiting.clusterId], this.clock.now());
  }

  async assertMergeable(em: EntityManager, { subject, details }: ApprovalRequest): Promise<void> {
    await this.enter(em, subject);
    await this.assertAsked(em, subject);
    await this.exclusion.lockMergeable(em, subject, String(details.into));
  }

  async merge(em: EntityManager, { subject, details }: ApprovalRequest, officers: Officers): Promise<void> {
    const into = String(details.into);
    await this.exclusion.merge(em, subject, into, officers);
    await this.closeQuestions(em, subject, 'merge', officers, into);
  }

  /** First of all: what a decision changes is in the next freeze, or in the one after it, as a whole. */
  private async enter(em: EntityManager, registrationId: string): Promise<void> {
    const row = await this.repository.find(em, registrationId);
    if (row === null) throw new RegistrationError('review.not-found');
    await this.gate.enter(em, row.serviceId);
  }

  private async assertAsked(em: EntityManager, registrationId: string): Promise<void> {
    if ((await this.items.listOpenOf(em, registrationId)).length === 0 && (await this.items.listOpenAbout(em, registrationId)).length === 0)
      throw new RegistrationError('review.not-found');
  }

  private async listWaiting(em: EntityManager, standing: string): Promise<ReviewItemRow[]> {
    return (await this.items.listOpenAbout(em, standing)).filter(({ reason }) => reason === 'case-registered-already');
  }

  /** The question of `coming`, who waits for the case that `standing` stands for, locked. @throws RegistrationError `review.nothing-to-replace` */
  private async lockWaiting(em: EntityManager, standing: string, coming: unknown): Promise<ReviewItemRow> {
    const found = (await this.listWaiting(em, standing)).find(({ registrationId }) => registrationId === coming);
    const item = found && (await this.items.lock(em, found.id));
    if (!item || item.decision !== null) throw new RegistrationError('review.nothing-to-replace');
    return item;
  }

  /** @param into whose question about this one is answered with it */
  private async closeQuestions(
    em: EntityManager,
    registrationId: string,
    decision: ReviewDecision,
    officers: Officers,
    into?: string,
  ): Promise<void> {
    const decided = { decision, decidedBy: officers[1], decidedAt: this.clock.now() };
    const clusters = (await this.items.listOpenOf(em, registrationId)).map(({ clusterId }) => clusterId);
    await this.items.closeOthers(em, registrationId, decided);
    for (const about of await this.items.listOpenAbout(em, registrationId)) {
      if (about.registrationId !== into) continue;
      await this.items.change(em, about.id, decided);
      clusters.push(about.clusterId);
    }
    await this.notices.end(em, registrationId);
    await this.clusters.settle(em, clusters, this.clock.now());
  }
}
