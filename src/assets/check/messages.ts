import type { CheckLine, Report } from '../../core';
import type { BrowserReport } from '../../verifier/browser';

export const CHEATS = ['friend', 'tickets', 'number', 'winner', 'name', 'everything'] as const;
/** Ways in which somebody could try to bend a record. */
export type Cheat = (typeof CHEATS)[number];

/** What the page asks of the worker. A record that came once stays there. */
export type Question =
  | { readonly ask: 'verify'; readonly zip: Uint8Array | null; readonly trust: Uint8Array | null }
  | { readonly ask: 'find'; readonly receipt: Uint8Array; readonly trust: Uint8Array | null }
  | { readonly ask: 'cheat'; readonly cheat: Cheat; readonly receipt: Uint8Array | null };

/** A record in numbers. */
export interface RecordCounts {
  readonly entries: number;
  readonly tickets: number;
  readonly served: number;
}

/** One lot of the visitor's: number and hash. */
interface OwnLot {
  readonly j: number;
  readonly hash: string;
}

export type Answer =
  | { readonly tell: 'line'; readonly line: CheckLine }
  | { readonly tell: 'verified'; readonly report: BrowserReport; readonly counts: RecordCounts | null }
  | { readonly tell: 'found'; readonly report: BrowserReport; readonly lots: readonly OwnLot[] }
  /** `report` is null where the draw gives no opportunity: nobody won, say. */
  | { readonly tell: 'cheated'; readonly cheat: Cheat; readonly report: BrowserReport | null };

export type SoundReport = Report & { readonly receipt: 'none' | 'signed' | 'unchecked' };

export function isReport(report: BrowserReport): report is SoundReport {
  return report.verdict !== 'unusable';
}
