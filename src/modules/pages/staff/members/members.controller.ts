import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Pages } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember, StaffSessions } from '../../../staff';
import { DeskParams } from '../staff-pages.dto';
import { MembersView } from './members-view';

export class EndSessionsForm {
  @Matches(/^staff-\d{1,9}$/)
  name: string;
}

/** Administrators see who is signed in, and end sessions. Of draws, names and cases they see nothing here. */
@ApiExcludeController()
@Controller(':language/staff/members')
export class MembersController {
  constructor(
    private readonly pages: Pages,
    private readonly sessions: StaffSessions,
  ) {}

  @Requires('end-sessions')
  @Get()
  async list(
    @Param() { language }: DeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const live = await this.sessions.listLive();
    return page.render({ title: page.t('staff-acts:members.title'), body: h(MembersView, { member, live }) });
  }

  @Requires('end-sessions')
  @Post()
  async end(
    @Param() { language }: DeskParams,
    @Body() { name }: EndSessionsForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const ended = { name, count: await this.sessions.endAllOf(name, member) };
    const live = await this.sessions.listLive();
    return page.render({ title: page.t('staff-acts:members.title'), body: h(MembersView, { member, live, ended }) });
  }
}
