import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { OpenPage, Page, Pages } from '../../../../platform/html';
import { AuditSamples, DrawVerification, EvidenceExport } from '../../../audits';
import { DrawDirectory, DrawRecordsService } from '../../../draws';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { DrawPageParams } from '../../windows/windows.dto';
import { refusalText } from '../refusal';
import { AuditDrawView } from './audit-draw-view';
import { AuditDrawsView } from './audit-draws-view';
import { PersonForm, TurnedPageQuery } from './audit-pages.dto';
import { sendArchive } from './send-archive';

const DRAWS_A_PAGE = 25;

/** Draws on the auditor's desk: verified, sampled, handed out. */
@ApiExcludeController()
@Controller(':language/staff/audit')
export class AuditDrawsController {
  constructor(
    private readonly pages: Pages,
    private readonly directory: DrawDirectory,
    private readonly records: DrawRecordsService,
    private readonly verification: DrawVerification,
    private readonly samples: AuditSamples,
    private readonly exports: EvidenceExport,
  ) {}

  @Requires('see-audits')
  @Get()
  async list(
    @Query() { page: number = '1' }: TurnedPageQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    const { draws, hasMore } = await this.directory.list(Number(number), DRAWS_A_PAGE);
    const body = h(AuditDrawsView, { member, draws, hasMore, page: Number(number) });
    return page.render({ title: page.t('staff-audit:title'), wide: true, body });
  }

  @Requires('see-audits')
  @Get('draws/:authority/:service/:window/:number')
  async show(@Param() params: DrawPageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.showDraw(page, member, drawIdOf(params));
  }

  @Requires('audit-draws')
  @Post('draws/:authority/:service/:window/:number/sample')
  async ask(@Param() params: DrawPageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string | undefined> {
    try {
      page.redirect(`/staff/audit/samples/${(await this.samples.request(member, drawIdOf(params))).id}`);
      return undefined;
    } catch (error) {
      return this.showDraw(page, member, drawIdOf(params), { message: refusalText(page, error, 'audit') });
    }
  }

  @Requires('export-evidence')
  @Post('draws/:authority/:service/:window/:number/bundle')
  async exportDraw(@Param() params: DrawPageParams, @CurrentStaff() member: StaffMember, @Res() reply: FastifyReply): Promise<void> {
    await sendArchive(reply, await this.exports.exportDraw(member, drawIdOf(params)));
  }

  /** The case number travels in the form's body: addresses are kept by browsers and by logs. */
  @Requires('export-evidence')
  @Post('draws/:authority/:service/:window/:number/person')
  async exportPerson(
    @Param() params: DrawPageParams,
    @Body() { caseNumber = '' }: PersonForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = this.pages.open(params.language, request, reply);
    try {
      await sendArchive(reply, await this.exports.exportPerson(member, drawIdOf(params), caseNumber));
    } catch (error) {
      const errors = { caseNumber: refusalText(page, error, 'audit') };
      await reply.send(await this.showDraw(page, member, drawIdOf(params), { errors, caseNumber }));
    }
  }

  private async showDraw(
    page: Page,
    member: StaffMember,
    drawId: string,
    said: { message?: string; errors?: { caseNumber: string }; caseNumber?: string } = {},
  ): Promise<string> {
    const { errors = {}, message, caseNumber } = said;
    const [draw, report, samples] = [
      await this.records.get(drawId),
      await this.verification.verify(drawId),
      await this.samples.list(drawId),
    ];
    const body = h(AuditDrawView, { member, draw, report, samples, message, errors, caseNumber });
    const status = message !== undefined ? 409 : said.errors ? 404 : 200;
    return page.render({ title: page.t('staff-audit:draw.title'), wide: true, status, hasErrors: said.errors !== undefined, body });
  }
}

function drawIdOf({ authority, service, window, number }: DrawPageParams): string {
  return `${authority}/${service}/${window}/${number}`;
}
