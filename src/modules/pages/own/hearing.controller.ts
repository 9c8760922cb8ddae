import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OwnHearings } from '../../appointments';
import { Public } from '../../staff';
import { type Arrival, Arriving } from './arrival';
import { concernOfHearing } from './concern';
import { ConcernPages, type Concerns } from './concern-pages';
import { ObjectionForm } from './own.dto';

/** The answer of somebody who has been told that their appointment may be revoked. */
@ApiExcludeController()
@Controller(':language/registration/:link/hearing')
export class HearingController {
  private readonly concerns: Concerns;

  constructor(
    private readonly concernPages: ConcernPages,
    hearings: OwnHearings,
  ) {
    this.concerns = {
      kind: 'hearing',
      find: async (key) => hearings.find(key).then((hearing) => hearing && concernOfHearing(hearing)),
      answer: async (key, text) => hearings.answer(key, text),
      // Decided, or the appointment has ended otherwise.
      over: ['revocation.no-hearing', 'offer.none'],
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
