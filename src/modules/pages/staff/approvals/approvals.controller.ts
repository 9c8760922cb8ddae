import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Pages } from '../../../../platform/html';
import { Approvals } from '../../../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { refusalText } from '../refusal';
import { ApprovalPageParams, DecisionForm, DeskParams } from '../staff-pages.dto';
import { ApprovalCases } from './approval-cases.service';
import { ApprovalListView } from './approval-list-view';
import { ApprovalRequestView } from './approval-view';

/** What takes two people: the list, one request, and the decision. */
@ApiExcludeController()
@Controller(':language/staff/approvals')
export class ApprovalPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly approvals: Approvals,
    private readonly cases: ApprovalCases,
  ) {}

  @Requires('see-approvals')
  @Get()
  async list(
    @Param() { language }: DeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const approvals = await this.approvals.list();
    return page.render({ title: page.t('staff:approvals.title'), wide: true, body: h(ApprovalListView, { member, approvals }) });
  }

  @Requires('see-approvals')
  @Get(':id')
  async show(
    @Param() { language, id }: ApprovalPageParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const approval = await this.approvals.get(id);
    const about = await this.cases.find(approval);
    const title = page.t(`staff:approvals.kind.${approval.kind}`);
    return page.render({ title, body: h(ApprovalRequestView, { member, approval, about }) });
  }

  /** Back to the list, also when somebody else was quicker: the list says how things stand, and a line above it what was in the way. */
  @Requires('decide-approvals')
  @Post(':id')
  async decide(
    @Param() { language, id }: ApprovalPageParams,
    @Body() { decision }: DecisionForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const page = this.pages.open(language, request, reply);
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
