import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { h } from 'preact';
import { OpenPage, Page } from '../../../../platform/html';
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
    private readonly letters: PaperLetters,
    private readonly pdf: Pdf,
  ) {}

  @Requires('print-letters')
  @Get()
  async list(@CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<string> {
    const body = h(LettersView, { member, letters: await this.letters.list(), hasPdf: this.pdf.isAvailable() });
    return page.render({ title: page.t('staff-counter:letters.title'), wide: true, body });
  }

  @Requires('print-letters')
  @Post(':letter')
  async markPrinted(@Param() { letter }: LetterPageParams, @CurrentStaff() member: StaffMember, @OpenPage() page: Page): Promise<void> {
    await this.letters.markPrinted(letter, member);
    page.redirect('/staff/letters');
  }
}
