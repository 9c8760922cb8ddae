import type { Translate } from '../../../platform/i18n';
import type { ReceiptCopy } from '../../registrations';
import type { ReceiptFacts } from './receipt-facts';

/** The receipt as plain text: for people in each language, then the signed note as it is. */
export function receiptText(parts: readonly ReceiptFacts[], copy: ReceiptCopy, ownUrl: string, t: Translate): string {
  const people = parts.map(({ title, lead, legal, facts }) =>
    [title.toLocaleUpperCase(), lead, legal, facts.map(({ key, value }) => `${key}: ${value}`).join('\n')].join('\n\n'),
  );
  return [...people, `${t('receipt:text-own')}\n${ownUrl}`, `${t('receipt:text-note')}\n\n${copy.note}`].join('\n\n');
}
