import type { ChainStanding, CheckLine, CheckName, CoreErrorCode, NotCheckedCode, TicketStanding, Verdict } from '../core';
import type { Verification } from './verify';

/** Why a line failed. */
type FailureCode = Exclude<Extract<CoreErrorCode, `${CheckName}.${string}`>, 'beacon.secret-key'>;
/** Why a line was not checked; the codes ending in `.depends` share one sentence. */
type OwnReasonCode = Exclude<NotCheckedCode, `${string}.depends`>;
/** Why there is no report at all. */
type UnusableCode = 'record.missing-file' | 'record.unreadable' | 'receipt.malformed' | 'trust.malformed';

/** What the verifier says to people. Codes, hashes and numbers stay as they are: they are what two people compare. */
export interface Words {
  readonly checks: Readonly<Record<CheckName, string>>;
  readonly outcomes: Readonly<Record<CheckLine['outcome'], string>>;
  readonly reasons: Readonly<Record<FailureCode | OwnReasonCode | UnusableCode, string>>;
  readonly depends: string;
  readonly expected: string;
  readonly actual: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly unusable: string;
  readonly chains: Readonly<Record<ChainStanding, string>>;
  readonly receipt: Readonly<Record<Exclude<Verification['receipt'], 'none'>, string>>;
  /** What became of the receipt's holder. */
  readonly standing: (ticket: TicketStanding) => string;
}

/** The sentence for a code; empty for none of the above, such as a fault found while drawing. */
export function reasonOf(code: string | undefined, words: Words): string {
  if (code?.endsWith('.depends')) return words.depends;
  const reasons: Readonly<Record<string, string>> = words.reasons;
  return reasons[code ?? ''] ?? '';
}
