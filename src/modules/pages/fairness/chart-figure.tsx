import { useLocal } from '../../../platform/html';
import type { Chart } from './chart-frame';
import type { ChartName, FairnessSubject } from './fairness-charts';

/** A chart in both of its sizes. */
export interface ShownChart {
  readonly wide: Chart;
  readonly narrow: Chart;
}

/** What every part of the page is made from. */
export interface SectionProps {
  readonly subject: FairnessSubject;
  readonly charts: Readonly<Record<ChartName, ShownChart | null>>;
  /** Address of this page, without language. */
  readonly base: string;
  /** One draw, with its number; else a service's draws together. */
  readonly draw: { readonly number: number; readonly window: string } | null;
}

/**
 * A chart at an address of its own, as a picture: the page's policy forbids what a drawing inside it would bring along, and the picture is
 * loaded again by nobody. Phones get the narrow one. What it shows stands in the table below; its text says the finding.
 */
export function ChartFigure({
  name,
  base,
  charts,
  alt,
  caption,
}: {
  name: ChartName;
  /** Address of the page, without language. */
  base: string;
  charts: ShownChart | null;
  alt: string;
  caption?: string;
}) {
  const local = useLocal();
  if (charts === null) return null;
  const address = local(`${base}/${name}`);
  return (
    <figure class="fs-chart">
      <picture>
        <source media="(max-width: 44rem)" srcset={`${address}-narrow.svg`} width={charts.narrow.width} height={charts.narrow.height} />
        <img src={`${address}.svg`} width={charts.wide.width} height={charts.wide.height} alt={alt} />
      </picture>
      {caption && <figcaption class="kern-body kern-body--small kern-body--muted">{caption}</figcaption>}
    </figure>
  );
}
