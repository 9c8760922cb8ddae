import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OwnDetailsService, OwnObjections } from '../../registrations';
import { Public } from '../../staff';
import { type Arrival, Arriving } from './arrival';
import { concernOfNotice } from './concern';
import { ConcernPages, type Concerns } from './concern-pages';
import { ObjectionForm } from './own.dto';

/** The answer of somebody who has been told that their registration may be excluded. */
@ApiExcludeController()
@Controller(':language/registration/:link/objection')
export class ObjectionController {
  private readonly concerns: Concerns;

  constructor(
    private readonly concernPages: ConcernPages,
    details: OwnDetailsService,
    objections: OwnObjections,
  ) {
    this.concerns = {
      kind: 'notice',
      find: async (key) => details.get(key).then(({ notice }) => notice && concernOfNotice(notice)),
      answer: async (key, text) => objections.object(key, text),
      over: ['review.no-notice'],
    };
  }

  @Public()
  @Get()
  async ask(@Arriving() arrival: Arrival): Promise<string> {
    return this.concernPages.ask(arrival, this.concerns);
  }

  @Public()
  @Post()
  async send(@Body() form: ObjectionForm, @Arriving() arrival: Arrival): Promise<string | void> {
    return this.concernPages.send(arrival, form, this.concerns);
  }
}
