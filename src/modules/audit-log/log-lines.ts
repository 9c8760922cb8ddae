import type { LogEntry } from './log-entry';

/** Which entries somebody looks for. */
export interface LogFilter {
  readonly type?: LogEntry['type'];
  /** A draw's id, a window's path, or the beginning of either. */
  readonly about?: string;
  /** Unix seconds of the office's own time in the entry, both included. */
  readonly from?: number;
  readonly until?: number;
}

/** One entry as it stands in the log. */
export interface LogLine {
  readonly index: number;
  readonly type: string;
  /** The office's own time in it. */
  readonly at: string;
  /** The exact bytes. */
  readonly body: string;
}

/** An entry with the proof that a signed checkpoint covers it. */
export interface ProvenLine extends LogLine {
  /** Hex. */
  readonly leafHash: string;
  /** From the leaf's sibling upwards, base64 as in a tlog-proof. */
  readonly path: readonly string[];
}

export interface CheckpointView {
  readonly size: number;
  /** Base64, as in the note. */
  readonly root: string;
  readonly signedAt: string;
  readonly note: string;
}

/** Some entries, each proved against the newest checkpoint. */
export interface ProvenLines {
  readonly checkpoint: CheckpointView;
  readonly lines: readonly ProvenLine[];
}

/** That one checkpoint's tree continues another's. */
export interface Consistency {
  readonly from: CheckpointView;
  readonly to: CheckpointView;
  /** Base64. */
  readonly path: readonly string[];
}
