import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, timeOf } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database';
import type { StaffMember } from '../../staff';
import { CatalogueService, type ServiceRow } from '../../windows';
import { type CapacityPattern, EMPTY_PATTERN, findClash, minutesOf } from './capacity-pattern';
import { CapacityPatternRow } from './capacity-pattern.entity';
import { counterBusy, endsBeforeStart, patternChangedMeanwhile, patternGroupUnknown } from './capacity.errors';

/** A pattern as it stood at some version. */
export interface StoredPattern {
  /** 0: nobody has planned anything yet. */
  readonly version: number;
  readonly pattern: CapacityPattern;
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

/** The capacity pattern of each service: what its counters can do in an ordinary week. Slots are made of it by `CapacityPlanning`. */
@Injectable()
export class CapacityPatterns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  /** The newest version. @param service `<authority>/<slug>`  @throws DomainError `service.unknown` */
  async get(service: string): Promise<StoredPattern> {
    return this.unitOfWork.run(async (em) => this.newest(em, (await this.catalogue.getService(em, service)).id));
  }

  /** A version that once was the newest; the empty pattern for 0 and for one that never was. @throws DomainError `service.unknown` */
  async getVersion(service: string, version: number): Promise<StoredPattern> {
    return this.unitOfWork.run(async (em) => {
      const { id: serviceId } = await this.catalogue.getService(em, service);
      return view(await em.findOneBy(CapacityPatternRow, { serviceId, version }));
    });
  }

  /**
   * Stores a pattern as the version after the one it was made from.
   * @param from the version that the change was made from
   * @throws DomainError `capacity.changed-meanwhile` when that is not the newest any more; `service.unknown`, `capacity.unknown-group`,
   *   `capacity.ends-before-start`, `capacity.counter-busy`
   */
  async store(member: StaffMember, service: string, from: number, pattern: CapacityPattern): Promise<StoredPattern> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.catalogue.getService(em, service);
      await this.assertSound(em, row, pattern);
      const { version } = await this.newest(em, row.id);
      if (version !== from) throw patternChangedMeanwhile();
      const next = { serviceId: row.id, version: from + 1, pattern, changedBy: member.name, changedAt: this.clock.now() };
      await em.insert(CapacityPatternRow, next);
      return view(next);
    });
  }

  private async newest(em: EntityManager, serviceId: string): Promise<StoredPattern> {
    return view(await em.findOne(CapacityPatternRow, { where: { serviceId }, order: { version: 'DESC' } }));
  }

  private async assertSound(em: EntityManager, service: ServiceRow, { shifts, closures }: CapacityPattern): Promise<void> {
    const groups = (await this.catalogue.listGroups(em, service.id)).map(({ name }) => name);
    for (const shift of shifts) {
      if (!groups.includes(shift.group)) throw patternGroupUnknown();
      if (minutesOf(shift.from) + shift.slotMinutes > minutesOf(shift.until)) throw endsBeforeStart('until');
    }
    if (findClash(shifts)) throw counterBusy();
    if (closures.some(({ from, until }) => until < from)) throw endsBeforeStart('closures');
  }
}

function view(row: CapacityPatternRow | null): StoredPattern {
  if (row === null) return { version: 0, pattern: EMPTY_PATTERN, changedBy: null, changedAt: null };
  const { version, pattern, changedBy, changedAt } = row;
  return { version, pattern, changedBy, changedAt: timeOf(changedAt) };
}
