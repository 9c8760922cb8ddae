import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type Page, Pages } from '../../../../platform/html';
import { HearingViews, RevocationService } from '../../../appointments';
import { CurrentStaff, mayDo, Requires, type StaffMember } from '../../../staff';
import { refusalText } from '../refusal';
import { DeskParams } from '../staff-pages.dto';
import { RevocationDesk } from './revocation-desk.service';
import { FindAppointmentForm } from './revocation.dto';
import { RevocationListView } from './revocation-list-view';

/** Reports of offers to sell an appointment, hearings, and the way to an appointment by its number. */
@ApiExcludeController()
@Controller(':language/staff/revocation')
export class RevocationPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: RevocationDesk,
    private readonly hearings: HearingViews,
    private readonly revocation: RevocationService,
  ) {}

  @Requires('see-revocations')
  @Get()
  async list(
    @Param() { language }: DeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(this.pages.open(language, request, reply), member);
  }

  @Requires('hold-hearings')
  @Post()
  async find(
    @Param() { language }: DeskParams,
    @Body() { number = '' }: FindAppointmentForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const page = this.pages.open(language, request, reply);
    try {
      page.redirect(`/staff/revocation/${await this.revocation.findByNumber(number)}`);
      return undefined;
    } catch (error) {
      return this.show(page, member, { number, error: refusalText(page, error, 'acts') });
    }
  }

  private async show(page: Page, member: StaffMember, typed: { number?: string; error?: string } = {}): Promise<string> {
    const hasErrors = typed.error !== undefined;
    const hearings = await this.hearings.list();
    const reports = mayDo(member.roles, 'see-offer-reports') ? await this.desk.listReports() : [];
    const body = h(RevocationListView, { member, hearings, reports, ...typed });
    return page.render({ title: page.t('staff-acts:revocation.title'), wide: true, status: hasErrors ? 404 : 200, hasErrors, body });
  }
}
