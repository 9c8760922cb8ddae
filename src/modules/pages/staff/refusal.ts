import type { Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';

/** Parts of the office's side; each has a file of texts, `staff-<area>`. */
export type StaffArea = 'plan' | 'counter' | 'review' | 'acts' | 'audit';

/**
 * What a page says above a form that the service has refused: the text of the refusal's code, looked for in the area's own texts
 * (`staff-<area>:error.<code>`) before the common ones.
 * @throws whatever is no refusal
 */
export function refusalText({ context, t }: Page, error: unknown, area: StaffArea): string {
  if (!(error instanceof DomainError)) throw error;
  const { texts, language } = context;
  return texts.find(language, `staff-${area}:error.${error.code}`) ?? texts.find(language, `errors:${error.code}`) ?? t('errors:unknown');
}
