import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { Public } from '../staff';
import { CatalogueService, type OfferedGroup } from './catalogue.service';
import { WindowListService } from './window-list.service';
import type { WindowView } from './window-view';
import { WindowPathParams } from './windows.dto';

/** A service as everybody sees it. */
interface ServiceView {
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly title: string;
  readonly confirmWithinSeconds: number;
  readonly answerWithinSeconds: number;
  readonly legalEffect: 'none' | 'application';
  readonly groups: readonly OfferedGroup[];
}

/** What there is to register for, and under which announced rules. For everybody. */
@Controller('api')
export class PublicWindowsController {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly windows: WindowListService,
  ) {}

  /** All services with the groups that applicants choose between. */
  @Public()
  @Get('services')
  async listServices(): Promise<ServiceView[]> {
    return (await this.catalogue.listServices()).map(({ service, groups }) => ({
      service: `${service.authority}/${service.slug}`,
      title: service.title,
      confirmWithinSeconds: service.confirmWithinSeconds,
      answerWithinSeconds: service.answerWithinSeconds,
      legalEffect: service.legalEffect,
      groups,
    }));
  }

  /** All announced windows, past ones included. */
  @Public()
  @Get('windows')
  async listWindows(): Promise<WindowView[]> {
    return this.windows.list();
  }

  /** One window: times, rules, and where it stands. */
  @Public()
  @Get('windows/:authority/:service/:window')
  async getWindow(@Param() { authority, service, window }: WindowPathParams): Promise<WindowView> {
    return this.windows.get(`${authority}/${service}/${window}`);
  }

  /** The file whose hash every draw of the window freezes: exactly as announced, byte by byte. */
  @Public()
  @Get('windows/:authority/:service/:window/announcement.json')
  @ApiProduces('application/json')
  @Header('content-type', 'application/json')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  async getAnnouncement(@Param() { authority, service, window }: WindowPathParams): Promise<Buffer> {
    return this.windows.getAnnouncement(`${authority}/${service}/${window}`);
  }
}
