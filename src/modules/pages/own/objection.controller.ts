import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type FieldErrors, type Page, Pages } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { LONGEST_OBJECTION, OwnDetailsService, OwnObjections, type ProvenKey } from '../../registrations';
import { Public } from '../../staff';
import { ObjectionView } from './notice-view';
import { OwnDoor } from './own-door';
import { ObjectionForm, OwnParams } from './own.dto';

/** The answer of somebody who has been told that their registration may be excluded. */
@ApiExcludeController()
@Controller(':language/registration/:link/objection')
export class ObjectionController {
  constructor(
    private readonly pages: Pages,
    private readonly door: OwnDoor,
    private readonly details: OwnDetailsService,
    private readonly objections: OwnObjections,
  ) {}

  @Public()
  @Get()
  async ask(
    @Param() { language, link }: OwnParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const { key, gate } = this.door.enter({ page, request, reply, link }, 'objection');
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
      await this.objections.object(key, text);
    } catch (error) {
      // Decided meanwhile: the page says that nothing is left to answer.
      if (!(error instanceof DomainError) || error.code !== 'review.no-notice') throw error;
      return this.show(page, key);
    }
    page.redirect(`/registration/${link}`);
  }

  private async show(page: Page, key: ProvenKey, text?: string, errors?: FieldErrors): Promise<string> {
    const { notice } = await this.details.get(key);
    const body = h(ObjectionView, { own: `/registration/${key.link}`, notice, text, errors });
    return page.render({ title: page.t('own:notice.title'), status: errors ? 400 : 200, hasErrors: errors !== undefined, body });
  }
}
