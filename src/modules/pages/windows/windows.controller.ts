import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Pages } from '../../../platform/html';
import { Public } from '../../staff';
import { WindowPageParams } from './windows.dto';
import { WindowRulesService } from './window-rules.service';
import { WindowRulesView } from './window-rules-view';

/** Windows and their rules, in plain words, for everybody. */
@ApiExcludeController()
@Controller(':language/windows')
export class WindowPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly rules: WindowRulesService,
  ) {}

  @Public()
  @Get(':authority/:service/:window')
  async show(
    @Param() { language, authority, service, window }: WindowPageParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const rules = await this.rules.get(`${authority}/${service}/${window}`);
    return page.render({ title: page.t('windows:title', { title: rules.view.title }), body: h(WindowRulesView, { rules }) });
  }
}
