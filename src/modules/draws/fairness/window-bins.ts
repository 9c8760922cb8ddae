/** Lengths of a stretch of the window in seconds. Each divides the next, so that windows of different lengths can be put together. */
const LENGTHS = [2, 10, 60, 300, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800] as const;
/** More than this can't be told apart on a phone. */
const MOST_BINS = 24;

/** The shortest stretch that divides a window into few enough. @param seconds length of the window */
export function binLengthFor(seconds: number): number {
  return LENGTHS.find((length) => seconds / length <= MOST_BINS) ?? LENGTHS.at(-1)!;
}

/** A stretch counted in shorter ones, counted in longer ones. What lies before the window stays there. */
export function coarsen(bin: number, from: number, to: number): number {
  return bin < 0 ? -1 : Math.floor((bin * from) / to);
}
