import { CoreError } from '../errors';

/** The words of the protocol as anchored patterns (bytes.md). */
export const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;
export const TICKET_ID = /^[0-9a-f]{32}$/;
export const HEX_32_BYTES = /^[0-9a-f]{64}$/;
export const HEX_48_BYTES = /^[0-9a-f]{96}$/;
export const HEX_96_BYTES = /^[0-9a-f]{192}$/;
export const SERVICE = /^[a-z0-9][a-z0-9.-]*\/[a-z0-9][a-z0-9.-]*$/;
export const WINDOW = /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*){2}$/;
const DRAW_ID = /^([a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*){2})\/(0|[1-9][0-9]{0,3})$/;
const MAX_DRAW_ID_LENGTH = 120;

/** The parts of a draw id: `<authority>/<service>/<window>/<number>`. */
export interface DrawIdParts {
  /** `<authority>/<service>`. */
  readonly service: string;
  /** `<authority>/<service>/<window>`, as the announcement spells it. */
  readonly window: string;
  /** 0 for the main draw, 1, 2, … for the refills. */
  readonly number: number;
}

/** Takes a draw id apart (bytes.md). Throws `encoding.value`. */
export function parseDrawId(drawId: string): DrawIdParts {
  const match = drawId.length <= MAX_DRAW_ID_LENGTH ? DRAW_ID.exec(drawId) : null;
  if (match === null) throw new CoreError('encoding.value', { expected: 'a draw id', actual: drawId });
  const window = match[1] ?? '';
  return { service: window.slice(0, window.lastIndexOf('/')), window, number: Number(match[2]) };
}

/**
 * A decimal integer between `least` and `most`, without sign and without leading zero (bytes.md). Throws
 * `encoding.value`.
 */
export function parseDecimal(text: string, least: number, most: number): number {
  const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new CoreError('encoding.value', { expected: `${least} to ${most}`, actual: text });
  }
  return value;
}
