import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../../platform/html';
import { DomainError } from '../../../../platform/http';
import { NameCorrections, type StaffCase } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { CaseDesk } from '../cases/case-desk';
import { CasePageParams, FindCaseForm } from '../cases/cases.dto';
import { refusalText } from '../refusal';
import { AskedQuery } from '../staff-pages.dto';
import { CorrectionForm } from './corrections.dto';
import { CorrectionFormView } from './corrections-view';

/** Asking for the correction of a typing error in a name. */
@ApiExcludeController()
@Controller(':language/staff/corrections')
export class CorrectionPagesController {
  constructor(
    private readonly cases: CaseDesk,
    private readonly corrections: NameCorrections,
  ) {}

  @Requires('ask-for-corrections')
  @Get()
  begin(@Query() { asked }: AskedQuery, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): string {
    return this.cases.begin(page, member, 'correction', asked === 'yes');
  }

  @Requires('ask-for-corrections')
  @Post()
  async find(@Body() form: FindCaseForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.cases.find(page, member, 'correction', form);
  }

  @Requires('ask-for-corrections')
  @Get(':registration')
  async show(@Param() { registration }: CasePageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.showForm(page, member, await this.cases.get(registration, 'correction'), {});
  }

  @Requires('ask-for-corrections')
  @Post(':registration')
  async ask(
    @Param() { registration }: CasePageParams,
    @Body() form: CorrectionForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const found = await this.cases.get(registration, 'correction');
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
}
