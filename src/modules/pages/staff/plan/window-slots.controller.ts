import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type Page, Pages } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { DaysQuery, MakeSlotsForm, SlotFileForm, WindowDeskParams } from './plan-pages.dto';
import { PlannedSlotsView } from './planned-slots-view';
import { SlotFileView } from './slot-file-view';
import { type Planned, WindowSlotsDesk } from './window-slots.service';
import { WindowSlotsView } from './window-slots-view';

/** The slots of one window: what there is, and the two ways to more, the capacity pattern and a file. */
@ApiExcludeController()
@Controller(':language/staff/windows/:id/slots')
export class WindowSlotsController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: WindowSlotsDesk,
  ) {}

  @Requires('see-slots')
  @Get()
  async show(
    @Param() { language, id }: WindowDeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.showDesk(this.pages.open(language, request, reply), member, id);
  }

  /** What the pattern would make, day by day. Changes nothing. */
  @Requires('plan-slots')
  @Get('from-pattern')
  async preview(
    @Param() { language, id }: WindowDeskParams,
    @Query() typed: DaysQuery,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    return (await this.showPlanned(page, member, id, typed, await this.desk.preview(page, id, typed)))!;
  }

  @Requires('plan-slots')
  @Post('from-pattern')
  async make(
    @Param() { language, id }: WindowDeskParams,
    @Body() { version, ...typed }: MakeSlotsForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const page = this.pages.open(language, request, reply);
    return this.showPlanned(page, member, id, typed, await this.desk.make(page, id, typed, Number(version)));
  }

  @Requires('plan-slots')
  @Get('file')
  async askForFile(
    @Param() { language, id }: WindowDeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const window = await this.desk.getWindow(id);
    return page.render({ title: page.t('staff-plan:file.title'), body: h(SlotFileView, { member, window, errors: {} }) });
  }

  /** Checks a file, or takes it over: all of it or nothing. */
  @Requires('plan-slots')
  @Post('file')
  async takeFile(
    @Param() { language, id }: WindowDeskParams,
    @Body() { file = '', act }: SlotFileForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const page = this.pages.open(language, request, reply);
    const window = await this.desk.getWindow(id);
    const taken = await this.desk.takeFile(page, id, file, act ?? 'check');
    if (taken === 'stored') {
      page.redirect(`/staff/windows/${id}/slots`);
      return undefined;
    }
    const isWrong = 'errors' in taken || taken.report.errorCount > 0;
    return page.render({
      title: page.t('staff-plan:file.title'),
      wide: true,
      status: isWrong ? 400 : 200,
      hasErrors: isWrong,
      body: h(SlotFileView, { member, window, ...('errors' in taken ? taken : { report: taken.report, file, errors: {} }) }),
    });
  }

  private async showPlanned(page: Page, member: StaffMember, id: string, typed: DaysQuery, planned: Planned): Promise<string | undefined> {
    if (planned === 'stored') {
      page.redirect(`/staff/windows/${id}/slots`);
      return undefined;
    }
    if ('errors' in planned) return this.showDesk(page, member, id, { typed, errors: planned.errors });
    const window = await this.desk.getWindow(id);
    const { plan, from, until } = planned;
    return page.render({
      title: page.t('staff-plan:planned.title'),
      wide: true,
      hasErrors: plan.report.errorCount > 0,
      body: h(PlannedSlotsView, { member, window, plan, from, until }),
    });
  }

  private async showDesk(
    page: Page,
    member: StaffMember,
    id: string,
    back?: { typed: DaysQuery; errors: Record<string, string> },
  ): Promise<string> {
    const facts = await this.desk.open(page, id);
    return page.render({
      title: page.t('staff-plan:slots.title'),
      status: back ? 400 : 200,
      hasErrors: back !== undefined,
      body: h(WindowSlotsView, { member, facts, typed: back?.typed ?? facts.suggested, errors: back?.errors ?? {} }),
    });
  }
}
