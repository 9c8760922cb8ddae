import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { keepOwn } from '../staff';
import { OfficeRow, ServiceRow, SlotGroupRow } from './catalogue.entities';
import { officeUnknown, serviceUnknown } from './window.errors';

/** A group as applicants see it: what they choose between, and where it is. */
export interface OfferedGroup {
  readonly name: string;
  readonly title: string;
  readonly office: { readonly name: string; readonly address: string };
}

export interface OfficeWithGroups {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly {
    /** `<authority>/<slug>` */
    readonly service: string;
    readonly name: string;
  }[];
}

/** What an authority offers: services, the offices they are given in, and the groups that slots are sorted into. */
@Injectable()
export class CatalogueService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError `service.exists` */
  async createService(service: Omit<ServiceRow, 'id' | 'createdAt'>): Promise<ServiceRow> {
    return this.unitOfWork.run(async (em) => {
      await em.insert(ServiceRow, { ...service, id: randomUUID() });
      return this.getService(em, `${service.authority}/${service.slug}`);
    });
  }

  /** @throws DomainError `office.exists` */
  async createOffice(office: Omit<OfficeRow, 'id'>): Promise<OfficeRow> {
    const row = { ...office, id: randomUUID() };
    await this.unitOfWork.run((em) => em.insert(OfficeRow, row));
    return row;
  }

  /**
   * @param group.service `<authority>/<slug>`
   * @param group.office slug of an office of the same authority
   * @throws DomainError `service.unknown`, `office.unknown`, `group.exists`
   */
  async createGroup(group: { service: string; office: string; name: string; title: string }): Promise<SlotGroupRow> {
    return this.unitOfWork.run(async (em) => {
      const service = await this.getService(em, group.service);
      const office = await em.findOneBy(OfficeRow, { authority: service.authority, slug: group.office });
      if (office === null) throw officeUnknown();
      const row = { id: randomUUID(), serviceId: service.id, officeId: office.id, name: group.name, title: group.title };
      await em.insert(SlotGroupRow, row);
      return row;
    });
  }

  /** @param path `<authority>/<slug>`  @throws DomainError `service.unknown` */
  async getService(em: EntityManager, path: string): Promise<ServiceRow> {
    const [authority = '', slug = '', ...rest] = path.split('/');
    const service = rest.length === 0 ? await em.findOneBy(ServiceRow, { authority, slug }) : null;
    if (service === null) throw serviceUnknown();
    return service;
  }

  /** @throws DomainError `service.unknown` */
  async getServiceById(em: EntityManager, id: string): Promise<ServiceRow> {
    const service = await em.findOneBy(ServiceRow, { id });
    if (service === null) throw serviceUnknown();
    return service;
  }

  /** The groups of one service, by name. */
  async listGroups(em: EntityManager, serviceId: string): Promise<OfferedGroup[]> {
    const groups = await em.find(SlotGroupRow, { where: { serviceId }, order: { name: 'ASC' } });
    const offices = new Map(
      (await em.findBy(OfficeRow, { id: In(groups.map(({ officeId }) => officeId)) })).map((office) => [office.id, office]),
    );
    return groups.map((group) => offer(group, offices));
  }

  /** The offices of the member who asks, by name, each with the groups that are given there. */
  async listOffices(): Promise<OfficeWithGroups[]> {
    return this.unitOfWork.run(async (em) => {
      const offices = await keepOwn(em, 'office', await em.find(OfficeRow, { order: { name: 'ASC', id: 'ASC' } }), ({ id }) => id);
      const groups = await em.find(SlotGroupRow);
      const services = new Map((await em.find(ServiceRow)).map(({ id, authority, slug }) => [id, `${authority}/${slug}`]));
      return offices.map(({ id, name }) => ({
        id,
        name,
        groups: groups
          .filter(({ officeId }) => officeId === id)
          .map((group) => ({ service: services.get(group.serviceId)!, name: group.name })),
      }));
    });
  }

  /** Every service with its groups, by authority and name. */
  async listServices(): Promise<{ service: ServiceRow; groups: OfferedGroup[] }[]> {
    return this.unitOfWork.run(async (em) => {
      const all = await em.find(ServiceRow, { order: { authority: 'ASC', slug: 'ASC' } });
      const services = await keepOwn(em, 'service', all, ({ authority, slug }) => `${authority}/${slug}`);
      const groups = await em.find(SlotGroupRow, { order: { name: 'ASC' } });
      const offices = new Map((await em.find(OfficeRow)).map((office) => [office.id, office]));
      return services.map((service) => ({
        service,
        groups: groups.filter((group) => group.serviceId === service.id).map((group) => offer(group, offices)),
      }));
    });
  }
}

function offer({ name, title, officeId }: SlotGroupRow, offices: ReadonlyMap<string, OfficeRow>): OfferedGroup {
  const office = offices.get(officeId)!;
  return { name, title, office: { name: office.name, address: office.address } };
}
