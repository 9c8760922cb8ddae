import { Controller, Get, Header, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { LetterParams } from './letters.dto';
import { LettersToPrint, type LetterToPrint, type PrintedLetter } from './letters-to-print.service';

/** Letters to people without mail or phone: what waits, the sheet to print, and that it was printed. */
@Controller('api/staff/letters-to-print')
export class LettersToPrintController {
  constructor(private readonly letters: LettersToPrint) {}

  /** What waits, the oldest first, two hundred at most. */
  @Requires('print-letters')
  @Get()
  async list(): Promise<LetterToPrint[]> {
    return this.letters.list();
  }

  /** One letter as a PDF for a window envelope; the office adds the address. */
  @Requires('print-letters')
  @Get(':letter/letter.pdf')
  @ApiProduces('application/pdf')
  @Header('cache-control', 'no-store')
  async print(@Param() { letter }: LetterParams): Promise<StreamableFile> {
    const file = await this.letters.print(letter);
    return new StreamableFile(file, { type: 'application/pdf', disposition: `inline; filename="letter-${letter}.pdf"` });
  }

  /** Takes it off the list. May be repeated; the first time counts. */
  @Requires('print-letters')
  @Post(':letter/printed')
  @HttpCode(200)
  async markPrinted(@Param() { letter }: LetterParams, @CurrentStaff() staff: StaffMember): Promise<PrintedLetter> {
    return this.letters.markPrinted(letter, staff);
  }
}
