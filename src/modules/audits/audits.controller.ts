import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { AuditFindings } from './audit-findings.service';
import { AuditSamples, type OpenSampleView, type SampleView } from './audit-samples.service';
import { DrawOfAudit, FindingDto, SampleEntryParam, SampleParam, SamplesQuery } from './audits.dto';

/** Samples of past draws, for programs. Who is behind an entry is shown on the auditor's page only. */
@Controller('api/staff/audit/samples')
export class AuditsController {
  constructor(
    private readonly samples: AuditSamples,
    private readonly findings: AuditFindings,
  ) {}

  /** The samples of a draw. */
  @Requires('see-audits')
  @Get()
  async list(@Query() { drawId }: SamplesQuery): Promise<SampleView[]> {
    return this.samples.list(drawId);
  }

  /** Announces a sample by a round to come. */
  @Requires('audit-draws')
  @Post()
  async request(@CurrentStaff() member: StaffMember, @Body() { drawId }: DrawOfAudit): Promise<OpenSampleView> {
    return this.samples.request(member, drawId);
  }

  /** A sample with the entries that it has picked and what was found about them. */
  @Requires('see-audits')
  @Get(':id')
  async get(@Param() { id }: SampleParam): Promise<OpenSampleView> {
    return this.samples.get(id);
  }

  /** Records what was found about an entry that the same member has opened on its page. */
  @Requires('audit-draws')
  @Post(':id/entries/:ticketId/finding')
  @HttpCode(204)
  async record(
    @CurrentStaff() member: StaffMember,
    @Param() { id, ticketId }: SampleEntryParam,
    @Body() finding: FindingDto,
  ): Promise<void> {
    await this.findings.record(member, id, ticketId, finding);
  }
}
