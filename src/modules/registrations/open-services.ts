import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { type ServiceRow, SlotGroupRow, WindowsService } from '../windows';
import { RegistrationError } from './registrations.errors';

/** Milliseconds for which an open window is believed to be open without asking again; its end is known and kept to. */
const BELIEVED_FOR = 2000;

interface OpenService {
  readonly service: ServiceRow;
  readonly groups: ReadonlySet<string>;
  /** Unix seconds. */
  readonly closesAt: number;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/**
 * Which services take registrations now. Remembers open ones for a moment, since an announced window can't change:
 * otherwise every registration would ask the same question. "Not open" and "no such group" are always asked afresh.
 */
@Injectable()
export class OpenServices {
  private readonly open = new Map<string, OpenService>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly windows: WindowsService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param path `<authority>/<slug>`
   * @param wishes group names, or undefined for any
   * @throws DomainError `service.unknown`; RegistrationError `window.not-open`, `registration.unknown-group`
   */
  async getOpen(path: string, wishes: readonly string[] | undefined): Promise<ServiceRow> {
    const known = this.open.get(path);
    if (known && this.isFresh(known) && findUnknownGroup(known.groups, wishes) < 0) return known.service;
    const open = await this.read(path);
    checkWishes(open.groups, wishes);
    return open.service;
  }

  private isFresh(known: OpenService): boolean {
    return this.clock.seconds() < known.closesAt && this.clock.milliseconds() - known.readAt < BELIEVED_FOR;
  }

  private async read(path: string): Promise<OpenService> {
    const em = this.dataSource.manager;
    const service = await this.windows.getService(em, path);
    const window = await this.windows.findOpen(em, service.id, this.clock.seconds());
    if (window === null) throw new RegistrationError('window.not-open');
    const groups = await listGroups(em, service.id);
    const open = { service, groups, closesAt: window.closesAt, readAt: this.clock.milliseconds() };
    this.open.set(path, open);
    return open;
  }
}

/** Names of the groups a service has. Announced windows have some of them; a wish for another waits for its window. */
export async function listGroups(em: EntityManager, serviceId: string): Promise<ReadonlySet<string>> {
  const groups = await em.findBy(SlotGroupRow, { serviceId });
  return new Set(groups.map((group) => group.name));
}

/** @throws RegistrationError `registration.unknown-group` */
export function checkWishes(groups: ReadonlySet<string>, wishes: readonly string[] | undefined): void {
  const unknown = findUnknownGroup(groups, wishes);
  if (unknown >= 0) throw new RegistrationError('registration.unknown-group', { field: `wishes[${unknown}]` });
}

function findUnknownGroup(groups: ReadonlySet<string>, wishes: readonly string[] | undefined): number {
  return wishes?.findIndex((wish) => !groups.has(wish)) ?? -1;
}
