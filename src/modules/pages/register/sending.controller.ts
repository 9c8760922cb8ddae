import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { DomainError } from '../../../platform/http';
import { OpenPage, Page } from '../../../platform/html';
import { addressKeyOf } from '../../../platform/limits';
import {
  type CompleteAnswers,
  ConfirmationService,
  type FormAnswers,
  FormCopies,
  FormSubmission,
  type RegistrationForm,
  registrationOf,
  type SentForm,
  SentForms,
} from '../../registrations';
import { Public } from '../../staff';
import { OwnSession } from '../own/own-session';
import { CheckView } from './check-view';
import { latinDigits } from './fields';
import { FormAccess } from './form-access';
import { findUnanswered, type Journey, meaningOfWishes, possibleGroups, stepsOf } from './journey';
import { Journeys } from './journey.service';
import { showGone } from './register.controller';
import { CodeDto, ConfirmParams, FormParams, SendDto } from './register.dto';
import { SendingLimits } from './sending-limits';
import { SentView } from './sent-view';
import { ConfirmView } from './side-views';

const STATUS: Readonly<Partial<Record<DomainError['kind'], number>>> = { unavailable: 503, 'too-many': 429 };

/** The end of a registration: answers checked, sent, confirmed. */
@ApiExcludeController()
@Controller()
export class SendingController {
  constructor(
    private readonly access: FormAccess,
    private readonly copies: FormCopies,
    private readonly journeys: Journeys,
    private readonly submission: FormSubmission,
    private readonly sentForms: SentForms,
    private readonly confirmation: ConfirmationService,
    private readonly ownSession: OwnSession,
    private readonly limits: SendingLimits,
  ) {}

  @Public()
  @Get(':language/register/:form/check')
  async check(
    @Param() params: FormParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const form = await this.access.open(request, reply, params.form);
    if (form === null) return showGone(page);
    const journey = await this.journeys.get(form.serviceId);
    const elsewhere = elsewhereOf(form, journey);
    if (elsewhere !== null) return void page.redirect(`/register/${form.id}/${elsewhere}`);
    return this.showCheck(page, request, form, journey);
  }

  /** Registers. Sent again, by whichever tab, it leads to the same page and registers nothing. */
  @Public()
  @Post(':language/register/:form/check')
  async send(
    @Param() params: FormParams,
    @Body() { copy, proof }: SendDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const form = await this.access.open(request, reply, params.form, copy);
    if (form === null) return showGone(page);
    const journey = await this.journeys.get(form.serviceId);
    const elsewhere = elsewhereOf(form, journey);
    if (elsewhere !== null) return void page.redirect(`/register/${form.id}/${elsewhere}`);
    const answers = agreedOnly(journey, form.answers) as CompleteAnswers;
    try {
      await this.limits.send(request, form.id, proof);
      const body = registrationOf(journey.service, answers, meaningOfWishes(journey, answers), page.language);
      await this.submission.send(form, body, addressKeyOf(request.ip));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.showCheck(page, request, form, journey, error);
    }
    // Link and case number have just been shown together: the receipt opens at once.
    this.ownSession.start(reply, (await this.sentForms.get(form.registrationId)).link, answers.caseNumber);
    return void page.redirect(`/register/${form.id}/sent`);
  }

  @Public()
  @Get(':language/register/:form/sent')
  async sent(
    @Param() params: FormParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const form = await this.access.open(request, reply, params.form);
    if (form === null) return showGone(page);
    if (form.state !== 'sent') return void page.redirect(`/register/${form.id}/check`);
    return this.showSent(page, await this.sentForms.get(form.registrationId), `/register/${form.id}/sent`);
  }

  /** The code from the letter. */
  @Public()
  @Post(':language/register/:form/sent')
  async enterCode(
    @Param() params: FormParams,
    @Body() body: CodeDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const form = await this.access.open(request, reply, params.form);
    if (form === null) return showGone(page);
    const sent = await this.sentForms.get(form.registrationId);
    const code = latinDigits(body.code ?? '').replace(/\s/g, '');
    const wrong = /^\d{6}$/.test(code) ? await this.confirm(sent.link, code) : ('code-missing' as const);
    if (wrong === null) return void page.redirect(`/register/${form.id}/sent`);
    return this.showSent(page, sent, `/register/${form.id}/sent`, { code: page.t(`register:error.${wrong}`) }, body.code);
  }

  @Public()
  @Get(':language/confirm/:token')
  async openLetter(@Param() params: ConfirmParams, @OpenPage() page: Page): Promise<string> {
    const sent = await this.sentForms.getByToken(params.token);
    if (sent.state !== 'unconfirmed') return this.showSent(page, sent, null);
    const { title } = await this.journeys.get(sent.serviceId);
    return page.render({ title: page.t('register:confirm.title'), body: h(ConfirmView, { token: params.token, title }) });
  }

  @Public()
  @Post(':language/confirm/:token')
  async confirmByLetter(@Param() params: ConfirmParams, @OpenPage() page: Page): Promise<void> {
    await this.confirmation.confirm({ token: params.token });
    page.redirect(`/confirm/${params.token}`);
  }

  private async confirm(link: string, code: string): Promise<'code-wrong' | 'code-too-many' | 'code-late' | null> {
    try {
      await this.confirmation.confirm({ link, code });
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'registration.wrong-code') return 'code-wrong';
      if (error.code === 'registration.too-many-codes') return 'code-too-many';
      if (error.code === 'registration.confirmed-too-late' || error.code === 'registration.over') return 'code-late';
      throw error;
    }
  }

  private async showCheck(
    page: Page,
    request: FastifyRequest,
    form: RegistrationForm,
    journey: Journey,
    refusal?: DomainError,
  ): Promise<string> {
    const challenge = await this.limits.challenge(request, form.id);
    const problem = refusal && (page.context.texts.find(page.language, `errors:${refusal.code}`) ?? page.t('register:error.refused'));
    const body = h(CheckView, {
      formId: form.id,
      journey,
      answers: form.answers,
      steps: stepsOf(journey, form.answers),
      copy: this.copies.seal(form),
      problem,
      challenge,
    });
    const failed = refusal === undefined ? {} : { hasErrors: true, status: STATUS[refusal.kind] ?? 400 };
    return page.render({ title: page.t('register:check.title'), body, scripts: challenge === null ? [] : ['proof-of-work.js'], ...failed });
  }

  private async showSent(page: Page, sent: SentForm, path: string | null, errors: Record<string, string> = {}, code = ''): Promise<string> {
    const { service, title } = await this.journeys.get(sent.serviceId);
    const action = path === null ? null : `/${page.language}${path}`;
    const body = h(SentView, { sent, servicePath: `/services/${service}`, title, action, code, errors });
    const hasErrors = Object.keys(errors).length > 0;
    const heading =
      sent.state === 'over' ? 'register:sent.over-title' : sent.state === 'confirmed' ? 'register:confirmed.title' : 'register:sent.title';
    return page.render({ title: page.t(heading), body, hasErrors, ...(hasErrors ? { status: 400 } : {}) });
  }
}

/** Where a form belongs that can't be checked and sent: it has been, or answers are missing. */
function elsewhereOf(form: RegistrationForm, journey: Journey): string | null {
  return form.state === 'sent' ? 'sent' : findUnanswered(journey, form.answers);
}

/** Whoever can't come to some groups must not be given any group, whatever they agreed to before. */
function agreedOnly(journey: Journey, answers: FormAnswers): FormAnswers {
  return possibleGroups(journey, answers).length === journey.groups.length ? answers : { ...answers, widenIfRare: false };
}
