import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { type Consistency, LOG_ENTRY_TYPES, LogBrowser } from '../../../audit-log';
import { logFilterOf } from '../../../audits';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { refusalText } from '../refusal';
import { CheckpointsQuery, LogEntryPageParams, LogPageQuery } from './audit-pages.dto';
import { CheckpointsView } from './checkpoints-view';
import { LogEntryView } from './log-entry-view';
import { LogView } from './log-view';

const LINES_A_PAGE = 50;
const CHECKPOINTS = 100;

/** The log, for people who read it. */
@ApiExcludeController()
@Controller(':language/staff/audit')
export class AuditLogPagesController {
  constructor(private readonly log: LogBrowser) {}

  @Requires('see-audits')
  @Get('log')
  async list(
    @Query() { page: number = '1', ...search }: LogPageQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    const found = await this.log.list(logFilterOf(search), Number(number), LINES_A_PAGE);
    const body = h(LogView, { member, ...found, page: Number(number), search, types: LOG_ENTRY_TYPES });
    return page.render({ title: page.t('staff-audit:log.title'), wide: true, body });
  }

  @Requires('see-audits')
  @Get('log/:index')
  async show(@Param() { index }: LogEntryPageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const body = h(LogEntryView, { member, proven: await this.log.get(Number(index)) });
    return page.render({ title: page.t('staff-audit:log.entry.title', { index }), body });
  }

  /** By itself the two newest; any two that were signed when somebody asks. */
  @Requires('see-audits')
  @Get('checkpoints')
  async compare(@Query() query: CheckpointsQuery, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const checkpoints = await this.log.listCheckpoints(CHECKPOINTS);
    const to = query.to ?? checkpoints[0]?.size;
    const from = query.from ?? (checkpoints[1] ?? checkpoints[0])?.size;
    let proven: Consistency | null = null;
    let error: string | undefined;
    try {
      if (from !== undefined && to !== undefined) proven = await this.log.proveConsistency(Number(from), Number(to));
    } catch (refused) {
      error = refusalText(page, refused, 'audit');
    }
    const body = h(CheckpointsView, { member, checkpoints, from: String(from ?? ''), to: String(to ?? ''), proven, error });
    const status = error === undefined ? 200 : 404;
    return page.render({ title: page.t('staff-audit:consistency.title'), wide: true, status, hasErrors: error !== undefined, body });
  }
}
