import { Matches } from 'class-validator';

export class LetterParams {
  /** Number of a letter. */
  @Matches(/^[1-9]\d{0,17}$/)
  letter: string;
}
