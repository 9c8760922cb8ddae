import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pages } from '../../../../platform/html';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { CounterDesk } from './counter-desk.service';
import { AppointmentPageParams, CounterQuery, FindForm, FindingForm, HandOverForm } from './counter.dto';
import { DeskParams } from '../staff-pages.dto';

/** The clerk's day. Names and numbers are posted, never asked for by an address. */
@ApiExcludeController()
@Controller(':language/staff/counter')
export class CounterPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: CounterDesk,
  ) {}

  /** Who is expected, and the one box. */
  @Requires('work-at-the-counter')
  @Get()
  async show(
    @Param() { language }: DeskParams,
    @Query() query: CounterQuery,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.desk.showDay(this.pages.open(language, request, reply), member, query);
  }

  /** Finds whoever was typed or scanned. */
  @Requires('work-at-the-counter')
  @Post('find')
  async find(
    @Param() { language }: DeskParams,
    @Body() form: FindForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.desk.find(this.pages.open(language, request, reply), member, form);
  }

  /** One appointment, for the person who stands there. */
  @Requires('work-at-the-counter')
  @Get(':appointment')
  async showFinding(
    @Param() { language, appointment }: AppointmentPageParams,
    @Query() query: CounterQuery,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.desk.showFinding(this.pages.open(language, request, reply), member, { appointment, query, document: null });
  }

  /** Stores the outcome, or compares a document that was scanned instead. */
  @Requires('work-at-the-counter')
  @Post(':appointment')
  async decide(
    @Param() { language, appointment }: AppointmentPageParams,
    @Body() form: FindingForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.desk.decide(this.pages.open(language, request, reply), member, appointment, form);
  }

  @Requires('work-at-the-counter')
  @Get(':appointment/mismatch')
  async showHandover(
    @Param() { language, appointment }: AppointmentPageParams,
    @Query() query: CounterQuery,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.desk.showHandover(this.pages.open(language, request, reply), member, appointment, query, {});
  }

  /** Something does not agree: to somebody else. */
  @Requires('work-at-the-counter')
  @Post(':appointment/mismatch')
  async handOver(
    @Param() { language, appointment }: AppointmentPageParams,
    @Body() form: HandOverForm,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.desk.handOver(this.pages.open(language, request, reply), member, appointment, form);
  }
}
