import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../../platform/html';
import { AuditFindings, AuditSamples, OBJECTION_REASONS } from '../../../audits';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { refusalText } from '../refusal';
import { EntryPageParams, FindingForm, SamplePageParams } from './audit-pages.dto';
import { AuditEntryView } from './audit-entry-view';
import { AuditSampleView } from './audit-sample-view';

/** A sample, and its entries one by one. Every page is `no-store`: what an entry holds stays on the auditor's screen. */
@ApiExcludeController()
@Controller(':language/staff/audit/samples')
export class AuditSamplesPagesController {
  constructor(
    private readonly samples: AuditSamples,
    private readonly findings: AuditFindings,
  ) {}

  @Requires('see-audits')
  @Get(':id')
  async show(@Param() { id }: SamplePageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const body = h(AuditSampleView, { member, sample: await this.samples.get(id) });
    return page.render({ title: page.t('staff-audit:sample.title'), wide: true, body });
  }

  @Requires('audit-draws')
  @Get(':id/:ticketId')
  async showEntry(@Param() params: EntryPageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.render(page, member, params);
  }

  @Requires('audit-draws')
  @Post(':id/:ticketId/open')
  async open(@Param() { id, ticketId }: EntryPageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<void> {
    await this.findings.open(member, id, ticketId);
    page.redirect(`/staff/audit/samples/${id}/${ticketId}`);
  }

  @Requires('audit-draws')
  @Post(':id/:ticketId')
  async record(
    @Param() params: EntryPageParams,
    @Body() { outcome, reason }: FindingForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    if (outcome === undefined) return this.render(page, member, params, { outcome: page.t('staff-audit:finding.missing') }, { reason });
    try {
      await this.findings.record(member, params.id, params.ticketId, { outcome, ...(reason === undefined ? {} : { reason }) });
    } catch (error) {
      return this.render(page, member, params, { reason: refusalText(page, error, 'audit') }, { outcome, reason });
    }
    page.redirect(`/staff/audit/samples/${params.id}/${params.ticketId}`);
    return undefined;
  }

  private async render(
    page: Page,
    member: StaffMember,
    { id, ticketId }: EntryPageParams,
    errors: FieldErrors = {},
    chosen: FindingForm = {},
  ): Promise<string> {
    const [sample, entry] = [await this.samples.get(id), await this.findings.get(member, id, ticketId)];
    const hasErrors = Object.keys(errors).length > 0;
    const title = page.t('staff-audit:entry.title', { position: entry.position, picked: sample.picked });
    const body = h(AuditEntryView, { member, sample, entry, errors, chosen, reasons: OBJECTION_REASONS });
    return page.render({ title, status: hasErrors ? 400 : 200, hasErrors, body });
  }
}
