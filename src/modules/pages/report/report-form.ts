import type { FieldErrors } from '../../../platform/html';
import type { Translate } from '../../../platform/i18n';
import { OFFER_PLACES, type OfferPlace, type OfferReport } from '../../offer-reports';
import type { ReportDto } from './report.dto';

/** Characters. */
const LONGEST = { text: 4000, link: 500, contact: 200 } as const;

/** The places that can be chosen, in their order. */
export const PLACES: readonly OfferPlace[] = OFFER_PLACES;

/** Reads a report, or says what is missing. Lines end as the browser ends them: one way is kept. */
export function readReport({ place, ...typed }: ReportDto, t: Translate): { report: OfferReport } | { errors: FieldErrors } {
  const known = PLACES.find((each) => each === place);
  const [text, link, contact] = [typed.text, typed.link, typed.contact].map((value) => (value ?? '').replaceAll('\r\n', '\n').trim()) as [
    string,
    string,
    string,
  ];
  const errors: Record<string, string> = {};
  if (!known) errors.place = t('report:error.place');
  if (text === '') errors.text = t('report:error.text');
  for (const [field, value] of Object.entries({ text, link, contact })) {
    const longest = LONGEST[field as keyof typeof LONGEST];
    if ([...value].length > longest) errors[field] = t('report:error.too-long', { count: longest });
  }
  if (!known || Object.keys(errors).length > 0) return { errors };
  return { report: { place: known, text, link: link === '' ? null : link, contact: contact === '' ? null : contact } };
}
