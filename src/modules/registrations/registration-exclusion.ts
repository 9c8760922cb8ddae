import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { AuditLogService } from '../audit-log';
import type { StaffMember } from '../staff';
import { type ServiceRow, WindowsService } from '../windows';
import { MergedRegistrationsRepository } from './merged-registrations.repository';
import type { RegistrationRow } from './registration.entity';
import { RegistrationError } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';
import type { ReviewItemRow } from './review-item.entity';

/** Takes registrations out by a decision of staff: never in silence, always in the public log. */
@Injectable()
export class RegistrationExclusion {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly merges: MergedRegistrationsRepository,
    private readonly windows: WindowsService,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /** @throws RegistrationError `review.too-late` */
  async refuse(em: EntityManager, item: ReviewItemRow, staff: StaffMember): Promise<void> {
    await this.exclude(em, await this.lockExcludable(em, item.registrationId), 'refused', staff);
  }

  /**
   * Two registrations of one person count as one, with the lower tickets: the second, which opened the question, is
   * excluded; the first stays. The second remains linked to it, because which of them weighs less is a question of each
   * freeze's facts (docs/spec: policy).
   * @throws RegistrationError `review.nothing-to-merge`, `review.too-late`
   */
  async merge(em: EntityManager, item: ReviewItemRow, staff: StaffMember): Promise<void> {
    const otherId = item.otherRegistrationId;
    if (otherId === null) throw new RegistrationError('review.nothing-to-merge');
    // Always in the same order, so that two merges of the same pair can't wait for each other.
    const locked = new Map<string, RegistrationRow | null>();
    for (const id of [item.registrationId, otherId].sort()) locked.set(id, await this.repository.lock(em, id));
    const first = locked.get(otherId);
    if (first?.state !== 'standing' && first?.state !== 'offered') throw new RegistrationError('review.nothing-to-merge');
    await this.exclude(em, await this.lockExcludable(em, item.registrationId), 'merged', staff, otherId);
    await this.merges.move(em, item.registrationId, otherId);
  }

  /**
   * Takes out the registration that stands for the case, so that the one under review can: for the person who shows at the counter that the case is
   * theirs, after a stranger was first.
   * @throws RegistrationError `review.nothing-to-replace`, `review.too-late`, `review.in-draw`
   */
  async replace(em: EntityManager, item: ReviewItemRow, staff: StaffMember): Promise<string> {
    const otherId = item.otherRegistrationId;
    if (otherId === null) throw new RegistrationError('review.nothing-to-replace');
    for (const id of [item.registrationId, otherId].sort()) await this.repository.lock(em, id);
    await this.exclude(em, await this.lockExcludable(em, otherId), 'replaced', staff);
    // What was one person's with the registration that goes is the same person's with the one that comes.
    await this.merges.move(em, otherId, item.registrationId);
    return otherId;
  }

  private async lockExcludable(em: EntityManager, id: string): Promise<RegistrationRow> {
    const row = (await this.repository.lock(em, id))!;
    if (row.state !== 'in_review' && row.state !== 'standing') throw new RegistrationError('review.too-late');
    // Between freeze and draw the winners can be computed by whoever sees the round first: nobody may take one of them out then.
    if (await this.repository.isInPendingDraw(em, id)) throw new RegistrationError('review.in-draw');
    return row;
  }

  private async exclude(
    em: EntityManager,
    row: RegistrationRow,
    reason: 'refused' | 'merged' | 'replaced',
    staff: StaffMember,
    mergedInto: string | null = null,
  ): Promise<void> {
    await this.repository.change(em, row.id, { state: 'excluded', mergedInto, decisionUntold: true, endedAt: this.clock.now() });
    const service = await this.windows.getServiceById(em, row.serviceId);
    await this.log.append(em, { type: 'registration.excluded', service: pathOf(service), reason, officers: [staff.name] });
  }
}

function pathOf(service: ServiceRow): string {
  return `${service.authority}/${service.slug}`;
}
