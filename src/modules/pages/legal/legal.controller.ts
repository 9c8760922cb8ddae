import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { CONFIG, type Config, RETENTION_CLASSES, type RetentionClass } from '../../../platform/config';
import { Pages } from '../../../platform/html';
import { Public } from '../../staff';
import { AccessibilityView } from './accessibility-view';
import { PrivacyView } from './privacy-view';

/** What the law asks every public service to say. */
@ApiExcludeController()
@Controller(':language')
export class LegalController {
  constructor(
    private readonly pages: Pages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Get('accessibility')
  accessibility(
    @Param('language') language: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const page = this.pages.open(language, request, reply);
    return page.render({ title: page.t('legal:accessibility.title'), body: h(AccessibilityView, {}) });
  }

  @Public()
  @Get('privacy')
  privacy(@Param('language') language: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const page = this.pages.open(language, request, reply);
    const kept = (Object.keys(RETENTION_CLASSES) as RetentionClass[]).map((name) => ({ name, days: this.config.retention[name] }));
    return page.render({ title: page.t('legal:privacy.title'), body: h(PrivacyView, { kept }) });
  }
}
