import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import { Clock } from '../../../../platform/clock';
import { OpenPage, Page } from '../../../../platform/html';
import { formatTime } from '../../../../core';
import { AppointmentCodes, CounterListService, PaperDays } from '../../../appointments';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { officeDate } from '../../../windows';
import { placeOf } from './counter-view';
import { CounterQuery, PaperForm } from './counter.dto';
import { PaperListView } from './paper-list-view';

/** The counter's day on paper: printed beforehand, and entered afterwards. */
@ApiExcludeController()
@Controller(':language/staff/counter')
export class PaperListController {
  constructor(
    private readonly list: CounterListService,
    private readonly codes: AppointmentCodes,
    private readonly paper: PaperDays,
    private readonly clock: Clock,
  ) {}

  @Requires('work-at-the-counter')
  @Get('list')
  async show(
    @Query() { day = officeDate(this.clock.seconds()), place }: CounterQuery,
    @CurrentStaff() member: StaffMember,
    @OpenPage() page: Page,
  ): Promise<string> {
    const expected = (await this.list.listDay(day)).filter((person) => place === undefined || placeOf(person) === place);
    const people = expected.map((person) => ({ ...person, number: this.codes.codeOf(person.appointment).number }));
    const offices = await this.paper.listOffices(member, day);
    const props = { member, day, people, printedAt: formatTime(this.clock.seconds()), offices };
    const body = h(PaperListView, { ...props, back: `/staff/counter?day=${day}` });
    return page.render({ title: page.t('staff-counter:paper.link'), wide: true, body });
  }

  /** Keeps an office's day open until its outcomes have been entered, or says that they have. */
  @Requires('work-at-the-counter')
  @Post('paper')
  async keep(@Body() { day, office, act }: PaperForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<void> {
    await (act === 'hold' ? this.paper.hold(member, { office, day }) : this.paper.close(member, { office, day }));
    page.redirect(`/staff/counter/list?day=${day}`);
  }
}
