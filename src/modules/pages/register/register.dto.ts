import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { STEPS, type Step } from './journey';

/** Far above what any question takes: who types too much is told so by the question, and only programs go beyond this. */
const MOST_CHARACTERS = 5000;
/** A sealed copy of every answer at its longest. */
const LONGEST_COPY = 24_000;
const PATH_PART = /^[a-z0-9][a-z0-9.-]{0,37}$/;

export class ServicePathParams {
  @IsString()
  language: string;

  @Matches(PATH_PART)
  authority: string;

  @Matches(PATH_PART)
  service: string;
}

export class FormParams {
  @IsString()
  language: string;

  @IsUUID()
  form: string;
}

export class StepParams extends FormParams {
  @IsIn(STEPS)
  step: Step;
}

export class ConfirmParams {
  @IsString()
  language: string;

  @Matches(/^[A-Za-z0-9._-]{1,100}$/)
  token: string;
}

/** What every page of a form carries. */
export class FormPostDto {
  /** The sealed copy of the answers before this one. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_COPY)
  copy?: string;
}

/** The page on which answers are checked. */
export class SendDto extends FormPostDto {
  /** What the browser has computed, where it was asked to. */
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  proof?: string;
}

export class CodeDto extends FormPostDto {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string;
}

function Text(): PropertyDecorator {
  return (target, name) => [IsOptional(), IsString(), MaxLength(MOST_CHARACTERS)].forEach((decorate) => decorate(target, name));
}

/** The fields of all questions; each question reads its own. */
export class AnswerDto extends FormPostDto {
  /** The question was opened from the page on which answers are checked. */
  @IsOptional()
  @IsIn(['check'])
  from?: 'check';

  @Text() surname?: string;
  @Text() givenNames?: string;
  @Text() day?: string;
  @Text() month?: string;
  @Text() year?: string;
  @Text() unknown?: string;
  @Text() caseNumber?: string;
  @Text() has?: string;
  @Text() source?: string;
  @Text() hardship?: string;
  @Text() size?: string;
  @Text() notice?: string;
  @Text() any?: string;
  @Text() widen?: string;
  @Text() special?: string;
  @Text() kind?: string;
  @Text() mail?: string;
  @Text() phone?: string;
  @Text() representative?: string;
  @Text() reach?: string;
  @Text() 'wish-1'?: string;
  @Text() 'wish-2'?: string;
  @Text() 'wish-3'?: string;
  @Text() 'wish-4'?: string;
  @Text() 'wish-5'?: string;

  /** Posted once for each day that is ticked. */
  @IsOptional()
  @Matches(/^[1-7]$/, { each: true })
  days?: string | string[];
}

/** `?from=check` */
export class StepQuery {
  @IsOptional()
  @IsIn(['check'])
  from?: 'check';
}
