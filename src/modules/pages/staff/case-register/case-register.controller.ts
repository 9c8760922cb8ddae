import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../../platform/html';
import { type CaseImportReport, CaseImportService } from '../../../identity';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { CatalogueService } from '../../../windows';
import { refusalText } from '../refusal';
import { CaseRegisterView } from './case-register-view';

export class CaseFileForm {
  @IsOptional()
  @IsString()
  file?: string;

  @Matches(/^[a-z0-9][a-z0-9.-]{0,59}$/)
  authority: string;

  @IsIn(['check', 'take'])
  act: 'check' | 'take';
}

/** Takes over an export of the case register. What is in it never comes back to the browser: it names people. */
@ApiExcludeController()
@Controller(':language/staff/case-register')
export class CaseRegisterController {
  constructor(
    private readonly imports: CaseImportService,
    private readonly catalogue: CatalogueService,
  ) {}

  @Requires('import-cases')
  @Get()
  async show(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.render(page, member, {});
  }

  /** Checks a file, or takes it over: all of it or nothing. */
  @Requires('import-cases')
  @Post()
  async take(
    @Body() { file = '', authority, act }: CaseFileForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    if (file.trim() === '') return this.render(page, member, { file: page.t('staff-plan:cases.missing') });
    try {
      const checked = await this.imports.import(authority, file, true);
      const report = act === 'take' && checked.errorCount === 0 ? await this.imports.import(authority, file, false, member.name) : checked;
      return await this.render(page, member, {}, report);
    } catch (error) {
      return this.render(page, member, { file: refusalText(page, error, 'plan') });
    }
  }

  private async render(page: Page, member: StaffMember, errors: FieldErrors, report?: CaseImportReport): Promise<string> {
    const authorities = [...new Set((await this.catalogue.listServices()).map(({ service }) => service.authority))];
    const hasErrors = Object.keys(errors).length > 0 || (report?.errorCount ?? 0) > 0;
    const title = page.t('staff-plan:cases.title');
    return page.render({
      title,
      hasErrors,
      status: hasErrors ? 400 : 200,
      body: h(CaseRegisterView, { member, authorities, errors, report }),
    });
  }
}
