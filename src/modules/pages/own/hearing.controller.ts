import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type FieldErrors, type Page, Pages } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { OwnHearings } from '../../appointments';
import { LONGEST_OBJECTION, type ProvenKey } from '../../registrations';
import { Public } from '../../staff';
import { HearingView } from './hearing-view';
import { OwnDoor } from './own-door';
import { ObjectionForm, OwnParams } from './own.dto';

/** The appointment has been decided about, or has ended otherwise. */
const OVER = ['revocation.no-hearing', 'offer.none'];

/** The answer of somebody who has been told that their appointment may be revoked. */
@ApiExcludeController()
@Controller(':language/registration/:link/hearing')
export class HearingController {
  constructor(
    private readonly pages: Pages,
    private readonly door: OwnDoor,
    private readonly hearings: OwnHearings,
  ) {}

  @Public()
  @Get()
  async ask(
    @Param() { language, link }: OwnParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const { key, gate } = this.door.enter({ page, request, reply, link }, 'hearing');
    return key ? this.show(page, key) : gate;
  }

  @Public()
  @Post()
  async send(
    @Param() { language, link }: OwnParams,
    @Body() form: ObjectionForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const page = this.pages.open(language, request, reply);
    const { key, gate } = await this.door.take({ page, request, reply, link }, form);
    if (!key) return gate;
    const text = form.text?.trim() ?? '';
    if (text === '') return this.show(page, key, text, { text: page.t('own:notice.missing') });
    if (text.length > LONGEST_OBJECTION) return this.show(page, key, text, { text: page.t('own:notice.long') });
    try {
      await this.hearings.answer(key, text);
    } catch (error) {
      // Decided meanwhile: the page says that nothing is left to answer.
      if (!(error instanceof DomainError) || !OVER.includes(String(error.code))) throw error;
      return this.show(page, key);
    }
    page.redirect(`/registration/${link}`);
  }

  private async show(page: Page, key: ProvenKey, text?: string, errors?: FieldErrors): Promise<string> {
    const hearing = await this.hearings.find(key);
    const body = h(HearingView, { own: `/registration/${key.link}`, hearing, text, errors });
    return page.render({ title: page.t('own:hearing.title'), status: errors ? 400 : 200, hasErrors: errors !== undefined, body });
  }
}
