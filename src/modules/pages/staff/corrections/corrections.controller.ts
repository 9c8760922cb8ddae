import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type FieldErrors, type Page, Pages } from '../../../../platform/html';
import { DomainError } from '../../../../platform/http';
import { NameCorrections, type StaffCase, StaffCases } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { CasePageParams, FindCaseForm } from '../cases/cases.dto';
import { refusalText } from '../refusal';
import { AskedQuery, DeskParams } from '../staff-pages.dto';
import { CorrectionForm } from './corrections.dto';
import { CorrectionFormView, CorrectionsView } from './corrections-view';

/** Asking for the correction of a typing error in a name. */
@ApiExcludeController()
@Controller(':language/staff/corrections')
export class CorrectionPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly cases: StaffCases,
    private readonly corrections: NameCorrections,
  ) {}

  @Requires('ask-for-corrections')
  @Get()
  begin(
    @Param() { language }: DeskParams,
    @Query() { asked }: AskedQuery,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const page = this.pages.open(language, request, reply);
    return page.render({ title: page.t('staff-acts:correction.title'), body: h(CorrectionsView, { member, asked: asked === 'yes' }) });
  }

  @Requires('ask-for-corrections')
  @Post()
  async find(
    @Param() { language }: DeskParams,
    @Body() { caseNumber = '' }: FindCaseForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const found = await this.cases.findByCaseNumber(caseNumber);
    const isEmpty = found.length === 0;
    const body = h(CorrectionsView, { member, found, caseNumber });
    return page.render({ title: page.t('staff-acts:correction.title'), wide: true, hasErrors: isEmpty, status: isEmpty ? 404 : 200, body });
  }

  @Requires('ask-for-corrections')
  @Get(':registration')
  async show(
    @Param() { language, registration }: CasePageParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.showForm(this.pages.open(language, request, reply), member, await this.getCase(registration), {});
  }

  @Requires('ask-for-corrections')
  @Post(':registration')
  async ask(
    @Param() { language, registration }: CasePageParams,
    @Body() form: CorrectionForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const page = this.pages.open(language, request, reply);
    const found = await this.getCase(registration);
    const { surname = '', givenNames = '', reason } = form;
    if (reason === undefined) return this.showForm(page, member, found, form, { reason: page.t('staff-acts:correction.missing') });
    try {
      await this.corrections.ask(member, registration, reason, { surname, givenNames });
    } catch (error) {
      const field = error instanceof DomainError && error.field === 'givenNames' ? 'givenNames' : 'surname';
      return this.showForm(page, member, found, form, { [field]: refusalText(page, error, 'acts') });
    }
    page.redirect('/staff/corrections?asked=yes');
    return undefined;
  }

  private showForm(page: Page, member: StaffMember, found: StaffCase, typed: CorrectionForm, errors: FieldErrors = {}): string {
    const hasErrors = Object.keys(errors).length > 0;
    const body = h(CorrectionFormView, { member, found, typed, errors });
    return page.render({ title: page.t('staff-acts:correction.form-title'), status: hasErrors ? 400 : 200, hasErrors, body });
  }

  private async getCase(registration: string): Promise<StaffCase> {
    const found = await this.cases.find(registration);
    if (found === null) throw new DomainError('not-found', 'correction.unknown-registration', 'There is no such registration.');
    return found;
  }
}
