import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../platform/html';
import { Public } from '../../staff';
import { WindowPageParams } from './windows.dto';
import { WindowRulesService } from './window-rules.service';
import { WindowRulesView } from './window-rules-view';

/** Windows and their rules, in plain words, for everybody. */
@ApiExcludeController()
@Controller(':language/windows')
export class WindowPagesController {
  constructor(private readonly rules: WindowRulesService) {}

  @Public()
  @Get(':authority/:service/:window')
  async show(@Param() { authority, service, window }: WindowPageParams, @OpenPage() page: Page): Promise<string> {
    const rules = await this.rules.get(`${authority}/${service}/${window}`);
    return page.render({ title: page.t('windows:title', { title: rules.view.title }), body: h(WindowRulesView, { rules }) });
  }
}
