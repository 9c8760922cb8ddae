import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { DECLINE_REASONS, type DeclineReason } from '../../appointments';

export const ANSWERS = ['accept', 'decline', 'give-back'] as const;
export type Answer = (typeof ANSWERS)[number];

export class AnswerParams {
  @IsString()
  @MaxLength(20)
  language: string;

  /** The token of a letter's answer link. */
  @IsString()
  @MaxLength(100)
  token: string;
}

/** What the buttons post. */
export class AnswerForm {
  @IsIn(ANSWERS)
  answer: Answer;

  /** Asked for when declining. */
  @IsOptional()
  @IsIn(DECLINE_REASONS)
  reason?: DeclineReason;

  /** The appointment that the page has shown. The answer link names it already; the page behind the private link needs it. */
  @IsOptional()
  @IsUUID()
  appointment?: string;
}
