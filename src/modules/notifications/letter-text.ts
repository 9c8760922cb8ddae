import type { LetterBlock, LetterPart } from './letter-parts';

const LINE = '-'.repeat(60);

/** A letter as plain text: the reader's language, then German. Addresses stand on lines of their own, where every mail program finds them. */
export function formatLetterText(parts: readonly LetterPart[], notice: string | null): string {
  const [first, ...others] = parts.map((part, place) => formatPart(part, place > 0));
  return [...(notice ? [notice, ''] : []), first, ...others.flatMap((other) => ['', LINE, '', other]), ''].join('\n');
}

function formatPart({ subject, greeting, blocks, closing }: LetterPart, withSubject: boolean): string {
  const body = [...blocks, ...closing].map(formatBlock);
  return [...(withSubject ? [subject] : []), greeting, ...body].join('\n\n');
}

function formatBlock(block: LetterBlock): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'code':
      return `${block.label}: ${block.code}`;
    case 'visit':
      return [block.begins, block.place, block.code].filter((line) => line !== null).join('\n');
    case 'action':
      return `${block.label}:\n${block.url}`;
  }
}
