import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { CONFIG, type Config, RETENTION_CLASSES, type RetentionClass } from '../../../platform/config';
import { OpenPage, Page } from '../../../platform/html';
import { Public } from '../../staff';
import { AccessibilityView } from './accessibility-view';
import { PrivacyView } from './privacy-view';

/** What the law asks every public service to say. */
@ApiExcludeController()
@Controller(':language')
export class LegalController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Public()
  @Get('accessibility')
  accessibility(@OpenPage() page: Page): string {
    return page.render({ title: page.t('legal:accessibility.title'), body: h(AccessibilityView, {}) });
  }

  @Public()
  @Get('privacy')
  privacy(@OpenPage() page: Page): string {
    const kept = (Object.keys(RETENTION_CLASSES) as RetentionClass[]).map((name) => ({ name, days: this.config.retention[name] }));
    return page.render({ title: page.t('legal:privacy.title'), body: h(PrivacyView, { kept }) });
  }
}
