import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { ACT_KINDS, LedgerLinesService, ManualActs } from '../../../audits';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { ActsView } from './acts-view';
import { ActsPageQuery, LedgerPageParams, TurnedPageQuery } from './audit-pages.dto';
import { LedgerView } from './ledger-view';

const LINES_A_PAGE = 50;

/** What people did by hand, and what has become of every slot. */
@ApiExcludeController()
@Controller(':language/staff/audit')
export class AuditReadingPagesController {
  constructor(
    private readonly acts: ManualActs,
    private readonly ledger: LedgerLinesService,
  ) {}

  @Requires('see-audits')
  @Get('acts')
  async listActs(
    @Query() { page: number = '1', ...filter }: ActsPageQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    const found = await this.acts.list(filter, Number(number), LINES_A_PAGE);
    const body = h(ActsView, { member, ...found, page: Number(number), filter, kinds: ACT_KINDS });
    return page.render({ title: page.t('staff-audit:acts.title'), wide: true, body });
  }

  @Requires('see-audits')
  @Get('ledger/:authority/:service/:window')
  async showLedger(
    @Param() { authority, service, window }: LedgerPageParams,
    @Query() { page: number = '1' }: TurnedPageQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    const lines = await this.ledger.list(`${authority}/${service}/${window}`, Number(number), LINES_A_PAGE);
    const body = h(LedgerView, { member, ledger: lines, page: Number(number) });
    return page.render({ title: page.t('staff-audit:ledger.title'), wide: true, body });
  }
}
