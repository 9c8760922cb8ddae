import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../../platform/html';
import { SlotGrants } from '../../../appointments';
import type { StaffCase } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { CaseDesk } from '../cases/case-desk';
import { CasePageParams, FindCaseForm } from '../cases/cases.dto';
import { refusalText } from '../refusal';
import { AskedQuery } from '../staff-pages.dto';
import { GrantableSlots } from './grantable-slots.service';
import { GrantForm } from './grants.dto';
import { GrantFormView } from './grants-view';

/** Asking for a slot outside the draw. */
@ApiExcludeController()
@Controller(':language/staff/grants')
export class GrantPagesController {
  constructor(
    private readonly cases: CaseDesk,
    private readonly grants: SlotGrants,
    private readonly slots: GrantableSlots,
  ) {}

  @Requires('ask-for-grants')
  @Get()
  begin(@Query() { asked }: AskedQuery, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): string {
    return this.cases.begin(page, member, 'grant', asked === 'yes');
  }

  @Requires('ask-for-grants')
  @Post()
  async find(@Body() form: FindCaseForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.cases.find(page, member, 'grant', form);
  }

  @Requires('ask-for-grants')
  @Get(':registration')
  async show(@Param() { registration }: CasePageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.showForm(page, member, await this.cases.get(registration, 'grant'), {});
  }

  @Requires('ask-for-grants')
  @Post(':registration')
  async ask(
    @Param() { registration }: CasePageParams,
    @Body() form: GrantForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const found = await this.cases.get(registration, 'grant');
    const { slot, reason } = form;
    if (slot === undefined || reason === undefined) {
      const missing = (['slot', 'reason'] as const).filter((field) => form[field] === undefined);
      const errors = Object.fromEntries(missing.map((field) => [field, page.t(`staff-acts:grant.missing.${field}`)]));
      return this.showForm(page, member, found, form, errors);
    }
    const [window = '', slotId = ''] = slot.split(' ');
    try {
      await this.grants.ask(member, registration, reason, { window, slot: slotId });
    } catch (error) {
      return this.showForm(page, member, found, form, { slot: refusalText(page, error, 'acts') });
    }
    page.redirect('/staff/grants?asked=yes');
    return undefined;
  }

  private async showForm(page: Page, member: StaffMember, found: StaffCase, chosen: GrantForm, errors: FieldErrors = {}): Promise<string> {
    const hasErrors = Object.keys(errors).length > 0;
    const body = h(GrantFormView, { member, found, slots: await this.slots.list(found), chosen, errors });
    return page.render({ title: page.t('staff-acts:grant.form-title'), status: hasErrors ? 400 : 200, hasErrors, body });
  }
}
