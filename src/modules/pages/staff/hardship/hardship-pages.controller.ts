import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../../platform/html';
import { DomainError } from '../../../../platform/http';
import { Approvals } from '../../../approvals';
import { HARDSHIP_PROOFS, HardshipDesk, HardshipService } from '../../../hardship';
import { type StaffCase, StaffCases } from '../../../registrations';
import { CurrentStaff, mayDo, Requires, type StaffMember } from '../../../staff';
import { CasePageParams, FindCaseForm } from '../cases/cases.dto';
import { refusalText } from '../refusal';
import { AskedQuery } from '../staff-pages.dto';
import { HardshipForm } from './hardship-pages.dto';
import { HardshipFormView } from './hardship-form-view';
import { type HardshipListProps, HardshipListView } from './hardship-list-view';

/** The hardship officer's work; approvers and auditors see what is left and what was decided, and no name. */
@ApiExcludeController()
@Controller(':language/staff/hardship')
export class HardshipPagesController {
  constructor(
    private readonly desk: HardshipDesk,
    private readonly hardship: HardshipService,
    private readonly cases: StaffCases,
    private readonly approvals: Approvals,
  ) {}

  @Requires('see-hardship')
  @Get()
  async list(@Query() { asked }: AskedQuery, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.showList(page, member, { asked: asked === 'yes' });
  }

  @Requires('find-hardship')
  @Post()
  async find(@Body() { caseNumber = '' }: FindCaseForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.showList(page, member, { found: await this.cases.findByCaseNumber(caseNumber), caseNumber });
  }

  @Requires('find-hardship')
  @Get(':registration')
  async show(@Param() { registration }: CasePageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const found = await this.getCase(registration);
    return this.showForm(page, member, found, found.hardshipReason === null ? {} : { reason: found.hardshipReason });
  }

  @Requires('find-hardship')
  @Post(':registration')
  async ask(
    @Param() { registration }: CasePageParams,
    @Body() form: HardshipForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const found = await this.getCase(registration);
    const { reason, proof, seen } = form;
    if (reason === undefined || proof === undefined || seen === undefined) {
      const missing = (['reason', 'proof', 'seen'] as const).filter((field) => form[field] === undefined);
      const errors = Object.fromEntries(missing.map((field) => [field, page.t(`staff-acts:hardship.missing.${field}`)]));
      return this.showForm(page, member, found, form, errors);
    }
    try {
      await this.hardship.request(member, registration, reason, proof);
    } catch (error) {
      return this.showForm(page, member, found, form, { reason: refusalText(page, error, 'acts') });
    }
    page.redirect('/staff/hardship?asked=yes');
    return undefined;
  }

  private async showList(page: Page, member: StaffMember, more: Partial<HardshipListProps>): Promise<string> {
    const props = {
      member,
      shares: await this.desk.listShares(),
      queue: mayDo(member.roles, 'find-hardship') ? await this.desk.listQueue() : [],
      requests: await this.approvals.list('hardship.grant'),
      ...more,
    };
    const isEmpty = more.found?.length === 0;
    const title = page.t('staff-acts:hardship.title');
    return page.render({ title, wide: true, hasErrors: isEmpty, status: isEmpty ? 404 : 200, body: h(HardshipListView, props) });
  }

  private async showForm(
    page: Page,
    member: StaffMember,
    found: StaffCase,
    chosen: HardshipForm,
    errors: FieldErrors = {},
  ): Promise<string> {
    const hasErrors = Object.keys(errors).length > 0;
    const shares = await this.desk.listShares(found.serviceId);
    const body = h(HardshipFormView, { member, found, shares, proofs: HARDSHIP_PROOFS, chosen, errors });
    return page.render({ title: page.t('staff-acts:hardship.form-title'), status: hasErrors ? 400 : 200, hasErrors, body });
  }

  private async getCase(registration: string): Promise<StaffCase> {
    const found = await this.cases.find(registration);
    if (found === null) throw new DomainError('not-found', 'hardship.unknown-registration', 'There is no such registration.');
    return found;
  }
}
