import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Report } from '../../core';
import { type Consistency, LogBrowser, type LogLine, type ProvenLines } from '../audit-log';
import { Requires } from '../staff';
import { WindowPathParams } from '../windows';
import { ActsQuery, ConsistencyQuery, DrawOfAudit, IndexParam, LogQuery, PageQuery } from './audits.dto';
import { DrawVerification } from './draw-verification.service';
import { type LedgerLines, LedgerLinesService } from './ledger-lines.service';
import { logFilterOf } from './log-filter';
import { type ManualAct, ManualActs } from './manual-acts.service';

const LINES_A_PAGE = 100;

/** What an auditor reads, for programs and as files. Proofs have been verified before they are given. */
@Controller('api/staff/audit')
export class AuditReadingController {
  constructor(
    private readonly log: LogBrowser,
    private readonly verification: DrawVerification,
    private readonly acts: ManualActs,
    private readonly ledger: LedgerLinesService,
  ) {}

  /** Null before the draw. */
  @Requires('see-audits')
  @Get('verification')
  async verify(@Query() { drawId }: DrawOfAudit): Promise<{ report: Report | null }> {
    return { report: await this.verification.verify(drawId) };
  }

  /** Entries of the log, newest first, by type, subject and time. */
  @Requires('see-audits')
  @Get('log')
  async listLog(@Query() query: LogQuery): Promise<{ lines: LogLine[]; hasMore: boolean }> {
    return this.log.list(logFilterOf(query), Number(query.page ?? 1), LINES_A_PAGE);
  }

  /** One entry with its proof of inclusion. */
  @Requires('see-audits')
  @Get('log/:index')
  async getEntry(@Param() { index }: IndexParam): Promise<ProvenLines> {
    return this.log.get(Number(index));
  }

  /** Proves that the log of one size begins with the log of a smaller one. */
  @Requires('see-audits')
  @Get('consistency')
  async proveConsistency(@Query() { from, to }: ConsistencyQuery): Promise<Consistency> {
    return this.log.proveConsistency(Number(from), Number(to));
  }

  /** Acts by hand with the people who did them and their log entries. */
  @Requires('see-audits')
  @Get('acts')
  async listActs(@Query() { page, ...filter }: ActsQuery): Promise<{ acts: ManualAct[]; hasMore: boolean }> {
    return this.acts.list(filter, Number(page ?? 1), LINES_A_PAGE);
  }

  /** The ledger of a window, slot by slot, against the log. */
  @Requires('see-audits')
  @Get('ledger/:authority/:service/:window')
  async listLedger(@Param() { authority, service, window }: WindowPathParams, @Query() { page }: PageQuery): Promise<LedgerLines> {
    return this.ledger.list(`${authority}/${service}/${window}`, Number(page ?? 1), LINES_A_PAGE);
  }
}
