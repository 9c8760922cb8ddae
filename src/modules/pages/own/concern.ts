import type { OwnHearing } from '../../appointments';
import type { OwnNotice } from '../../registrations';

/** Something the office holds against a registration or an appointment, which the person can answer before it is decided. */
export interface Concern {
  readonly kind: 'notice' | 'hearing';
  /** Texts of what is suspected and what may follow, the same neutral words as the letter's. */
  readonly words: readonly [
    `letters:review.notice.${OwnNotice['suspicion']}` | `letters:hearing.reason.${OwnHearing['reason']}`,
    Consequence,
  ];
  readonly answerBy: string;
  readonly isAnswered: boolean;
}
type Consequence = 'letters:review.notice.consequence' | 'letters:hearing.consequence';

/** Sub-pages of one's own page on which to answer. */
export const ANSWER_PAGES: Readonly<Record<Concern['kind'], 'objection' | 'hearing'>> = { notice: 'objection', hearing: 'hearing' };

export function concernOfNotice({ suspicion, objectBy, objectedAt }: OwnNotice): Concern {
  const words = [`letters:review.notice.${suspicion}`, 'letters:review.notice.consequence'] as const;
  return { kind: 'notice', words, answerBy: objectBy, isAnswered: objectedAt !== null };
}

export function concernOfHearing({ reason, answerBy, answeredAt }: OwnHearing): Concern {
  const words = [`letters:hearing.reason.${reason}`, 'letters:hearing.consequence'] as const;
  return { kind: 'hearing', words, answerBy, isAnswered: answeredAt !== null };
}
