import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { AuditLogService } from '../../audit-log';
import { WindowsService } from '../../windows';
import { MergedRegistrationsRepository } from '../merged-registrations.repository';
import type { RegistrationRow } from '../registration.entity';
import { RegistrationError } from '../registrations.errors';
import { RegistrationsRepository } from '../registrations.repository';

/** Pseudonyms of the two people who decided, the asking one first. */
export type Officers = [string, string];

/** Takes registrations out by a decision of two people: never in silence, always in the public log. */
@Injectable()
export class RegistrationExclusion {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly merges: MergedRegistrationsRepository,
    private readonly windows: WindowsService,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /** @throws RegistrationError `review.too-late`, `review.in-draw` */
  async refuse(em: EntityManager, id: string, officers: Officers): Promise<void> {
    await this.exclude(em, await this.lockExcludable(em, id), 'refused', officers);
  }

  /**
   * Two registrations of one person count as one, with the lower tickets: one is excluded and remains linked to the other, because which of
   * them weighs less is a question of each freeze's facts (docs/spec: policy).
   */
  async merge(em: EntityManager, id: string, intoId: string, officers: Officers): Promise<void> {
    await this.exclude(em, await this.lockMergeable(em, id, intoId), 'merged', officers, intoId);
    await this.merges.move(em, id, intoId);
  }

  /** @throws RegistrationError `review.nothing-to-merge`, `review.too-late`, `review.in-draw` */
  async lockMergeable(em: EntityManager, id: string, intoId: string): Promise<RegistrationRow> {
    const locked = await this.lockBoth(em, id, intoId);
    const [row, into] = [locked.get(id), locked.get(intoId)];
    const isThere = into?.state === 'standing' || into?.state === 'offered';
    if (id === intoId || !isThere || row?.serviceId !== into.serviceId) throw new RegistrationError('review.nothing-to-merge');
    return this.lockExcludable(em, id);
  }

  /**
   * Takes out the registration that stands for a case, so that the one under review can: for the person who shows at the counter that the case
   * is theirs, after a stranger was first.
   */
  async replace(em: EntityManager, goneId: string, comingId: string, officers: Officers): Promise<void> {
    await this.exclude(em, await this.lockReplaceable(em, goneId, comingId), 'replaced', officers);
    // What was one person's with the registration that goes is the same person's with the one that comes.
    await this.merges.move(em, goneId, comingId);
  }

  /** @throws RegistrationError `review.nothing-to-replace`, and as {@link lockExcludable} */
  async lockReplaceable(em: EntityManager, goneId: string, comingId: string): Promise<RegistrationRow> {
    const locked = await this.lockBoth(em, goneId, comingId);
    // Withdrawn meanwhile, say: then nobody would stand for the case.
    if (locked.get(comingId)?.state !== 'in_review') throw new RegistrationError('review.nothing-to-replace');
    return this.lockExcludable(em, goneId);
  }

  /** @throws RegistrationError `review.not-found`, `review.too-late`, `review.in-draw` */
  async lockExcludable(em: EntityManager, id: string): Promise<RegistrationRow> {
    const row = await this.repository.lock(em, id);
    if (row === null) throw new RegistrationError('review.not-found');
    if (row.state !== 'in_review' && row.state !== 'standing') throw new RegistrationError('review.too-late');
    // Between freeze and draw the winners can be computed by whoever sees the round first: nobody may take one of them out then.
    if (await this.repository.isInPendingDraw(em, id)) throw new RegistrationError('review.in-draw');
    return row;
  }

  /** Always in the same order, so that two acts about the same pair can't wait for each other. */
  private async lockBoth(em: EntityManager, ...ids: [string, string]): Promise<Map<string, RegistrationRow | null>> {
    const locked = new Map<string, RegistrationRow | null>();
    for (const id of ids.sort()) locked.set(id, await this.repository.lock(em, id));
    return locked;
  }

  private async exclude(
    em: EntityManager,
    row: RegistrationRow,
    reason: 'refused' | 'merged' | 'replaced',
    officers: Officers,
    mergedInto: string | null = null,
  ): Promise<void> {
    await this.repository.change(em, row.id, { state: 'excluded', mergedInto, decisionUntold: true, endedAt: this.clock.now() });
    const { authority, slug } = await this.windows.getServiceById(em, row.serviceId);
    await this.log.append(em, { type: 'registration.excluded', service: `${authority}/${slug}`, reason, officers });
  }
}
