import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { GroupDaysService } from '../../slots';
import { CatalogueService, officeDate, WindowsService } from '../../windows';
import type { Journey } from './journey';

/** Puts together what the questions of a service depend on. */
@Injectable()
export class Journeys {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly windows: WindowsService,
    private readonly groupDays: GroupDaysService,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `service.unknown` */
  async get(serviceId: string): Promise<Journey> {
    const em = this.dataSource.manager;
    const service = await this.catalogue.getServiceById(em, serviceId);
    const open = await this.windows.findOpen(em, serviceId, this.clock.seconds());
    const offered = await this.catalogue.listGroups(em, serviceId);
    const days = new Map((open === null ? [] : await this.groupDays.list(open.path)).map((each) => [each.group, each.days]));
    const groups = offered.filter(({ name }) => open === null || open.announcement.choices.groups.includes(name));
    return {
      service: `${service.authority}/${service.slug}`,
      title: service.title,
      legalEffect: service.legalEffect,
      closesAt: open === null ? null : open.announcement.timetable.closesAt,
      drawDay: open === null ? null : officeDate(open.drawAt),
      groups: groups.map(({ name, title, office }) => ({ name, title, office: office.name, days: days.get(name) ?? [] })),
      specialPots: open === null ? [] : open.announcement.passes.map(({ pot }) => pot).filter((pot) => pot !== 'general'),
    };
  }
}
