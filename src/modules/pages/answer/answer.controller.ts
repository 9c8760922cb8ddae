import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { Clock } from '../../../platform/clock';
import { OpenPage, Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { AnswersService, AnswerViews } from '../../appointments';
import { Public } from '../../staff';
import { AnswerPage } from './answer-view';
import { AnswerForm, AnswerParams } from './answer.dto';
import { sendCalendar } from './calendar';

/**
 * Answers by the link in a letter, without the case number. Looking changes nothing, since mail scanners follow links; a button does.
 */
@ApiExcludeController()
@Controller(':language/answer/:token')
export class AnswerController {
  constructor(
    private readonly views: AnswerViews,
    private readonly answers: AnswersService,
    private readonly clock: Clock,
  ) {}

  @Public()
  @Get()
  async show(@Param() { token }: AnswerParams, @OpenPage() page: Page): Promise<string> {
    return this.render(page, token);
  }

  @Public()
  @Post()
  async answer(@Param() { token }: AnswerParams, @Body() form: AnswerForm, @OpenPage() page: Page): Promise<string | void> {
    if (form.answer === 'decline' && form.reason === undefined)
      return this.render(page, token, { status: 400, error: page.t('answer:decline.reason-missing') });
    try {
      await answerBy(this.answers, { token }, form);
    } catch (error) {
      const refused = refusalOf(page, error);
      return this.render(page, token, refused);
    }
    page.redirect(`/answer/${token}`);
  }

  @Public()
  @Get('appointment.ics')
  async calendar(
    @Param() { token }: AnswerParams,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string> {
    const { appointment, serviceTitle } = await this.views.get(token);
    return sendCalendar(page, reply, appointment, serviceTitle, this.clock.now());
  }

  private async render(page: Page, token: string, more: { status?: number; error?: string; refusal?: string } = {}): Promise<string> {
    const view = await this.views.get(token);
    const { status, ...shown } = more;
    const title = page.t(`answer:title.${view.phase}`);
    return page.render({ title, status, hasErrors: shown.error !== undefined, body: h(AnswerPage, { view, token, ...shown }) });
  }
}

/** What a posted button does. @throws DomainError as `AnswersService` */
export async function answerBy(answers: AnswersService, key: Parameters<AnswersService['accept']>[0], form: AnswerForm): Promise<void> {
  if (form.answer === 'accept') await answers.accept(key);
  else if (form.answer === 'give-back') await answers.giveBack(key);
  else await answers.decline(key, form.reason ?? 'other');
}

/** A refusal that the page itself explains: decided already, or too late. Everything else is thrown on. */
export function refusalOf(page: Page, error: unknown): { status: number; refusal: string } {
  if (!(error instanceof DomainError) || (error.kind !== 'conflict' && error.kind !== 'too-late')) throw error;
  const { texts, language, t } = page.context;
  return { status: error.kind === 'too-late' ? 410 : 409, refusal: texts.find(language, `errors:${error.code}`) ?? t('errors:unknown') };
}
