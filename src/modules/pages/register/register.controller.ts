import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { OpenPage, Page, Pages } from '../../../platform/html';
import { FormCopies, PrivateLinks, RegistrationForms } from '../../registrations';
import { Public } from '../../staff';
import { OwnSession } from '../own/own-session';
import { FormAccess } from './form-access';
import { findUnanswered, nextOf, stepsOf } from './journey';
import { Journeys } from './journey.service';
import { QuestionPages } from './question-pages';
import { AnswerDto, FormParams, FormPostDto, ServicePathParams, StepParams, StepQuery } from './register.dto';
import { SendingLimits } from './sending-limits';
import { ByPhoneView, DeletedView, DeleteView, GoneView } from './side-views';

/** The questions of a registration, one a page. Any order works, in any number of tabs; nothing counts before the last page is sent. */
@ApiExcludeController()
@Controller()
export class RegisterController {
  constructor(
    private readonly pages: Pages,
    private readonly access: FormAccess,
    private readonly forms: RegistrationForms,
    private readonly copies: FormCopies,
    private readonly journeys: Journeys,
    private readonly questions: QuestionPages,
    private readonly links: PrivateLinks,
    private readonly ownSession: OwnSession,
    private readonly limits: SendingLimits,
  ) {}

  /** Begins a form. */
  @Public()
  @Post(':language/services/:authority/:service/register')
  async begin(@Param() params: ServicePathParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const page = this.pages.open(params.language, request, reply);
    await this.limits.begin(request);
    const form = await this.forms.begin(`${params.authority}/${params.service}`);
    this.access.give(reply, form.id);
    page.redirect(`/register/${form.id}/name`);
  }

  @Public()
  @Get(':language/register/deleted')
  deleted(@OpenPage() page: Page): string {
    return page.render({ title: page.t('register:delete.done-title'), body: h(DeletedView, {}) });
  }

  @Public()
  @Get(':language/register/:form/by-phone')
  async byPhone(
    @Param() params: FormParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string> {
    const form = await this.access.open(request, reply, params.form);
    if (form === null) return showGone(page);
    return page.render({ title: page.t('register:by-phone.title'), body: h(ByPhoneView, { formId: form.id }) });
  }

  @Public()
  @Get(':language/register/:form/delete')
  async askToDelete(
    @Param() params: FormParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string> {
    const form = await this.access.open(request, reply, params.form);
    if (form === null) return showGone(page);
    const sent = form.state === 'sent';
    const body = h(DeleteView, { formId: form.id, sent, copy: sent ? null : this.copies.seal(form) });
    return page.render({ title: page.t('register:delete.title'), body });
  }

  /** Deletes the answers, and what the browser remembers. */
  @Public()
  @Post(':language/register/:form/delete')
  async delete(
    @Param() params: FormParams,
    @Body() body: FormPostDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = this.pages.open(params.language, request, reply);
    const form = await this.access.open(request, reply, params.form, body.copy);
    if (form !== null) {
      await this.forms.delete(form.id);
      this.ownSession.end(reply, this.links.linkOf(form.registrationId));
    }
    this.access.take(reply, params.form);
    page.redirect('/register/deleted');
  }

  @Public()
  @Get(':language/register/:form/:step')
  async ask(
    @Param() params: StepParams,
    @Query() { from }: StepQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const form = await this.access.open(request, reply, params.form);
    if (form === null) return showGone(page);
    if (form.state === 'sent') return void page.redirect(`/register/${form.id}/sent`);
    const journey = await this.journeys.get(form.serviceId);
    if (!stepsOf(journey, form.answers).includes(params.step)) {
      return void page.redirect(`/register/${form.id}/${findUnanswered(journey, form.answers) ?? 'check'}`);
    }
    return this.questions.show(page, { form, journey, step: params.step, fromCheck: from === 'check' });
  }

  @Public()
  @Post(':language/register/:form/:step')
  async answer(
    @Param() params: StepParams,
    @Body() { copy, from, ...posted }: AnswerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    const form = await this.access.open(request, reply, params.form, copy);
    if (form === null) return showGone(page);
    if (form.state === 'sent') return void page.redirect(`/register/${form.id}/sent`);
    await this.limits.answer(form.id);
    const question = { form, journey: await this.journeys.get(form.serviceId), step: params.step, fromCheck: from === 'check' };
    const reading = this.questions.read(question, { ...posted });
    if ('errors' in reading) return this.questions.showAgain(page, question, { ...posted }, reading.errors);
    const answered = await this.forms.answer(form.id, reading.answers);
    if (answered === null) return showGone(page);
    if (answered.answers.contact?.kind === 'none') return void page.redirect(`/register/${form.id}/by-phone`);
    page.redirect(`/register/${form.id}/${nextOf(question.journey, answered.answers, params.step, question.fromCheck)}`);
    return undefined;
  }
}

/** One answer for whatever this browser can't see. */
export function showGone(page: Page): string {
  return page.render({ title: page.t('register:gone.title'), body: h(GoneView, {}), status: 404 });
}
