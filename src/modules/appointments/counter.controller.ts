import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { CheckInDto, DayQuery } from './appointments.dto';
import { type CheckInOutcome, CheckInService } from './check-in.service';
import { CounterListService, type ExpectedView } from './counter-list.service';

/** The counter. */
@Controller('api/staff')
export class CounterController {
  constructor(
    private readonly checkIns: CheckInService,
    private readonly lists: CounterListService,
  ) {}

  /** Who is expected on a day: for the screen, and printed for the day the network fails. */
  @Requires('work-at-the-counter')
  @Get('appointments')
  async listDay(@Query() { date }: DayQuery): Promise<ExpectedView[]> {
    return this.lists.listDay(date);
  }

  /** Compares the person who came with the person who was drawn. A mismatch is an answer, not an error. */
  @Requires('work-at-the-counter')
  @Post('check-ins')
  @HttpCode(200)
  async checkIn(@CurrentStaff() clerk: StaffMember, @Body() { appointment, ...presented }: CheckInDto): Promise<CheckInOutcome> {
    return this.checkIns.checkIn(clerk, appointment, presented);
  }
}
