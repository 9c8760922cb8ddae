import type { Language } from '../../../platform/i18n';
import type { CriticalDateSource } from '../../identity';
import type { RegisterDto } from '../registration.dto';
import type { HardshipReason } from '../registration-vault';

/** Absence that somebody has chosen, as different from a question not answered yet. */
export const NONE = 'none';
type None = typeof NONE;

/** What somebody has answered so far. Each answer has passed its question's checks; what is missing has not been asked or not been answered. */
export interface FormAnswers {
  readonly name?: { readonly surname: string; readonly givenNames: string };
  /** `YYYY-MM-DD`, `0000` and `00` for what is unknown. */
  readonly birthDate?: string;
  readonly caseNumber?: string;
  readonly criticalDate?: { readonly date: string; readonly source: CriticalDateSource } | None;
  readonly hardship?: HardshipReason | None;
  readonly size?: number;
  /** Days of the week on which the person can't come, 1 for Monday to 7. */
  readonly impossibleDays?: readonly number[];
  /** Days the person needs to know ahead. */
  readonly noticeDays?: number;
  /** Groups, most wanted first; `any`: all of those that are possible for the person. */
  readonly wishes?: readonly string[] | 'any';
  /** Rather any group than to be recognised by rare wishes; only where every group is possible. */
  readonly widenIfRare?: boolean;
  readonly waivedPots?: readonly string[];
  readonly contact?: { readonly kind: 'mail' | 'phone' | 'none'; readonly value: string };
  readonly representative?: { readonly name: string; readonly contact: string } | None;
}

/** Answers without which nobody can be registered. */
export type CompleteAnswers = FormAnswers & Required<Pick<FormAnswers, 'name' | 'birthDate' | 'caseNumber' | 'contact'>>;

/**
 * The registration that answers make.
 * @param wishes what the answers' wishes mean now: null for any group
 */
export function registrationOf(service: string, answers: CompleteAnswers, wishes: readonly string[] | null, locale: Language): RegisterDto {
  const { name, birthDate, caseNumber, criticalDate, hardship, size, waivedPots, contact, representative } = answers;
  return {
    service,
    person: { ...name, birthDate },
    caseNumber,
    contact: contact.kind === 'none' ? { kind: 'none' } : contact,
    size: size ?? 1,
    locale,
    ...(wishes === null ? {} : { wishes: [...wishes] }),
    ...(answers.widenIfRare && answers.wishes !== 'any' ? { widenIfRare: true } : {}),
    ...(waivedPots === undefined ? {} : { waivedPots: [...waivedPots] }),
    ...(given(criticalDate) ? { criticalDate: criticalDate.date, criticalDateSource: criticalDate.source } : {}),
    ...(given(hardship) ? { hardshipReason: hardship } : {}),
    ...(given(representative) ? { representative: representativeOf(representative) } : {}),
  };
}

function representativeOf({ name, contact }: { name: string; contact: string }): RegisterDto['representative'] {
  return contact === '' ? { name } : { name, contact };
}

function given<T>(answer: T | None | undefined): answer is T {
  return answer !== undefined && answer !== NONE;
}
