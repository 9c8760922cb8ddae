import { formatsOf } from '../../../platform/html';
import { isGerman, type Language, type Translate } from '../../../platform/i18n';
import type { ReceiptCopy } from '../../registrations';

/** What a receipt says, in one language; the same on a page, in a text and on paper. */
export interface ReceiptFacts {
  readonly language: Language;
  readonly title: string;
  readonly lead: string;
  /** The sentence that the office has switched on. */
  readonly legal: string;
  /** `own`: typed by the person or the office, so it brings its own direction. */
  readonly facts: readonly { readonly key: string; readonly value: string; readonly own: boolean }[];
}

export function factsOf(copy: ReceiptCopy, language: Language, t: Translate): ReceiptFacts {
  const own = (key: string, value: string) => ({ key, value, own: true });
  return {
    language,
    title: t('receipt:title'),
    lead: t('receipt:lead'),
    legal: t(`register:legal.${copy.legalEffect}`),
    facts: [
      own(t('receipt:service'), copy.serviceTitle),
      own(t('receipt:name'), [copy.givenNames, copy.surname].filter((part) => part !== '').join(' ')),
      own(t('receipt:birth-date'), paperDate(copy.birthDate)),
      own(t('receipt:case-number'), copy.caseNumber),
      { key: t('receipt:received-at'), value: formatsOf(language).moment(copy.receivedAt), own: false },
      own(t('receipt:registration'), copy.registrationId),
      own(t('receipt:hash'), copy.hash),
    ],
  };
}

/** The languages a paper is written in: the person's, and German. */
export function languagesOf(language: Language): readonly Language[] {
  return isGerman(language) ? [language] : [language, 'de'];
}

/** Day first, as German papers have it; `–` for what is unknown. */
function paperDate(date: string): string {
  const part = (text: string): string => (/^0+$/.test(text) ? '–' : text);
  const [year = '', month = '', day = ''] = date.split('-');
  return `${part(day)}.${part(month)}.${part(year)}`;
}
