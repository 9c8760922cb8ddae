import { el, paragraph, svg } from './elements';
import type { Say } from './texts';

/** More dots nobody can tell apart. */
const MOST_DOTS = 240;
const A_ROW = 20;
const STEP = 10;

/** All lots of a draw as dots in an urn, one's own among them, and a sentence that says the same. */
export function urn(say: Say, all: number, mine: number): HTMLElement {
  const each = Math.ceil(all / MOST_DOTS);
  const dots = Math.ceil(all / each);
  const own = Math.min(dots, Math.max(1, Math.round(mine / each)));
  const text = say('urn.text', { all, mine }) + (each > 1 ? ` ${say('urn.scaled', { each })}` : '');
  const rows = Math.ceil(dots / A_ROW);
  const [width, height] = [A_ROW * STEP + 40, rows * STEP + 50];
  // Spread evenly: where a lot lies in the urn means nothing.
  const ownPlaces = new Set(Array.from({ length: own }, (_, index) => Math.floor(((index + 0.5) * dots) / own)));
  const circles = Array.from({ length: dots }, (_, place) => {
    const isMine = ownPlaces.has(place);
    const [column, row] = [place % A_ROW, Math.floor(place / A_ROW)];
    return svg('circle', {
      class: isMine ? 'fs-urn__lot fs-urn__lot--mine' : 'fs-urn__lot',
      cx: String(25 + column * STEP),
      cy: String(height - 20 - row * STEP),
      r: isMine ? '4.5' : '3.5',
    });
  });
  const jar = `M8 12 H${width - 8} M16 12 V${height - 20} Q16 ${height - 8} 28 ${height - 8} H${width - 28} Q${width - 16} ${height - 8} ${width - 16} ${height - 20} V12`;
  const picture = svg(
    'svg',
    { class: 'fs-urn', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': text },
    svg('path', { class: 'fs-urn__jar', d: jar }),
    ...circles,
  );
  return el('figure', { class: 'fs-urn-figure' }, picture, el('figcaption', {}, paragraph(text)));
}
