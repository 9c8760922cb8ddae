/** Leaves or hashes in a full tile (C2SP tlog-tiles). */
const TILE_WIDTH = 256;

/** A requested tile: `level` −1 stands for the entry bundles (`tile/entries/…`). */
export interface TilePath {
  level: number;
  index: number;
  /** 256 for a full tile, less for a partial one. */
  width: number;
}

/**
 * Parses what follows `tile/` in a request: `<L>/<N>` or `entries/<N>`, with `.p/<W>` for a partial tile. N is written in groups of three
 * digits, all but the last with an `x`: 1234067 is `x001/x234/067`.
 *
 * @returns null for anything else, a second spelling of the same number included
 */
export function parseTilePath(path: string): TilePath | null {
  const match = /^(entries|0|[1-5]?[0-9]|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!match) return null;
  const [, level, number, partial] = match as unknown as [string, string, string, string | undefined];
  if (/^0\d/.test(level) || /^x000\//.test(number)) return null;
  const index = Number(number.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (!Number.isSafeInteger(index * TILE_WIDTH) || (partial !== undefined && width >= TILE_WIDTH)) return null;
  return { level: level === 'entries' ? -1 : Number(level), index, width };
}
