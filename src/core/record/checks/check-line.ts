import { CoreError, type CoreErrorCode } from '../../errors';

/** The nine lines of a report, in their order (verification.md). */
export type CheckName = 'announcement' | 'entries' | 'slots' | 'timing' | 'contributions' | 'beacon' | 'ranking' | 'allocation' | 'ticket';

/** Why a line could not be checked. That is no accusation, but it caps the verdict. */
export type NotCheckedCode = `${CheckName}.depends` | 'timing.no-log' | 'timing.log-untrusted' | 'timing.quorum';

/** One line of a report. */
export interface CheckLine {
  readonly check: CheckName;
  readonly outcome: 'passed' | 'failed' | 'not-checked';
  /** On failed and not-checked lines. */
  readonly code?: CoreErrorCode | NotCheckedCode;
  /** In English, for developers; people are told by the code. */
  readonly reason?: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** What a check returns instead of a value where it lacks what it needs. */
export class NotChecked {
  constructor(
    readonly code: NotCheckedCode,
    readonly reason: string,
  ) {}
}

/** A line together with what the check established; `known` is set if and only if the line passed. */
interface Checked<T> {
  readonly line: CheckLine;
  readonly known?: { readonly value: T };
}

type Established<Needs> = { readonly [K in keyof Needs]: Needs[K] extends Checked<infer T> ? T : never };

/**
 * Runs one check if everything that it builds on has passed, and turns what comes of it into a line: a CoreError is a
 * failure with its code, anything else thrown is a fault of this program and goes on up.
 */
export function check<T, const Needs extends Readonly<Record<string, Checked<unknown>>>>(
  name: CheckName,
  needs: Needs,
  run: (established: Established<Needs>) => T | NotChecked,
): Checked<T> {
  const established = establish(needs);
  if (established === null) {
    const missing = Object.values(needs).filter(({ known }) => known === undefined);
    const reason = `it builds on ${missing.map(({ line }) => line.check).join(' and ')}`;
    return { line: notChecked(name, new NotChecked(`${name}.depends`, reason)) };
  }
  try {
    const outcome = run(established);
    if (outcome instanceof NotChecked) return { line: notChecked(name, outcome) };
    return { line: { check: name, outcome: 'passed' }, known: { value: outcome } };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return { line: failed(name, error) };
  }
}

/** What `derive` makes of checks that have all passed, or null. */
export function whenPassed<T, const Needs extends Readonly<Record<string, Checked<unknown>>>>(
  needs: Needs,
  derive: (established: Established<Needs>) => T,
): T | null {
  const established = establish(needs);
  return established === null ? null : derive(established);
}

function establish<const Needs extends Readonly<Record<string, Checked<unknown>>>>(needs: Needs): Established<Needs> | null {
  const values = Object.entries(needs).map(([need, { known }]) => [need, known] as const);
  if (values.some(([, known]) => known === undefined)) return null;
  return Object.fromEntries(values.map(([need, known]) => [need, known!.value])) as Established<Needs>;
}

function notChecked(name: CheckName, { code, reason }: NotChecked): CheckLine {
  return { check: name, outcome: 'not-checked', code, reason };
}

function failed(name: CheckName, error: CoreError): CheckLine {
  return {
    check: name,
    outcome: 'failed',
    code: error.code,
    reason: error.message,
    ...(error.expected === undefined ? {} : { expected: error.expected }),
    ...(error.actual === undefined ? {} : { actual: error.actual }),
  };
}
