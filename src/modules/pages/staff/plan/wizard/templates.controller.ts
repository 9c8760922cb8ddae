import { Controller, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../../staff';
import { AnnouncementRequests, TemplatesService } from '../../../../windows';
import { refusalText } from '../../refusal';
import { ApprovalPageParams } from '../../staff-pages.dto';
import { PlansView } from './plans-view';
import { TemplateParams } from './wizard.dto';
import { PlansDesk } from './wizard.service';

/** Stops a template; asks for it to run, or for a window to be announced, which a second person decides. */
@ApiExcludeController()
@Controller(':language/staff')
export class TemplatePagesController {
  constructor(
    private readonly desk: PlansDesk,
    private readonly templates: TemplatesService,
    private readonly requests: AnnouncementRequests,
  ) {}

  /** One person is enough: nothing is lost by waiting. */
  @Requires('plan-windows')
  @Post('templates/:id/pause')
  async pause(@Param() { id }: TemplateParams, @OpenPage() page: Page): Promise<void> {
    await this.templates.pause(id, true);
    page.redirect('/staff/plans');
  }

  @Requires('ask-for-announcements')
  @Post('templates/:id/start')
  async askToStart(
    @Param() { id }: TemplateParams,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    return this.ask(page, member, () => this.requests.askToStart(member, id));
  }

  @Requires('ask-for-announcements')
  @Post('announce/:id')
  async askToAnnounce(
    @Param() { id }: ApprovalPageParams,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    return this.ask(page, member, () => this.requests.askToAnnounce(member, id));
  }

  /** On to what waits for a second person; back to where it was asked for when it is refused. */
  private async ask(page: Page, member: StaffMember, act: () => Promise<unknown>): Promise<string | undefined> {
    try {
      await act();
    } catch (error) {
      const refused = refusalText(page, error, 'plan');
      const body = h(PlansView, { member, facts: await this.desk.list(), refused });
      return page.render({ title: page.t('staff-plan:plans.title'), status: 409, hasErrors: true, body });
    }
    page.redirect('/staff/approvals');
    return undefined;
  }
}
