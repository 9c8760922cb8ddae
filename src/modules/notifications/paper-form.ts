import { Injectable } from '@nestjs/common';
import encodeQr from 'qr';
import { Pages } from '../../platform/html';
import { languageFacts, LEADING } from '../../platform/i18n';
import type { PdfContent } from '../../platform/pdf';
import type { ReadyLetter } from './letter-composer';
import type { LetterBlock, LetterPart } from './letter-parts';

/** A piece of a letter as `src/templates/letter.typ` knows it. */
interface PaperBlock {
  readonly kind: 'text' | 'strong' | 'action';
  readonly lines: readonly string[];
  /** For `action`: the address as a picture, and what it says for those who can't see it. */
  readonly picture?: string;
}

/**
 * Gives letters the form of a sheet for a window envelope. Whoever has no mail often has no phone either: an address stands there as a
 * picture and in letters, and beside it how to do the same by phone or at the counter.
 */
@Injectable()
export class PaperForm {
  constructor(private readonly pages: Pages) {}

  /** @param recipient name of the person; printed on the spot by somebody who may know it, never sent anywhere */
  contentOf({ parts }: ReadyLetter, recipient: string, today: Date): PdfContent {
    const { authority } = this.pages.contextOf(LEADING);
    const first = parts[0]!;
    return {
      language: first.language,
      title: first.subject,
      sender: [authority.name, authority.address].filter(Boolean).join(' · '),
      recipient,
      day: new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(today),
      parts: parts.map((part) => this.partOf(part)),
    };
  }

  private partOf(part: LetterPart): object {
    const { t, authority } = this.pages.contextOf(part.language);
    const { tag, direction } = languageFacts(part.language);
    const hasAction = part.blocks.some(({ kind }) => kind === 'action');
    const otherWays = [
      ...(authority.phone ? [t('letters:paper.by-phone', { phone: authority.phone })] : []),
      t('letters:paper.at-counter'),
    ];
    const blocks = part.blocks.map((block) => paperBlock(block, t('letters:paper.scan')));
    return {
      language: tag.split('-')[0],
      direction,
      subject: part.subject,
      blocks: [
        { kind: 'text', lines: [part.greeting] },
        ...blocks,
        ...(hasAction ? [{ kind: 'text', lines: otherWays }] : []),
        ...part.closing.map((block) => paperBlock(block, t('letters:paper.scan'))),
      ],
    };
  }
}

function paperBlock(block: LetterBlock, scan: string): PaperBlock {
  switch (block.kind) {
    case 'text':
      return { kind: 'text', lines: [block.text] };
    case 'code':
      return { kind: 'strong', lines: [`${block.label}: ${block.code}`] };
    case 'visit':
      return { kind: 'strong', lines: [block.begins, block.place, block.code].filter((line) => line !== null) };
    case 'action':
      return { kind: 'action', lines: [block.label, scan, block.url], picture: encodeQr(block.url, 'svg', { ecc: 'medium' }) };
  }
}
