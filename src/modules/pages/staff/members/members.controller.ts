import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember, StaffSessions } from '../../../staff';
import { MembersView } from './members-view';

export class EndSessionsForm {
  @Matches(/^staff-\d{1,9}$/)
  name: string;
}

/** Administrators see who is signed in, and end sessions. Of draws, names and cases they see nothing here. */
@ApiExcludeController()
@Controller(':language/staff/members')
export class MembersController {
  constructor(private readonly sessions: StaffSessions) {}

  @Requires('end-sessions')
  @Get()
  async list(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const live = await this.sessions.listLive();
    return page.render({ title: page.t('staff-acts:members.title'), body: h(MembersView, { member, live }) });
  }

  @Requires('end-sessions')
  @Post()
  async end(@Body() { name }: EndSessionsForm, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const ended = { name, count: await this.sessions.endAllOf(name, member) };
    const live = await this.sessions.listLive();
    return page.render({ title: page.t('staff-acts:members.title'), body: h(MembersView, { member, live, ended }) });
  }
}
