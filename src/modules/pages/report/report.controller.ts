import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { type SenderLimits, SharedLimits } from '../../../platform/limits';
import { OfferReports } from '../../offer-reports';
import { Public } from '../../staff';
import { PLACES, readReport } from './report-form';
import { ReportSentView, ReportView } from './report-view';
import { ReportDto } from './report.dto';

/** Somebody may have seen several offers, and a counselling office sees many; nobody shall fill the table. */
const LIMITS: SenderLimits = {
  perSender: { name: 'report', most: 20, seconds: 3600 },
  overall: { name: 'report-overall', most: 500, seconds: 3600 },
};

/** "Report an offer": for whoever was offered a place for money. */
@ApiExcludeController()
@Controller(':language/report')
export class ReportController {
  constructor(
    private readonly reports: OfferReports,
    private readonly limits: SharedLimits,
  ) {}

  @Public()
  @Get()
  show(@OpenPage() page: Page): string {
    return page.render({ title: page.t('report:title'), body: h(ReportView, { typed: {}, errors: {}, places: PLACES }) });
  }

  @Public()
  @Get('sent')
  sent(@OpenPage() page: Page): string {
    return page.render({ title: page.t('report:sent.title'), body: h(ReportSentView, {}) });
  }

  @Public()
  @Post()
  async report(@Body() typed: ReportDto, @Req() request: FastifyRequest, @OpenPage() page: Page): Promise<string | undefined> {
    const back = (errors: FieldErrors, status: number): string =>
      page.render({ title: page.t('report:title'), status, hasErrors: true, body: h(ReportView, { typed, errors, places: PLACES }) });
    const read = readReport(typed, page.t);
    if ('errors' in read) return back(read.errors, 400);
    try {
      await this.limits.requireOfSender(LIMITS, request.ip);
    } catch (error) {
      // What somebody has written comes back to them.
      if (error instanceof DomainError && error.kind === 'too-many') return back({ text: page.t('errors:status-429') }, 429);
      throw error;
    }
    await this.reports.report(read.report);
    page.redirect('/report/sent');
    return undefined;
  }
}
