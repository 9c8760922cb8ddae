import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pages } from '../../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../../staff';
import { AnnouncementRequests, TemplatesService } from '../../../../windows';
import { TemplateParams } from './wizard.dto';

/** Stops a template, or asks for it to run. */
@ApiExcludeController()
@Controller(':language/staff/templates')
export class TemplatePagesController {
  constructor(
    private readonly pages: Pages,
    private readonly templates: TemplatesService,
    private readonly requests: AnnouncementRequests,
  ) {}

  /** One person is enough: nothing is lost by waiting. */
  @Requires('plan-windows')
  @Post(':id/pause')
  async pause(
    @Param() { language, id }: TemplateParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const page = this.pages.open(language, request, reply);
    await this.templates.pause(id, true);
    page.redirect('/staff/plans');
  }

  @Requires('ask-for-announcements')
  @Post(':id/start')
  async askToStart(
    @Param() { language, id }: TemplateParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const page = this.pages.open(language, request, reply);
    await this.requests.askToStart(member, id);
    page.redirect('/staff/approvals');
  }
}
