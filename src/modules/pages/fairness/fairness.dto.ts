import { IsIn, IsString, Matches } from 'class-validator';
import { DrawPageParams } from '../windows/windows.dto';
import { CHARTS, type ChartName } from './fairness-charts';

/** A chart by its file's name, wide or narrow. */
const FILES = CHARTS.flatMap((name) => [`${name}.svg`, `${name}-narrow.svg`]);
const PATH_PART = /^[a-z0-9][a-z0-9.-]{0,37}$/;

export class DrawChartParams extends DrawPageParams {
  @IsIn(FILES)
  chart: string;
}

export class ServicePageParams {
  @IsString()
  language: string;

  @Matches(PATH_PART)
  authority: string;

  @Matches(PATH_PART)
  service: string;
}

export class ServiceChartParams extends ServicePageParams {
  @IsIn(FILES)
  chart: string;
}

/** "tickets-narrow.svg" */
export function readChartFile(file: string): { name: ChartName; isNarrow: boolean } {
  const base = file.replace(/\.svg$/, '');
  return { name: base.replace(/-narrow$/, '') as ChartName, isNarrow: base.endsWith('-narrow') };
}
