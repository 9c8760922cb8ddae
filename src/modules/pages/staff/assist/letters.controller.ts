import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { Pages } from '../../../../platform/html';
import { Pdf } from '../../../../platform/pdf';
import { PaperLetters } from '../../../registrations';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { DeskParams } from '../staff-pages.dto';
import { LettersView } from './letters-view';

export class LetterPageParams extends DeskParams {
  /** Number of a letter. */
  @Matches(/^[1-9]\d{0,17}$/)
  letter: string;
}

/** Letters that wait to be printed. */
@ApiExcludeController()
@Controller(':language/staff/letters')
export class LetterPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly letters: PaperLetters,
    private readonly pdf: Pdf,
  ) {}

  @Requires('print-letters')
  @Get()
  async list(
    @Param() { language }: DeskParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = this.pages.open(language, request, reply);
    const body = h(LettersView, { member, letters: await this.letters.list(), hasPdf: this.pdf.isAvailable() });
    return page.render({ title: page.t('staff-counter:letters.title'), wide: true, body });
  }

  @Requires('print-letters')
  @Post(':letter')
  async markPrinted(
    @Param() { language, letter }: LetterPageParams,
    @CurrentStaff() member: StaffMember,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const page = this.pages.open(language, request, reply);
    await this.letters.markPrinted(letter, member);
    page.redirect('/staff/letters');
  }
}
