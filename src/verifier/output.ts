import { unusableText } from './report-text';
import { unusable } from './verify';

/** Where the commands write, so that tests can read it. */
export interface Output {
  out: (text: string) => void;
  err: (text: string) => void;
}

/** Exit codes of docs/spec/verification.md, "Verdict". */
export const EXIT = { verified: 0, failed: 1, unusable: 2, replayed: 3 } as const;

/**
 * Runs a command that says nothing about whether a record is right, only whether it could do its work.
 *
 * @returns the exit code: 0, or 2 for input that cannot be used
 */
export function runOrExplain(command: () => void, { err }: Output): number {
  try {
    command();
    return 0;
  } catch (error) {
    err(unusableText(unusable(error), 'en'));
    return EXIT.unusable;
  }
}
