import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { OpenPage, Page } from '../../../platform/html';
import { negotiateLanguage } from '../../../platform/i18n';
import { Public } from '../../staff';
import { HomeView } from './home-view';
import { HomeOverview } from './home.service';

/** The front door. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(private readonly overview: HomeOverview) {}

  /** To the visitor's language, as far as the browser tells it. */
  @Public()
  @Get()
  toLanguage(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const language = negotiateLanguage(request.headers['accept-language']);
    void reply.status(302).header('location', `/${language}`).header('vary', 'accept-language').header('cache-control', 'no-store').send();
  }

  @Public()
  @Get(':language')
  async show(@OpenPage() page: Page): Promise<string> {
    return page.render({ title: page.t('home:title'), body: h(HomeView, { services: await this.overview.list() }) });
  }
}
