import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../platform/html';
import { Public } from '../../staff';
import { ServicePathParams } from '../register/register.dto';
import { StartPages } from './start.service';
import { StartView } from './start-view';

/** The first page of a service. */
@ApiExcludeController()
@Controller()
export class StartController {
  constructor(private readonly start: StartPages) {}

  @Public()
  @Get(':language/services/:authority/:service')
  async show(@Param() params: ServicePathParams, @OpenPage() page: Page): Promise<string> {
    const facts = await this.start.get(`${params.authority}/${params.service}`);
    return page.render({ title: facts.title, body: h(StartView, { facts }) });
  }
}
