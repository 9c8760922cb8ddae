import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Clock } from '../../../platform/clock';
import { type Page, Pages } from '../../../platform/html';
import { AppointmentError, AnswersService } from '../../appointments';
import type { ProvenKey } from '../../registrations';
import { Public } from '../../staff';
import { answerBy, refusalOf } from '../answer/answer.controller';
import { sendCalendar } from '../answer/calendar';
import { OwnDoor } from './own-door';
import { OwnView } from './own-view';
import { CaseNumberForm, GateForm, OwnAnswerForm, OwnParams } from './own.dto';
import { OwnPageService } from './own.service';

/** One's own registration: behind the private link, and the case number. */
@ApiExcludeController()
@Controller(':language/registration/:link')
export class OwnController {
  constructor(
    private readonly pages: Pages,
    private readonly door: OwnDoor,
    private readonly own: OwnPageService,
    private readonly answers: AnswersService,
    private readonly clock: Clock,
  ) {}

  @Public()
  @Get()
  async show(
    @Param() { language, link }: OwnParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const { key, gate } = this.door.enter({ page, request, reply, link });
    return key ? this.render(page, key) : gate;
  }

  /** The gate's form. */
  @Public()
  @Post()
  async enter(
    @Param() { language, link }: OwnParams,
    @Body() form: GateForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const page = this.pages.open(language, request, reply);
    const { gate } = await this.door.take({ page, request, reply, link }, form);
    if (gate !== undefined) return gate;
    page.redirect(`/registration/${link}${form.to === undefined ? '' : `/${form.to}`}`);
  }

  /** For those who leave a computer to others. */
  @Public()
  @Post('leave')
  leave(
    @Param() { language, link }: OwnParams,
    @Body() _form: CaseNumberForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    const page = this.pages.open(language, request, reply);
    this.door.leave(reply, link);
    page.redirect(`/registration/${link}`);
  }

  /** Accept, decline, give back. */
  @Public()
  @Post('answer')
  async answer(
    @Param() { language, link }: OwnParams,
    @Body() form: OwnAnswerForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const page = this.pages.open(language, request, reply);
    const { key, gate } = await this.door.take({ page, request, reply, link }, form);
    if (!key) return gate;
    if (form.answer === 'decline' && form.reason === undefined)
      return this.render(page, key, { status: 400, error: page.t('answer:decline.reason-missing') });
    try {
      await answerBy(this.answers, { ...key, appointment: form.appointment }, form);
    } catch (error) {
      return this.render(page, key, refusalOf(page, error));
    }
    page.redirect(`/registration/${link}`);
  }

  @Public()
  @Get('appointment.ics')
  async calendar(
    @Param() { language, link }: OwnParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const { key, gate } = this.door.enter({ page, request, reply, link });
    if (!key) return gate;
    const { appointment } = await this.own.get(key);
    if (appointment === null) throw new AppointmentError('appointment.not-accepted');
    return sendCalendar(page, reply, appointment.appointment, appointment.serviceTitle, this.clock.now());
  }

  private async render(page: Page, key: ProvenKey, more: { status?: number; error?: string; refusal?: string } = {}): Promise<string> {
    const { status, ...shown } = more;
    const overview = await this.own.get(key);
    const body = h(OwnView, { overview, link: key.link, ...shown });
    return page.render({ title: page.t('own:title'), status, hasErrors: shown.error !== undefined, body });
  }
}
