/**
 * What came of one attempt at a step.
 *
 * `done`: the step is behind the draw, by this attempt or an earlier one. `not-yet`: nothing was changed; it makes no sense to try
 * again before `until` (unix seconds).
 */
export type StepOutcome = { kind: 'done' } | { kind: 'not-yet'; until: number };

export const DONE: StepOutcome = { kind: 'done' };
export const notYet = (until: number): StepOutcome => ({ kind: 'not-yet', until });
