import { IsIn, IsOptional, Matches } from 'class-validator';

/** Which page of the list. */
export class DrawListQuery {
  @IsOptional()
  @Matches(/^[1-9][0-9]{0,4}$/)
  page?: string;
}

/** How a page about a draw that is not over keeps itself up to date. */
export class DrawPageQuery {
  @IsOptional()
  @IsIn(['on', 'off', 'live'])
  refresh?: 'on' | 'off' | 'live';
}
