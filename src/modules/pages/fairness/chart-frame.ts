import type { ChartSpec } from '../../../platform/charts';

/** How a chart has to be made for whoever looks at it. */
export interface ChartLook {
  readonly isRightToLeft: boolean;
  /** For phones: the same chart in 288 pixels. */
  readonly isNarrow: boolean;
  /** "50 %" or "50%": how the page's language writes a share. @param share 0 to 1 */
  readonly formatShare: (share: number) => string;
}

/** A chart and the size that it will have, in CSS pixels. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly spec: ChartSpec;
}

/** Two blues far apart in lightness, and an orange with another shape: told apart without colours, too (and in print). */
export const COLOURS = {
  strong: '#1f4e9e',
  light: '#d3e0f3',
  edge: '#5b7db3',
  text: '#171a2b',
  grid: '#dcdfe8',
  outside: '#b34700',
} as const;

/** Pictures can't load the page's fonts: names that phones and computers have. */
const FONT = "'Fira Sans', 'Noto Sans', 'Noto Sans Arabic', Roboto, Arial, sans-serif";

/** A label that keeps the page's direction in a picture, which has none of its own. */
export function label(look: Pick<ChartLook, 'isRightToLeft'>, text: string): string {
  return look.isRightToLeft ? `\u2067${text}\u2069` : text;
}

/** Pixels around the plot: for the names of rows, and for axes. `start` is where reading begins. */
interface Margins {
  readonly start: number;
  readonly end: number;
  readonly top: number;
  readonly bottom: number;
}

/** Some seven pixels a character: servers have no fonts to measure with. */
export function roomFor(texts: readonly string[]): number {
  return Math.ceil(Math.max(0, ...texts.map((text) => text.length)) * 7.2) + 12;
}

/** Puts what is particular about a chart into the frame that all share. @param plotHeight pixels without the margins */
export function frame(look: ChartLook, plotHeight: number, margins: Margins, content: ChartSpec): Chart {
  const width = look.isNarrow ? 288 : 672;
  const { start, end, top, bottom } = margins;
  const axis = {
    labelFontSize: 13,
    titleFontSize: 13,
    titleFontWeight: 'normal',
    labelColor: COLOURS.text,
    titleColor: COLOURS.text,
    gridColor: COLOURS.grid,
    domain: false,
    ticks: false,
    labelPadding: 6,
    titlePadding: 8,
    labelLimit: 0,
  };
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: width - start - end,
    height: plotHeight,
    // What a server guesses of the width of a text is too rough to lay out by.
    autosize: 'none',
    padding: { left: look.isRightToLeft ? end : start, right: look.isRightToLeft ? start : end, top, bottom },
    background: '#ffffff',
    ...content,
    config: { font: FONT, view: { stroke: null }, axis, text: { fontSize: 13, color: COLOURS.text } },
  };
  return { width, height: plotHeight + top + bottom, spec };
}

/** Shares to mark on an axis: round ones, up to the first that is not below the largest. */
export function shareTicks(largest: number): number[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find((each) => largest / each <= 5) ?? 0.25;
  const count = Math.max(1, Math.ceil(largest / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, place) => Math.min(1, Number((place * step).toFixed(4))));
}

/** An axis of shares, written as the page writes them. */
export function shareAxis(look: ChartLook, ticks: readonly number[], title: string): ChartSpec {
  const labels = Object.fromEntries(ticks.map((tick) => [String(tick), look.formatShare(tick)]));
  return {
    title: label(look, title),
    values: ticks,
    labelExpr: `(${JSON.stringify(labels)})[toString(datum.value)]`,
    labelOverlap: 'greedy',
  };
}
