import { IsString, Matches } from 'class-validator';
import { WindowPathParams } from '../../windows';

/** A window's page. Whether the language is one is for the page to say. */
export class WindowPageParams extends WindowPathParams {
  @IsString()
  language: string;
}

/** A draw's page. */
export class DrawPageParams extends WindowPageParams {
  @Matches(/^(0|[1-9][0-9]{0,3})$/)
  number: string;
}
