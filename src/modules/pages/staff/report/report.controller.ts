import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { Clock } from '../../../../platform/clock';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { type OfficeWithGroups, officeDate } from '../../../windows';
import { DaysQuery, Typed } from '../plan/plan-pages.dto';
import { readDay, writeDay } from '../plan/typed-values';
import { OfficeReport } from './office-report.service';
import { reportCsv } from './report-rows';
import { ReportView } from './report-view';

/** What a report is about. */
type Chosen = { from: string; until: string; office: OfficeWithGroups | null };

class ReportQuery extends DaysQuery {
  /** An office's id; empty for all. */
  @Typed(40)
  office?: string;
}

/** Numbers for the city council, as a page and as a file. */
@ApiExcludeController()
@Controller(':language/staff')
export class ReportPagesController {
  constructor(
    private readonly report: OfficeReport,
    private readonly clock: Clock,
  ) {}

  /** Without a period: this year. */
  @Requires('see-report')
  @Get('report')
  async show(@Query() typed: ReportQuery, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const offices = await this.report.listOffices();
    const chosen = this.read(page, typed, offices);
    const title = page.t('staff-plan:report.title');
    if ('errors' in chosen) {
      return page.render({
        title,
        status: 400,
        hasErrors: true,
        body: h(ReportView, { member, typed, offices, errors: chosen.errors, report: null }),
      });
    }
    const { from, until, office } = chosen;
    const shown = { from: writeDay(from, page.language), until: writeDay(until, page.language), office: office?.id };
    const report = await this.report.of(from, until, office);
    return page.render({ title, body: h(ReportView, { member, typed: shown, offices, errors: {}, report }) });
  }

  @Requires('see-report')
  @Get('report.csv')
  async download(
    @Query() typed: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const chosen = this.read(page, typed, await this.report.listOffices());
    if ('errors' in chosen) {
      page.redirect('/staff/report');
      return undefined;
    }
    const { windows } = await this.report.of(chosen.from, chosen.until, chosen.office);
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="report-${chosen.from}-${chosen.until}.csv"`)
      .header('cache-control', 'no-store');
    return reportCsv(windows, page.t);
  }

  private read(page: Page, typed: ReportQuery, offices: readonly OfficeWithGroups[]): Chosen | { errors: Record<string, string> } {
    const today = officeDate(this.clock.seconds());
    const from = typed.from === undefined ? `${today.slice(0, 4)}-01-01` : readDay(typed.from);
    const until = typed.until === undefined ? `${today.slice(0, 4)}-12-31` : readDay(typed.until);
    const wrong = page.t('staff-plan:error-day');
    if (from === null || until === null) return { errors: { ...(from ? {} : { from: wrong }), ...(until ? {} : { until: wrong }) } };
    if (until < from) return { errors: { until: page.t('staff-plan:report.order') } };
    const office = offices.find(({ id }) => id === typed.office) ?? null;
    if (typed.office && office === null) return { errors: { office: page.t('staff-plan:report.unknown-office') } };
    return { from, until, office };
  }
}
