import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { OpenPage, Page } from '../../../platform/html';
import { DrawDirectory } from '../../draws';
import { Public } from '../../staff';
import { DrawPageParams } from '../windows/windows.dto';
import { DrawListView } from './draw-list-view';
import { DrawPageService } from './draw-page.service';
import type { Refresh } from './draw-steps-view';
import { DrawView } from './draw-view';
import { DrawListQuery, DrawPageQuery } from './draws.dto';

const DRAWS_A_PAGE = 25;
/** Long enough to read what is there; a draw's steps lie hours apart. */
const REFRESH_SECONDS = 30;

/** Draws, for everybody: all of them, and each with all it came to. */
@ApiExcludeController()
@Controller(':language')
export class DrawPagesController {
  constructor(
    private readonly directory: DrawDirectory,
    private readonly draws: DrawPageService,
  ) {}

  @Public()
  @Get('draws')
  async list(@Query() query: DrawListQuery, @OpenPage() page: Page): Promise<string> {
    const number = Number(query.page ?? 1);
    const { draws, hasMore } = await this.directory.list(number, DRAWS_A_PAGE);
    return page.render({ title: page.t('draws:title'), wide: true, body: h(DrawListView, { draws, hasMore, page: number }) });
  }

  @Public()
  @Get('windows/:authority/:service/:window/draws/:number')
  async show(
    @Param() { authority, service, window, number }: DrawPageParams,
    @Query() query: DrawPageQuery,
    @OpenPage() page: Page,
  ): Promise<string> {
    const draw = await this.draws.get(`${authority}/${service}/${window}`, number);
    const refresh: Refresh = query.refresh === 'live' || query.refresh === 'off' ? query.refresh : 'auto';
    const name = draw.draw.number === 0 ? page.t('draws:name.main') : page.t('draws:name.refill', { number });
    return page.render({
      title: page.t('draws:draw.title', { name, window: draw.window.title }),
      body: h(DrawView, { page: draw, refresh }),
      scripts: draw.isPublished ? ['check.js'] : draw.isOver ? [] : ['live.js'],
      ...(!draw.isOver && refresh === 'auto' ? { refreshSeconds: REFRESH_SECONDS } : {}),
    });
  }
}
