import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { Approvals } from '../../../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { refusalText } from '../refusal';
import { ApprovalPageParams, DecisionForm } from '../staff-pages.dto';
import { ApprovalCases } from './approval-cases.service';
import { ApprovalListView } from './approval-list-view';
import { ApprovalRequestView } from './approval-view';

/** What takes two people: the list, one request, and the decision. */
@ApiExcludeController()
@Controller(':language/staff/approvals')
export class ApprovalPagesController {
  constructor(
    private readonly approvals: Approvals,
    private readonly cases: ApprovalCases,
  ) {}

  @Requires('see-approvals')
  @Get()
  async list(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const approvals = await this.approvals.list();
    return page.render({ title: page.t('staff:approvals.title'), wide: true, body: h(ApprovalListView, { member, approvals }) });
  }

  @Requires('see-approvals')
  @Get(':id')
  async show(@Param() { id }: ApprovalPageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const approval = await this.approvals.get(id);
    const about = await this.cases.find(approval);
    const title = page.t(`staff:approvals.kind.${approval.kind}`);
    return page.render({ title, body: h(ApprovalRequestView, { member, approval, about }) });
  }

  /** Back to the list, also when somebody else was quicker: the list says how things stand, and a line above it what was in the way. */
  @Requires('decide-approvals')
  @Post(':id')
  async decide(
    @Param() { id }: ApprovalPageParams,
    @Body() { decision }: DecisionForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    try {
      await this.approvals.decide(member, id, decision);
    } catch (error) {
      const message = refusalText(page, error, 'acts');
      const approvals = await this.approvals.list();
      const body = h(ApprovalListView, { member, approvals, message });
      return page.render({ title: page.t('staff:approvals.title'), wide: true, status: 409, body });
    }
    page.redirect('/staff/approvals');
    return undefined;
  }
}
