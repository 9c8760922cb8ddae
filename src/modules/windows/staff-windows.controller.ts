import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Requires } from '../staff';
import { CatalogueService } from './catalogue.service';
import { PlanningService } from './planning.service';
import { TemplatesService } from './templates.service';
import { WindowListService } from './window-list.service';
import type { WindowState } from './window.entities';
import {
  CreateGroupDto,
  CreateOfficeDto,
  CreateServiceDto,
  CreateTemplateDto,
  IdParam,
  PauseTemplateDto,
  PlanWindowDto,
} from './windows.dto';

/** A window as its operator sees it after planning or announcing it. */
export interface PlannedWindowView {
  readonly id: string;
  /** `<authority>/<service>/<window>` */
  readonly window: string;
  readonly state: WindowState;
  readonly announcementSha256: string | null;
}

/** What operators plan: services, offices, groups, windows, templates. */
@Controller('api/staff')
export class StaffWindowsController {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly planning: PlanningService,
    private readonly templates: TemplatesService,
    private readonly windows: WindowListService,
  ) {}

  @Requires('plan-windows')
  @Post('services')
  async createService(@Body() body: CreateServiceDto): Promise<{ id: string; service: string }> {
    const row = await this.catalogue.createService({ ...body, legalEffect: body.legalEffect ?? 'none' });
    return { id: row.id, service: `${row.authority}/${row.slug}` };
  }

  @Requires('plan-windows')
  @Post('offices')
  async createOffice(@Body() body: CreateOfficeDto): Promise<{ id: string }> {
    return { id: (await this.catalogue.createOffice(body)).id };
  }

  @Requires('plan-windows')
  @Post('groups')
  async createGroup(@Body() body: CreateGroupDto): Promise<{ id: string }> {
    return { id: (await this.catalogue.createGroup(body)).id };
  }

  /** All windows, drafts included. */
  @Requires('see-windows')
  @Get('windows')
  async listWindows(): ReturnType<WindowListService['listAll']> {
    return this.windows.listAll();
  }

  /** Drafts a window. Slots can be imported for it from now on. */
  @Requires('plan-windows')
  @Post('windows')
  async planWindow(@Body() body: PlanWindowDto): Promise<PlannedWindowView> {
    return view(await this.planning.plan({ service: body.service, name: body.window, plan: body.plan }));
  }

  /** Makes a window's rules public, once and for all. A second time changes nothing and answers the same. */
  @Requires('announce-windows')
  @Post('windows/:id/announce')
  @HttpCode(200)
  async announceWindow(@Param() { id }: IdParam): Promise<PlannedWindowView> {
    return view(await this.planning.announce(id));
  }

  @Requires('plan-windows')
  @Post('templates')
  async createTemplate(@Body() body: CreateTemplateDto): Promise<{ id: string }> {
    return { id: (await this.templates.create(body)).id };
  }

  /** Stops a template from announcing, or lets it go on with its next opening. */
  @Requires('plan-windows')
  @Post('templates/:id/pause')
  @HttpCode(204)
  async pauseTemplate(@Param() { id }: IdParam, @Body() { paused }: PauseTemplateDto): Promise<void> {
    await this.templates.pause(id, paused);
  }
}

function view(row: { id: string; path: string; state: WindowState; announcementSha256: string | null }): PlannedWindowView {
  return { id: row.id, window: row.path, state: row.state, announcementSha256: row.announcementSha256 };
}
