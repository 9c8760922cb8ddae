import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { DrawStoriesService } from '../../draws';
import { Public } from '../../staff';
import { type Arrival, Arriving } from './arrival';
import { OwnDoor } from './own-door';
import { SheetParams } from './own.dto';
import { SheetView } from './sheet-view';

/** Why somebody was served or not, in one draw (docs/spec: individual-sheet). */
@ApiExcludeController()
@Controller(':language/registration/:link/draws')
export class SheetController {
  constructor(
    private readonly door: OwnDoor,
    private readonly stories: DrawStoriesService,
  ) {}

  @Public()
  @Get(':authority/:service/:window/:number')
  async show(@Param() { authority, service, window, number }: SheetParams, @Arriving() arrival: Arrival): Promise<string> {
    const drawId = `${authority}/${service}/${window}/${number}`;
    const { key, gate } = this.door.enter(arrival, `draws/${drawId}`);
    if (!key) return gate;
    const told = await this.stories.getOwn(key, drawId);
    const { page, link } = arrival;
    return page.render({ title: page.t('sheet:title'), body: h(SheetView, { told, own: `/registration/${link}` }) });
  }
}
