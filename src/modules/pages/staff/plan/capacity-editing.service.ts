import { Injectable } from '@nestjs/common';
import type { FieldErrors, Page } from '../../../../platform/html';
import { DomainError } from '../../../../platform/http';
import {
  type CapacityPattern,
  CapacityPatterns,
  changesBetween,
  type PatternChanges,
  type Shift,
  type StoredPattern,
} from '../../../slots';
import type { StaffMember } from '../../../staff';
import { CatalogueService, type OfferedGroup, type ServiceRow } from '../../../windows';
import { refusalText } from '../refusal';

/** A service's pattern with what its page needs. */
export interface CapacityDesk {
  /** `<authority>/<slug>` */
  readonly path: string;
  readonly title: string;
  readonly groups: readonly OfferedGroup[];
  readonly stored: StoredPattern;
}

/** What somebody else has stored since a form was opened. */
export interface Conflict {
  readonly by: string;
  readonly at: string;
  readonly changes: PatternChanges;
}

/** What came of a form: stored, or back to whoever sent it. */
export type Edited = 'stored' | { readonly errors: FieldErrors; readonly conflict?: Conflict };

/** Changes a pattern by one form, and tells the second of two who do so at once what the first has done. */
@Injectable()
export class CapacityEditing {
  constructor(
    private readonly patterns: CapacityPatterns,
    private readonly catalogue: CatalogueService,
  ) {}

  async listServices(): Promise<ServiceRow[]> {
    return (await this.catalogue.listServices()).map(({ service }) => service);
  }

  /** @throws DomainError `service.unknown` */
  async open(path: string): Promise<CapacityDesk> {
    const stored = await this.patterns.get(path);
    const found = (await this.catalogue.listServices()).find(({ service }) => `${service.authority}/${service.slug}` === path)!;
    return { path, title: found.service.title, groups: found.groups, stored };
  }

  /** @throws DomainError `page.not-found` */
  shiftOf({ stored }: CapacityDesk, id: string): Shift {
    const shift = stored.pattern.shifts.find((each) => each.id === id);
    if (!shift) throw new DomainError('not-found', 'page.not-found', 'There is no such shift.');
    return shift;
  }

  /** Puts a shift in the place of the one with its id, or at the end; `new` gets an id. */
  async storeShift(page: Page, member: StaffMember, desk: CapacityDesk, from: number, shift: Shift): Promise<Edited> {
    const { shifts } = desk.stored.pattern;
    const added = shift.id === 'new' ? { ...shift, id: `s${desk.stored.version + 1}` } : shift;
    const next = shifts.some(({ id }) => id === added.id)
      ? shifts.map((each) => (each.id === added.id ? added : each))
      : [...shifts, added];
    return this.store(page, member, desk, from, { shifts: next });
  }

  async removeShift(page: Page, member: StaffMember, desk: CapacityDesk, from: number, id: string): Promise<Edited> {
    return this.store(page, member, desk, from, { shifts: desk.stored.pattern.shifts.filter((shift) => shift.id !== id) });
  }

  async storeDaysOff(
    page: Page,
    member: StaffMember,
    desk: CapacityDesk,
    from: number,
    daysOff: Pick<CapacityPattern, 'land' | 'closures'>,
  ): Promise<Edited> {
    return this.store(page, member, desk, from, daysOff);
  }

  private async store(page: Page, member: StaffMember, desk: CapacityDesk, from: number, part: Partial<CapacityPattern>): Promise<Edited> {
    try {
      await this.patterns.store(member, desk.path, from, { ...desk.stored.pattern, ...part });
      return 'stored';
    } catch (error) {
      const text = refusalText(page, error, 'plan');
      const { code, field = 'version' } = error as DomainError;
      if (code !== 'capacity.changed-meanwhile') return { errors: { [field]: text } };
      return { errors: {}, conflict: await this.conflictSince(desk.path, from) };
    }
  }

  private async conflictSince(path: string, version: number): Promise<Conflict> {
    const [before, now] = [await this.patterns.getVersion(path, version), await this.patterns.get(path)];
    return { by: now.changedBy ?? '', at: now.changedAt ?? '', changes: changesBetween(before.pattern, now.pattern) };
  }
}
