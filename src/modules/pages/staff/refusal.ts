import type { Page } from '../../../platform/html';
import { DomainError, type ErrorKind } from '../../../platform/http';

/** Parts of the office's side; each has a file of texts, `staff-<area>`. */
export type StaffArea = 'plan' | 'counter' | 'review' | 'acts' | 'audit';

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

const STATUS: Readonly<Partial<Record<ErrorKind, number>>> = { 'not-found': 404, 'too-many': 429 };

/** The status of a page that was refused. */
export function statusOf(error: unknown): number {
  return error instanceof DomainError ? (STATUS[error.kind] ?? 409) : 500;
}
