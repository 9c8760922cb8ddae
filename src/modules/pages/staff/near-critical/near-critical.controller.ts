import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Clock } from '../../../../platform/clock';
import { Pages } from '../../../../platform/html';
import { NearCriticalService } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { officeDate } from '../../../windows';
import { DeskParams } from '../staff-pages.dto';
import { NearCriticalView } from './near-critical-view';

/** Whom the office has to call. */
@ApiExcludeController()
@Controller(':language/staff/near-critical')
export class NearCriticalController {
  constructor(
    private readonly pages: Pages,
    private readonly nearCritical: NearCriticalService,
    private readonly clock: Clock,
  ) {}

  @Requires('see-near-critical')
  @Get()
  async show(
    @Param() { language }: DeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const people = await this.nearCritical.list();
    const today = officeDate(this.clock.seconds());
    return page.render({ title: page.t('staff-plan:near.title'), wide: true, body: h(NearCriticalView, { member, people, today }) });
  }
}
