import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Pages } from '../../../platform/html';
import { DrawStoriesService } from '../../draws';
import { Public } from '../../staff';
import { OwnDoor } from './own-door';
import { SheetParams } from './own.dto';
import { SheetView } from './sheet-view';

/** Why somebody was served or not, in one draw (docs/spec: individual-sheet). */
@ApiExcludeController()
@Controller(':language/registration/:link/draws')
export class SheetController {
  constructor(
    private readonly pages: Pages,
    private readonly door: OwnDoor,
    private readonly stories: DrawStoriesService,
  ) {}

  @Public()
  @Get(':authority/:service/:window/:number')
  async show(
    @Param() { language, link, authority, service, window, number }: SheetParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const drawId = `${authority}/${service}/${window}/${number}`;
    const { key, gate } = this.door.enter({ page, request, reply, link }, `draws/${drawId}`);
    if (!key) return gate;
    const told = await this.stories.getOwn(key, drawId);
    return page.render({ title: page.t('sheet:title'), body: h(SheetView, { told, own: `/registration/${link}` }) });
  }
}
