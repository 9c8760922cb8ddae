import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pages } from '../../../platform/html';
import { OwnHearings } from '../../appointments';
import { Public } from '../../staff';
import { concernOfHearing } from './concern';
import { ConcernPages, type Concerns } from './concern-pages';
import { ObjectionForm, OwnParams } from './own.dto';

/** The answer of somebody who has been told that their appointment may be revoked. */
@ApiExcludeController()
@Controller(':language/registration/:link/hearing')
export class HearingController {
  private readonly concerns: Concerns;

  constructor(
    private readonly pages: Pages,
    private readonly concernPages: ConcernPages,
    hearings: OwnHearings,
  ) {
    this.concerns = {
      kind: 'hearing',
      find: async (key) => hearings.find(key).then((hearing) => hearing && concernOfHearing(hearing)),
      answer: async (key, text) => hearings.answer(key, text),
      // Decided, or the appointment has ended otherwise.
      over: ['revocation.no-hearing', 'offer.none'],
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
