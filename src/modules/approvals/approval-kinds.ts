import type { DutyName } from '../staff';

interface Kind {
  readonly ask: DutyName;
  readonly decide: DutyName;
  /** Seconds after which a request that nobody decided counts for nothing. */
  readonly lifetime: number;
  readonly reasons: readonly string[];
}

const DAY = 86400;

/** Everything that takes two people. */
export const APPROVAL_KINDS = {
  'window.announce': { ask: 'ask-for-announcements', decide: 'decide-announcements', lifetime: 7 * DAY, reasons: ['as-planned'] },
  'template.start': { ask: 'ask-for-announcements', decide: 'decide-announcements', lifetime: 7 * DAY, reasons: ['as-planned'] },
  'draw.void': {
    ask: 'ask-for-voiding',
    decide: 'decide-voiding',
    lifetime: DAY,
    reasons: ['wrong-announcement', 'wrong-slots', 'office-closed', 'court-order'],
  },
  'hardship.grant': {
    ask: 'find-hardship',
    decide: 'approve-hardship',
    lifetime: 14 * DAY,
    reasons: ['job-loss', 'benefit-loss', 'family-emergency', 'medical', 'urgent-travel'],
  },
  'slot.grant': {
    ask: 'ask-for-grants',
    decide: 'decide-grants',
    lifetime: 3 * DAY,
    reasons: ['emergency', 'court-order', 'office-error'],
  },
  'name.correct': {
    ask: 'ask-for-corrections',
    decide: 'decide-corrections',
    lifetime: 7 * DAY,
    reasons: ['typing-error', 'spelling-of-document', 'names-swapped'],
  },
  'appointment.revoke': {
    ask: 'ask-for-revocations',
    decide: 'decide-revocations',
    lifetime: 3 * DAY,
    reasons: ['offered-for-sale', 'used-by-another', 'several-reports'],
  },
  'registration.exclude': {
    ask: 'ask-for-exclusions',
    decide: 'decide-exclusions',
    lifetime: 7 * DAY,
    reasons: ['unknown-case', 'identity-differs', 'case-of-another', 'mass-pattern'],
  },
  'registration.merge': {
    ask: 'ask-for-exclusions',
    decide: 'decide-exclusions',
    lifetime: 7 * DAY,
    reasons: ['same-case', 'same-person'],
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type ApprovalKind = keyof typeof APPROVAL_KINDS;

export function kindOf(kind: ApprovalKind): Kind {
  return APPROVAL_KINDS[kind];
}
