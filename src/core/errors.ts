/**
 * The one error type of the core. The codes are a closed list, so that a caller can translate every one of them and a
 * test can name every one of them. The codes of the nine checks are those of docs/spec; they are part of the
 * protocol's contract between verifiers.
 */
// prettier-ignore
export const CORE_ERROR_CODES = [
  // The nine checks of verification.md, in the order in which each reports them.
  'announcement.malformed', 'announcement.freeze-malformed', 'announcement.hash', 'announcement.timetable',
  'announcement.window', 'announcement.number',
  'entries.malformed', 'entries.order', 'entries.tickets', 'entries.pots', 'entries.choices', 'entries.count',
  'entries.ticket-sum', 'entries.root',
  'slots.malformed', 'slots.duplicate', 'slots.group', 'slots.label', 'slots.count', 'slots.root',
  'timing.freeze-late', 'timing.malformed', 'timing.subject', 'timing.log-signature', 'timing.inclusion',
  'timing.order', 'timing.late',
  'contributions.malformed', 'contributions.contributors', 'contributions.secret',
  'beacon.malformed', 'beacon.chain', 'beacon.round', 'beacon.signature', 'beacon.randomness',
  'ranking.malformed', 'ranking.count', 'ranking.order',
  'allocation.mismatch',
  'ticket.absent', 'ticket.commitment',
  // Input that cannot be judged at all.
  'record.missing-file', 'record.unreadable', 'receipt.malformed', 'trust.malformed',
  // The building blocks.
  'encoding.hex', 'encoding.base64', 'encoding.utf8', 'encoding.json', 'encoding.time', 'encoding.date',
  'encoding.line', 'encoding.value',
  'merkle.range', 'merkle.inclusion', 'merkle.consistency',
  'note.malformed', 'note.key', 'note.signature', 'note.checkpoint', 'note.proof',
  'beacon.secret-key',
  'identity.field', 'identity.birth-date', 'identity.case-number',
  'draw.input', 'draw.unknown-ticket', 'chance.input', 'chance.too-large', 'policy.input',
] as const;

const MAX_SHOWN = 300;

/** Every code that the core can throw. */
export type CoreErrorCode = (typeof CORE_ERROR_CODES)[number];

/** What was wanted, what was found, and in which line (1-based) of a line-by-line file. */
interface CoreErrorDetail {
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  readonly line?: number | undefined;
}

/**
 * Thrown by every parser, formatter and verifier of the core. `message` is for developers; people are told in their
 * own language from `code`, `expected`, `actual` and `line`.
 */
export class CoreError extends Error {
  readonly code: CoreErrorCode;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
  readonly line: number | undefined;

  constructor(code: CoreErrorCode, detail: CoreErrorDetail = {}) {
    const [expected, actual] = [shorten(detail.expected), shorten(detail.actual)];
    const place = detail.line === undefined ? '' : ` in line ${detail.line}`;
    const wanted = expected === undefined ? '' : `, expected ${expected}`;
    const found = actual === undefined ? '' : `, got ${actual}`;
    super(`${code}${place}${wanted}${found}`);
    this.name = 'CoreError';
    this.code = code;
    this.expected = expected;
    this.actual = actual;
    this.line = detail.line;
  }
}

/** What stands in a hostile file may be as long as the file. */
function shorten(text: string | undefined): string | undefined {
  return text === undefined || text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/**
 * Runs `read`; a CoreError from inside (bad hex, bad JSON) comes out under the `code` of the file it happened in,
 * because a check reports its own codes and not those of its building blocks.
 */
export function underCode<T>(code: CoreErrorCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    throw new CoreError(code, { expected: error.expected, actual: error.actual, line: error.line });
  }
}
