import { type Chart, type ChartLook, COLOURS, frame, label, roomFor } from './chart-frame';

/** One row of a bar chart, with its numbers written beside it. */
export interface BarRow {
  readonly label: string;
  /** Shown as a light bar behind, where there is one. */
  readonly whole?: number;
  readonly part: number;
  readonly text: string;
}

const ROW = 34;

/** Lying bars, each with its own numbers: nobody has to read them off an axis. */
export function barChart(look: ChartLook, rows: readonly BarRow[]): Chart {
  const longest = Math.max(1, ...rows.flatMap(({ whole = 0, part }) => [whole, part]));
  const margins = { start: roomFor(rows.map((row) => row.label)), end: roomFor(rows.map((row) => row.text)), top: 2, bottom: 2 };
  const values = rows.map((row, place) => ({
    ...row,
    text: label(look, row.text),
    place,
    whole: row.whole ?? 0,
    end: Math.max(row.whole ?? 0, row.part),
  }));
  const y = {
    field: 'place',
    type: 'ordinal',
    axis: { title: null, orient: look.isRightToLeft ? 'right' : 'left', labelExpr: namesOf(look, rows) },
  };
  const x = {
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, longest], reverse: look.isRightToLeft, nice: false },
  };
  const bar = (field: string, fill: string, stroke: string, thickness: number) => ({
    mark: { type: 'bar', fill, stroke, strokeWidth: 1, height: thickness },
    encoding: { y, x: { ...x, field } },
  });
  return frame(look, rows.length * ROW, margins, {
    data: { values },
    layer: [
      ...(rows.some(({ whole }) => whole !== undefined) ? [bar('whole', COLOURS.light, COLOURS.edge, 22)] : []),
      bar('part', COLOURS.strong, COLOURS.strong, rows.some(({ whole }) => whole !== undefined) ? 12 : 20),
      {
        mark: { type: 'text', align: look.isRightToLeft ? 'right' : 'left', dx: look.isRightToLeft ? -8 : 8, baseline: 'middle' },
        encoding: { y, x: { ...x, field: 'end' }, text: { field: 'text' } },
      },
    ],
  });
}

/** Names of places on an axis: equal names stay two rows. */
export function namesOf(look: ChartLook, rows: readonly { label: string }[]): string {
  return `(${JSON.stringify(rows.map((row) => label(look, row.label)))})[datum.value]`;
}
