import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Public } from '../staff';
import { AnswersService } from './answers.service';
import { type AppointmentView, AppointmentViews } from './appointment-views.service';
import { DeclineDto, OwnAppointmentDto } from './appointments.dto';

/** What a winner can do, with their private link and case number. Every answer may be sent twice. */
@Controller('api/appointments')
export class AppointmentsController {
  constructor(
    private readonly answers: AnswersService,
    private readonly views: AppointmentViews,
  ) {}

  /** Everything the registration was offered, and what became of it. */
  @Public()
  @Post('status')
  @HttpCode(200)
  async status(@Body() key: OwnAppointmentDto): Promise<AppointmentView[]> {
    return this.views.listOwn(key);
  }

  /** Accepts the offer; an older appointment of the same case and service is released. */
  @Public()
  @Post('accept')
  @HttpCode(200)
  async accept(@Body() key: OwnAppointmentDto): Promise<AppointmentView> {
    return this.answers.accept(key);
  }

  /** Declines the offer. */
  @Public()
  @Post('decline')
  @HttpCode(200)
  async decline(@Body() { reason, ...key }: DeclineDto): Promise<AppointmentView> {
    return this.answers.decline(key, reason);
  }

  /** Gives an accepted appointment back, until it begins. */
  @Public()
  @Post('give-back')
  @HttpCode(200)
  async giveBack(@Body() key: OwnAppointmentDto): Promise<AppointmentView> {
    return this.answers.giveBack(key);
  }
}
