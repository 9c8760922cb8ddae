import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Pages } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { DeskParams } from '../staff-pages.dto';
import { DashboardView } from './dashboard-view';
import { WindowDesk } from './window-desk.service';

/** Everything that runs. With script the page keeps itself up to date. */
@ApiExcludeController()
@Controller(':language/staff/windows')
export class DashboardController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: WindowDesk,
  ) {}

  @Requires('see-windows')
  @Get()
  async show(
    @Param() { language }: DeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const title = page.t('staff:windows.title');
    return page.render({
      title,
      wide: true,
      scripts: ['desk-live.js'],
      body: h(DashboardView, { member, facts: await this.desk.open(member) }),
    });
  }
}
