import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { Clock } from '../../../platform/clock';
import type { Page } from '../../../platform/html';
import { AppointmentError, AnswersService } from '../../appointments';
import type { ProvenKey } from '../../registrations';
import { Public } from '../../staff';
import { answerBy, refusalOf } from '../answer/answer.controller';
import { sendCalendar } from '../answer/calendar';
import { type Arrival, Arriving } from './arrival';
import { OwnDoor } from './own-door';
import { OwnView } from './own-view';
import { CaseNumberForm, GateForm, OwnAnswerForm } from './own.dto';
import { OwnPageService } from './own.service';

/** One's own registration: behind the private link, and the case number. */
@ApiExcludeController()
@Controller(':language/registration/:link')
export class OwnController {
  constructor(
    private readonly door: OwnDoor,
    private readonly own: OwnPageService,
    private readonly answers: AnswersService,
    private readonly clock: Clock,
  ) {}

  @Public()
  @Get()
  async show(@Arriving() arrival: Arrival): Promise<string> {
    const { key, gate } = this.door.enter(arrival);
    return key ? this.render(arrival.page, key) : gate;
  }

  /** The gate's form. */
  @Public()
  @Post()
  async enter(@Body() form: GateForm, @Arriving() arrival: Arrival): Promise<string | void> {
    const { gate } = await this.door.take(arrival, form);
    if (gate !== undefined) return gate;
    arrival.page.redirect(`/registration/${arrival.link}${form.to === undefined ? '' : `/${form.to}`}`);
  }

  /** For those who leave a computer to others. */
  @Public()
  @Post('leave')
  leave(@Body() _form: CaseNumberForm, @Arriving() arrival: Arrival): void {
    this.door.leave(arrival);
    arrival.page.redirect(`/registration/${arrival.link}`);
  }

  /** Accept, decline, give back. */
  @Public()
  @Post('answer')
  async answer(@Body() form: OwnAnswerForm, @Arriving() arrival: Arrival): Promise<string | void> {
    const { key, gate } = await this.door.take(arrival, form);
    if (!key) return gate;
    if (form.answer === 'decline' && form.reason === undefined)
      return this.render(arrival.page, key, { status: 400, error: arrival.page.t('answer:decline.reason-missing') });
    try {
      await answerBy(this.answers, { ...key, appointment: form.appointment }, form);
    } catch (error) {
      return this.render(arrival.page, key, refusalOf(arrival.page, error));
    }
    arrival.page.redirect(`/registration/${arrival.link}`);
  }

  @Public()
  @Get('appointment.ics')
  async calendar(@Arriving() arrival: Arrival): Promise<string> {
    const { key, gate } = this.door.enter(arrival);
    if (!key) return gate;
    const { appointment } = await this.own.get(key);
    if (appointment === null) throw new AppointmentError('appointment.not-accepted');
    return sendCalendar(arrival.page, arrival.reply, appointment.appointment, appointment.serviceTitle, this.clock.now());
  }

  private async render(page: Page, key: ProvenKey, more: { status?: number; error?: string; refusal?: string } = {}): Promise<string> {
    const { status, ...shown } = more;
    const overview = await this.own.get(key);
    const body = h(OwnView, { overview, link: key.link, ...shown });
    return page.render({ title: page.t('own:title'), status, hasErrors: shown.error !== undefined, body });
  }
}
