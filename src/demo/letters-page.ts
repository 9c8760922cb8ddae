import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readLetters } from './mailbox';
import { Public } from '../modules/staff';

/** Injection token of the folder that letters are written to. */
export const LETTERS_FOLDER = Symbol('LETTERS_FOLDER');
const MOST_SHOWN = 50;

/** The demo's outbox: what would have been mailed, newest first. */
@ApiExcludeController()
@Controller('demo')
export class LettersController {
  constructor(@Inject(LETTERS_FOLDER) private readonly folder: string) {}

  @Public()
  @Get('letters')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async page(): Promise<string> {
    const letters = (await readLetters(this.folder)).slice(-MOST_SHOWN).reverse();
    const shown = letters.map(
      ({ to, subject, text }) => `<section><h2>${escape(subject)}</h2><p>To ${escape(to)}</p><pre>${escape(text)}</pre></section>`,
    );
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Letters of the demo</title></head>
<body><main><h1>Letters of the demo</h1><p>The newest ${letters.length}. Nobody gets them: the people are invented.</p>${shown.join('\n')}</main></body></html>
`;
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
