import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pages } from '../../../platform/html';
import { OwnDetailsService, OwnObjections } from '../../registrations';
import { Public } from '../../staff';
import { concernOfNotice } from './concern';
import { ConcernPages, type Concerns } from './concern-pages';
import { ObjectionForm, OwnParams } from './own.dto';

/** The answer of somebody who has been told that their registration may be excluded. */
@ApiExcludeController()
@Controller(':language/registration/:link/objection')
export class ObjectionController {
  private readonly concerns: Concerns;

  constructor(
    private readonly pages: Pages,
    private readonly concernPages: ConcernPages,
    details: OwnDetailsService,
    objections: OwnObjections,
  ) {
    this.concerns = {
      kind: 'notice',
      find: async (key) => details.get(key).then(({ notice }) => notice && concernOfNotice(notice)),
      answer: async (key, text) => objections.object(key, text),
      over: ['review.no-notice'],
    };
  }

  @Public()
  @Get()
  async ask(
    @Param() { language, link }: OwnParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    return this.concernPages.ask({ page, request, reply, link }, this.concerns);
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
    return this.concernPages.send({ page, request, reply, link }, form, this.concerns);
  }
}
