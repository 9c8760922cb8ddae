import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenPage, Page } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { CounterDesk } from './counter-desk.service';
import { AppointmentPageParams, CounterQuery, FindForm, FindingForm, HandOverForm } from './counter.dto';

/** The clerk's day. Names and numbers are posted, never asked for by an address. */
@ApiExcludeController()
@Controller(':language/staff/counter')
export class CounterPagesController {
  constructor(private readonly desk: CounterDesk) {}

  /** Who is expected, and the one box. */
  @Requires('work-at-the-counter')
  @Get()
  async show(@Query() query: CounterQuery, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.desk.showDay(page, member, query);
  }

  /** Finds whoever was typed or scanned. */
  @Requires('work-at-the-counter')
  @Post('find')
  async find(@Body() form: FindForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    return this.desk.find(page, member, form);
  }

  /** One appointment, for the person who stands there. */
  @Requires('work-at-the-counter')
  @Get(':appointment')
  async showFinding(
    @Param() { appointment }: AppointmentPageParams,
    @Query() query: CounterQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    return this.desk.showFinding(page, member, { appointment, query, document: null });
  }

  /** Stores the outcome, or compares a document that was scanned instead. */
  @Requires('work-at-the-counter')
  @Post(':appointment')
  async decide(
    @Param() { appointment }: AppointmentPageParams,
    @Body() form: FindingForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    return this.desk.decide(page, member, appointment, form);
  }

  @Requires('work-at-the-counter')
  @Get(':appointment/mismatch')
  async showHandover(
    @Param() { appointment }: AppointmentPageParams,
    @Query() query: CounterQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    return this.desk.showHandover(page, member, appointment, query, {});
  }

  /** Something does not agree: to somebody else. */
  @Requires('work-at-the-counter')
  @Post(':appointment/mismatch')
  async handOver(
    @Param() { appointment }: AppointmentPageParams,
    @Body() form: HandOverForm,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string | undefined> {
    return this.desk.handOver(page, member, appointment, form);
  }
}
