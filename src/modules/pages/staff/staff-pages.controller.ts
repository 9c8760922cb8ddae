import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../platform/html';
import { DrawRecordsService, VoidingService } from '../../draws';
import { CurrentStaff, Requires, type StaffMember } from '../../staff';
import { DeskView } from './desk-frame';
import { refusalText } from './refusal';
import { VoidForm, VoidParams } from './staff-pages.dto';
import { VoidView } from './void-view';

/** The office's side. Which page is whose, the table of duties says. */
@ApiExcludeController()
@Controller(':language/staff')
export class StaffPagesController {
  constructor(
    private readonly draws: DrawRecordsService,
    private readonly voiding: VoidingService,
  ) {}

  @Requires('see-own-desk')
  @Get()
  desk(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): string {
    return page.render({ title: page.t('staff:desk.title'), body: h(DeskView, { member }) });
  }

  @Requires('ask-for-voiding')
  @Get('void/:authority/:service/:window/:number')
  async showVoiding(@Param() params: VoidParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const draw = await this.draws.get(drawIdOf(params));
    return page.render({ title: page.t('staff:void.title'), body: h(VoidView, { member, draw, errors: {} }) });
  }

  @Requires('ask-for-voiding')
  @Post('void/:authority/:service/:window/:number')
  async askForVoiding(
    @Param() params: VoidParams,
    @Body() { reason }: VoidForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const drawId = drawIdOf(params);
    if (reason === undefined) return this.showRefused(page, member, drawId, 400, page.t('staff:void.missing'));
    try {
      await this.voiding.ask(member, drawId, reason);
    } catch (error) {
      return this.showRefused(page, member, drawId, 409, refusalText(page, error, 'acts'));
    }
    page.redirect('/staff/approvals');
    return undefined;
  }

  private async showRefused(page: Page, member: StaffMember, drawId: string, status: 400 | 409, reason: string): Promise<string> {
    const body = h(VoidView, { member, draw: await this.draws.get(drawId), errors: { reason } });
    return page.render({ title: page.t('staff:void.title'), status, hasErrors: true, body });
  }
}

function drawIdOf({ authority, service, window, number }: VoidParams): string {
  return `${authority}/${service}/${window}/${number}`;
}
