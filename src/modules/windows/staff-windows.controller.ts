import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { ApprovalView } from '../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { AnnouncementRequests } from './announcement-requests.service';
import { CatalogueService } from './catalogue.service';
import { PlanningService } from './planning.service';
import { TemplatesService } from './templates.service';
import { WindowListService } from './window-list.service';
import type { WindowState } from './window.entities';
import { CreateGroupDto, CreateOfficeDto, CreateServiceDto, CreateTemplateDto, IdParam, PlanWindowDto } from './windows.dto';

/** A window as its operator sees it after planning or announcing it. */
interface PlannedWindowView {
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
    private readonly requests: AnnouncementRequests,
  ) {}

  /** Makes a service of an authority. */
  @Requires('plan-windows')
  @Post('services')
  async createService(@Body() body: CreateServiceDto): Promise<{ id: string; service: string }> {
    const row = await this.catalogue.createService({ ...body, legalEffect: body.legalEffect ?? 'none' });
    return { id: row.id, service: `${row.authority}/${row.slug}` };
  }

  /** Makes an office of an authority. */
  @Requires('plan-windows')
  @Post('offices')
  async createOffice(@Body() body: CreateOfficeDto): Promise<{ id: string }> {
    return { id: (await this.catalogue.createOffice(body)).id };
  }

  /** Makes a group of slots at an office, which applicants can wish for. */
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

  /** Asks for a window's rules to be made public, once and for all; they are when a second person agrees. */
  @Requires('ask-for-announcements')
  @Post('windows/:id/announce')
  @HttpCode(200)
  async askToAnnounce(@Param() { id }: IdParam, @CurrentStaff() member: StaffMember): Promise<ApprovalView> {
    return this.requests.askToAnnounce(member, id);
  }

  /** Drafts a template. It announces nothing until two people have started it. */
  @Requires('plan-windows')
  @Post('templates')
  async createTemplate(@Body() body: CreateTemplateDto): Promise<{ id: string }> {
    return { id: (await this.templates.propose(body)).id };
  }

  /** Asks for a template to announce its windows from now on; it does when a second person agrees. */
  @Requires('ask-for-announcements')
  @Post('templates/:id/start')
  @HttpCode(200)
  async askToStart(@Param() { id }: IdParam, @CurrentStaff() member: StaffMember): Promise<ApprovalView> {
    return this.requests.askToStart(member, id);
  }

  /** Stops a template from announcing. One person is enough: nothing is lost by waiting. */
  @Requires('plan-windows')
  @Post('templates/:id/pause')
  @HttpCode(204)
  async pauseTemplate(@Param() { id }: IdParam): Promise<void> {
    await this.templates.pause(id, true);
  }
}

function view(row: { id: string; path: string; state: WindowState; announcementSha256: string | null }): PlannedWindowView {
  return { id: row.id, window: row.path, state: row.state, announcementSha256: row.announcementSha256 };
}
