import { namesOf } from './chart-bars';
import type { ChartSpec } from '../../../platform/charts';
import { type Chart, type ChartLook, COLOURS, frame, label, roomFor, shareAxis, shareTicks } from './chart-frame';

/** A class of people: what came out, and where the rule lets it come out. Shares of the class, 0 to 1. */
export interface BandRow {
  readonly label: string;
  readonly result: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** The result in figures. */
  readonly text: string;
}

const ROW = 38;
const COLUMNS_HEIGHT = 230;
const COUNTS_HEIGHT = 130;
/** Pixels for an axis' labels and title below the plot, and for a title above it. */
const UNDER_AXIS = 46;
const OVER_AXIS = 30;

const isOutside = ({ result, low, high }: BandRow): boolean => result < low - 1e-9 || result > high + 1e-9;

/** Classes below each other: a box from low to high, a stroke where the rule expects it, a point where it came out. */
export function bandRows(look: ChartLook, rows: readonly BandRow[], axisTitle: string): Chart {
  const { values, ticks } = prepare(rows);
  const y = {
    field: 'place',
    type: 'ordinal',
    axis: { title: null, orient: look.isRightToLeft ? 'right' : 'left', labelExpr: namesOf(look, rows) },
  };
  const x = {
    type: 'quantitative',
    scale: { domain: [0, ticks.at(-1)], reverse: look.isRightToLeft, nice: false },
    axis: shareAxis(look, ticks, axisTitle),
  };
  const margins = { start: roomFor(rows.map((row) => row.label)), end: 56, top: 4, bottom: UNDER_AXIS };
  return frame(look, rows.length * ROW, margins, {
    data: { values },
    layer: [
      {
        mark: { type: 'bar', height: 20, fill: COLOURS.light, stroke: COLOURS.edge, strokeWidth: 1 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      { mark: { type: 'tick', size: 26, thickness: 2.5, color: COLOURS.text }, encoding: { y, x: { ...x, field: 'expected' } } },
      ...points({ y, x: { ...x, field: 'result' } }),
      {
        mark: { type: 'text', align: 'center', dx: look.isRightToLeft ? -30 : 30, baseline: 'middle', fontWeight: 'bold' },
        encoding: { y, x: { ...x, datum: ticks.at(-1) }, text: { field: 'text' } },
      },
    ],
  });
}

/** Classes beside each other, in the order of time. */
export function bandColumns(look: ChartLook, rows: readonly BandRow[], titles: { x: string; y: string }): Chart {
  const { values, ticks } = prepare(rows);
  const x = columnAxis(look, rows, titles.x);
  const y = {
    type: 'quantitative',
    scale: { domain: [0, ticks.at(-1)], nice: false },
    axis: { ...shareAxis(look, ticks, titles.y), orient: look.isRightToLeft ? 'right' : 'left', ...titleOnTop(look) },
  };
  return frame(
    look,
    COLUMNS_HEIGHT,
    { start: 50, end: 4, top: OVER_AXIS, bottom: UNDER_AXIS },
    {
      data: { values },
      layer: [
        {
          mark: { type: 'bar', width: { band: 0.72 }, fill: COLOURS.light, stroke: COLOURS.edge, strokeWidth: 1 },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
        },
        {
          mark: { type: 'tick', width: { band: 0.72 }, thickness: 2.5, color: COLOURS.text },
          encoding: { x, y: { ...y, field: 'expected' } },
        },
        ...points({ x, y: { ...y, field: 'result' } }),
      ],
    },
  );
}

/** How many there were of each class, in the order of time. */
export function countColumns(
  look: ChartLook,
  rows: readonly { label: string; count: number }[],
  titles: { x: string; y: string },
  format: (count: number) => string,
): Chart {
  const largest = Math.max(1, ...rows.map(({ count }) => count));
  const step = 10 ** Math.floor(Math.log10(largest));
  const unit = [step / 5, step / 2, step, step * 2].find((each) => largest / each <= 4 && Number.isInteger(each)) ?? step;
  const ticks = Array.from({ length: Math.ceil(largest / unit) + 1 }, (_, place) => place * unit);
  const names: Record<string, string> = Object.fromEntries(ticks.map((tick) => [String(tick), format(tick)]));
  const y = {
    field: 'count',
    type: 'quantitative',
    scale: { domain: [0, ticks.at(-1)], nice: false },
    axis: {
      title: label(look, titles.y),
      values: ticks,
      labelExpr: `(${JSON.stringify(names)})[toString(datum.value)]`,
      orient: look.isRightToLeft ? 'right' : 'left',
      ...titleOnTop(look),
    },
  };
  return frame(
    look,
    COUNTS_HEIGHT,
    { start: Math.max(50, roomFor(Object.values(names))), end: 4, top: OVER_AXIS, bottom: UNDER_AXIS },
    {
      data: { values: rows.map((row, place) => ({ ...row, place })) },
      mark: { type: 'bar', width: { band: 0.72 }, fill: COLOURS.strong },
      encoding: { x: columnAxis(look, rows, titles.x), y },
    },
  );
}

/** Inside the band a round point, outside an orange diamond: the shape alone would do. */
function points(encoding: ChartSpec): ChartSpec[] {
  const point = (shape: string, color: string, size: number, when: string) => ({
    transform: [{ filter: when }],
    mark: { type: 'point', filled: true, opacity: 1, shape, color, size, stroke: '#ffffff', strokeWidth: 1.5 },
    encoding,
  });
  return [point('circle', COLOURS.strong, 130, '!datum.outside'), point('diamond', COLOURS.outside, 190, 'datum.outside')];
}

function prepare(rows: readonly BandRow[]): { values: object[]; ticks: number[] } {
  const values = rows.map((row, place) => ({ ...row, place, end: Math.max(row.high, row.result), outside: isOutside(row) }));
  return { values, ticks: shareTicks(Math.max(0.01, ...values.map(({ end }) => end))) };
}

function columnAxis(look: ChartLook, rows: readonly { label: string }[], title: string): ChartSpec {
  return {
    field: 'place',
    type: 'ordinal',
    scale: { reverse: look.isRightToLeft },
    axis: { title: label(look, title), labelAngle: 0, labelOverlap: 'greedy', labelSeparation: 6, labelExpr: namesOf(look, rows) },
  };
}

/** Read from left to right like everything else, above the axis. */
function titleOnTop({ isRightToLeft }: ChartLook): ChartSpec {
  return { titleAngle: 0, titleAlign: isRightToLeft ? 'right' : 'left', titleAnchor: 'end', titleY: -14, titleX: 0 };
}
