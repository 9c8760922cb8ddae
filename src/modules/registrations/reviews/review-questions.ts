import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import type { RegistrationRow } from '../registration.entity';
import type { Likeness } from './likeness';
import { ReviewClustersRepository } from './review-clusters.repository';
import type { ReviewReason } from './review-item.entity';
import { ReviewItemsRepository } from './review-items.repository';

type Asked = Pick<RegistrationRow, 'id' | 'serviceId' | 'caseKey'>;

/** Opens questions to staff, each in the cluster that it belongs to. */
@Injectable()
export class ReviewQuestions {
  constructor(
    private readonly items: ReviewItemsRepository,
    private readonly clusters: ReviewClustersRepository,
    private readonly clock: Clock,
  ) {}

  /** Asks about a case that the register does not confirm, or that is registered already. Everything about one case is one cluster. */
  async askAboutCase(em: EntityManager, row: Asked, reason: ReviewReason, other: string | null): Promise<void> {
    const { serviceId, caseKey } = row;
    const openedAt = this.clock.now();
    const clusterId = await this.clusters.openFor(em, { serviceId, kind: 'case', key: caseKey, grade: 1, signs: [reason], openedAt });
    await this.open(em, row.id, clusterId, reason, other, []);
  }

  /** Asks whether two registrations under different numbers are one person's. */
  async askAboutPerson(em: EntityManager, row: Asked, other: string, likeness: Likeness | null): Promise<void> {
    const reason = likeness === null ? 'person-registered-already' : 'near-duplicate';
    const signs = likeness === null ? [reason] : [...likeness.signs];
    const grade = likeness?.grade ?? 1;
    const clusterId = await this.clusters.openAround(em, other, { serviceId: row.serviceId, grade, signs, openedAt: this.clock.now() });
    await this.open(em, row.id, clusterId, reason, other, likeness === null ? [] : signs);
  }

  private async open(
    em: EntityManager,
    registrationId: string,
    clusterId: string,
    reason: ReviewReason,
    otherRegistrationId: string | null,
    signs: string[],
  ): Promise<void> {
    const openedAt = this.clock.now();
    await this.items.open(em, { id: randomUUID(), clusterId, registrationId, reason, otherRegistrationId, signs, openedAt });
    await this.clusters.settle(em, [clusterId], openedAt);
  }
}
