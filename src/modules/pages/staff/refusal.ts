import type { FieldErrors, Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';

/** Parts of the office's side; each has a file of texts, `staff-<area>`. */
type StaffArea = 'plan' | 'counter' | 'review' | 'acts' | 'audit';

/** Where an area says what a code means. */
const REFUSALS: Readonly<Record<StaffArea, (code: string) => string>> = {
  plan: (code) => `staff-plan:error.${code}`,
  counter: (code) => `staff-counter:error.${code}`,
  review: (code) => `staff-review:error.${code}`,
  acts: (code) => `staff-acts:error.${code}`,
  audit: (code) => `staff-audit:error.${code}`,
};

/**
 * What a page says above a form that the service has refused: the text of the refusal's code, looked for in the area's own texts
 * (`staff-<area>:error.<code>`) before the common ones.
 * @throws whatever is no refusal
 */
export function refusalText({ context, t }: Page, error: unknown, area: StaffArea): string {
  if (!(error instanceof DomainError)) throw error;
  const { texts, language } = context;
  const details = { ...error.details };
  return (
    texts.find(language, REFUSALS[area](String(error.code)), details) ??
    texts.find(language, `errors:${error.code}`, details) ??
    t('errors:unknown')
  );
}

/** What keeps a form from being taken: fields that are missing or wrong, or a refusal of the service as {@link refusalText} words it. */
type NotTaken = { readonly errors: FieldErrors } | { readonly refusal: string };

/**
 * Does what a form asks for and leads on, unless fields are wrong or the service refuses: then the page is shown again.
 * @param errors what can be seen without asking the service  @param next address behind the language
 */
export async function takeForm(
  page: Page,
  { area, errors, next }: { area: StaffArea; errors: FieldErrors; next: string },
  work: () => Promise<unknown>,
  again: (reason: NotTaken) => Promise<string>,
): Promise<string | undefined> {
  if (Object.keys(errors).length > 0) return again({ errors });
  try {
    await work();
  } catch (error) {
    return again({ refusal: refusalText(page, error, area) });
  }
  page.redirect(next);
  return undefined;
}
