import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type Page, Pages } from '../../../../platform/html';
import { Clock } from '../../../../platform/clock';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { officeDate } from '../../../windows';
import { DaysQuery } from '../plan/plan-pages.dto';
import { readDay, writeDay } from '../plan/typed-values';
import { DeskParams } from '../staff-pages.dto';
import { OfficeReport } from './office-report.service';
import { reportCsv } from './report-rows';
import { ReportView } from './report-view';

type Period = { from: string; until: string };

/** Numbers for the city council, as a page and as a file. */
@ApiExcludeController()
@Controller(':language/staff')
export class ReportPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly report: OfficeReport,
    private readonly clock: Clock,
  ) {}

  /** Without a period: this year. */
  @Requires('see-report')
  @Get('report')
  async show(
    @Param() { language }: DeskParams,
    @Query() typed: DaysQuery,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const period = this.readPeriod(page, typed);
    const title = page.t('staff-plan:report.title');
    if ('errors' in period) {
      return page.render({
        title,
        status: 400,
        hasErrors: true,
        body: h(ReportView, { member, typed, errors: period.errors, report: null }),
      });
    }
    const shown = { from: writeDay(period.from, page.language), until: writeDay(period.until, page.language) };
    const report = await this.report.of(period.from, period.until);
    return page.render({ title, body: h(ReportView, { member, typed: shown, errors: {}, report }) });
  }

  @Requires('see-report')
  @Get('report.csv')
  async download(
    @Param() { language }: DeskParams,
    @Query() typed: DaysQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const page = this.pages.open(language, request, reply);
    const period = this.readPeriod(page, typed);
    if ('errors' in period) {
      page.redirect('/staff/report');
      return undefined;
    }
    const { windows } = await this.report.of(period.from, period.until);
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="report-${period.from}-${period.until}.csv"`)
      .header('cache-control', 'no-store');
    return reportCsv(windows, page.t);
  }

  private readPeriod(page: Page, typed: DaysQuery): Period | { errors: Record<string, string> } {
    const today = officeDate(this.clock.seconds());
    const from = typed.from === undefined ? `${today.slice(0, 4)}-01-01` : readDay(typed.from);
    const until = typed.until === undefined ? `${today.slice(0, 4)}-12-31` : readDay(typed.until);
    const wrong = page.t('staff-plan:error-day');
    if (from === null || until === null) return { errors: { ...(from ? {} : { from: wrong }), ...(until ? {} : { until: wrong }) } };
    return until < from ? { errors: { until: page.t('staff-plan:report.order') } } : { from, until };
  }
}
