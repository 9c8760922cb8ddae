import { type Announcement, parseTime, timeOfRound } from '../../core';
import { unixSeconds } from '../../platform/clock';
import type { DrawSummary } from '../draws';

/** Seconds behind its moment after which a step counts as late: a sweep looks at least every minute. */
const LATE_AFTER = 300;

/** Attempts at a step that went wrong and were rolled back. */
export interface StepFailure {
  readonly step: string;
  readonly code: string;
  readonly attempts: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Another draw of the window that ended without a result. */
export interface EndedDraw {
  readonly drawId: string;
  readonly state: 'skipped' | 'voided';
  readonly reason: string;
}

export type FaultKind = 'late-step' | 'failed-step' | 'absent' | 'withheld' | 'skipped' | 'voided';

/** Something that did not go as planned. Times are unix seconds; null where the draw's own record has none. */
export interface Fault {
  readonly kind: FaultKind;
  /** The step, the contributor, or the draw. */
  readonly about: string;
  /** When it should have been, or was first seen. */
  readonly from: number | null;
  /** When it was, or was last seen. */
  readonly until: number | null;
  /** Attempts that failed; 1 otherwise. */
  readonly count: number;
  /** Code of the error or of the reason; empty for lateness. */
  readonly code: string;
}

/** What went wrong with a drawn draw and around it: late steps and rounds, attempts that failed, secrets that were kept back, draws without a result. Pure. */
export function listFaults(
  draw: DrawSummary,
  { beacon, contributors }: Announcement,
  failures: readonly StepFailure[],
  ended: readonly EndedDraw[],
): Fault[] {
  const drawn = parseTime(draw.drawnAt!);
  const steps = [
    ['freeze', parseTime(draw.freezeAt), parseTime(draw.frozenAt!)],
    ['reveal', parseTime(draw.revealBy), parseTime(draw.revealedAt!)],
    // Late when the round was, or when nobody asked for it.
    ['draw', timeOfRound(beacon, draw.round), drawn],
    ...(draw.publishedAt === null ? [] : [['publish', drawn, parseTime(draw.publishedAt)] as const]),
  ] as const;
  return [
    ...steps
      .filter(([, due, done]) => done - due > LATE_AFTER)
      .map(([about, from, until]) => ({ kind: 'late-step' as const, about, from, until, count: 1, code: '' })),
    ...failures.map(({ step, code, attempts, firstAt, lastAt }) => ({
      kind: 'failed-step' as const,
      about: step,
      from: unixSeconds(firstAt),
      until: unixSeconds(lastAt),
      count: attempts,
      code,
    })),
    ...contributors
      .filter((name) => draw.contributions.every(({ contributor }) => contributor !== name))
      .map((about) => ({ kind: 'absent' as const, about, from: parseTime(draw.freezeAt), until: null, count: 1, code: '' })),
    ...draw.contributions
      .filter(({ secret }) => secret === null)
      .map(({ contributor }) => ({
        kind: 'withheld' as const,
        about: contributor,
        from: parseTime(draw.revealBy),
        until: null,
        count: 1,
        code: '',
      })),
    ...ended.map(({ drawId, state, reason }) => ({ kind: state, about: drawId, from: null, until: null, count: 1, code: reason })),
  ];
}
