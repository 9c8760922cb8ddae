import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { OpenPage, Page, Pages } from '../../../../platform/html';
import { describeProblem } from '../../../../platform/http';
import { Pdf } from '../../../../platform/pdf';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { factsOf, languagesOf } from '../../receipt/receipt-facts';
import { refusalText } from '../refusal';
import { AssistDesk } from './assist-desk.service';
import { AssistForm, AssistServiceParams, CallerActForm, CallerForm } from './assist.dto';
import { AssistedReceiptView } from './assisted-receipt-view';
import { CallerDesk } from './caller-desk.service';

/** Hotline and counter: registering somebody, and helping somebody who is registered. */
@ApiExcludeController()
@Controller(':language/staff/assist')
export class AssistController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: AssistDesk,
    private readonly callers: CallerDesk,
    private readonly pdf: Pdf,
  ) {}

  @Requires('help-callers')
  @Get()
  async show(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.desk.showHome(page, member);
  }

  /** Opens a registration by what the caller says. Posted: neither stands in an address. */
  @Requires('help-callers')
  @Post('find')
  async find(@Body() form: CallerForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    try {
      return await this.callers.find(page, member, form);
    } catch (error) {
      return this.desk.showHome(page, member, form, { text: refusalText(page, error, 'counter'), status: describeProblem(error).status });
    }
  }

  @Requires('help-callers')
  @Post('act')
  async act(@Body() form: CallerActForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    try {
      return await this.callers.act(page, member, form);
    } catch (error) {
      return this.desk.showHome(page, member, form, { text: refusalText(page, error, 'counter'), status: describeProblem(error).status });
    }
  }

  @Requires('register-for-others')
  @Get('register/:authority/:service')
  async showForm(@Param() params: AssistServiceParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.desk.showForm(page, member, params);
  }

  /** Registers, and answers with the receipt in the person's language, to be printed and handed over. */
  @Requires('register-for-others')
  @Post('register/:authority/:service')
  async register(
    @Param() params: AssistServiceParams,
    @Body() form: AssistForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(params.language, request, reply);
    const copy = await this.desk.register(page, member, params, form);
    if (typeof copy === 'string') return copy;
    const theirs = this.pages.open(form.locale, request, reply);
    const { texts, publicUrl } = theirs.context;
    const parts = languagesOf(form.locale).map((language) => factsOf(copy, language, texts.in(language)));
    const ownUrl = `${publicUrl}/${form.locale}/registration/${copy.link}`;
    const back = { href: `/${params.language}/staff/assist`, text: page.t('staff-counter:assist.next'), language: params.language };
    const body = h(AssistedReceiptView, { copy, parts, ownUrl, hasPdf: this.pdf.isAvailable(), back });
    return theirs.render({ title: theirs.t('receipt:title'), body });
  }
}
