import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Pages } from '../../../platform/html';
import { Public } from '../../staff';
import { ServicePathParams } from '../register/register.dto';
import { StartPages } from './start.service';
import { StartView } from './start-view';

/** The first page of a service. */
@ApiExcludeController()
@Controller()
export class StartController {
  constructor(
    private readonly pages: Pages,
    private readonly start: StartPages,
  ) {}

  @Public()
  @Get(':language/services/:authority/:service')
  async show(
    @Param() params: ServicePathParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(params.language, request, reply);
    const facts = await this.start.get(`${params.authority}/${params.service}`);
    return page.render({ title: facts.title, body: h(StartView, { facts }) });
  }
}
