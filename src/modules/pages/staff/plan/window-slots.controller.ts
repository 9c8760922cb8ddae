import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
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
  constructor(private readonly desk: WindowSlotsDesk) {}

  @Requires('see-slots')
  @Get()
  async show(@Param() { id }: WindowDeskParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.showDesk(page, member, id);
  }

  /** What the pattern would make, day by day. Changes nothing. */
  @Requires('plan-slots')
  @Get('from-pattern')
  async preview(
    @Param() { id }: WindowDeskParams,
    @Query() typed: DaysQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    return (await this.showPlanned(page, member, id, typed, await this.desk.preview(page, id, typed)))!;
  }

  @Requires('plan-slots')
  @Post('from-pattern')
  async make(
    @Param() { id }: WindowDeskParams,
    @Body() { version, ...typed }: MakeSlotsForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    return this.showPlanned(page, member, id, typed, await this.desk.make(page, id, typed, Number(version)));
  }

  @Requires('plan-slots')
  @Get('file')
  async askForFile(@Param() { id }: WindowDeskParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const window = await this.desk.getWindow(id);
    return page.render({ title: page.t('staff-plan:file.title'), body: h(SlotFileView, { member, window, errors: {} }) });
  }

  /** Checks a file, or takes it over: all of it or nothing. */
  @Requires('plan-slots')
  @Post('file')
  async takeFile(
    @Param() { id }: WindowDeskParams,
    @Body() { file = '', act }: SlotFileForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
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
