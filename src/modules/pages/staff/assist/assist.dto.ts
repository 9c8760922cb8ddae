import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateIf } from 'class-validator';
import { type Language, LANGUAGES } from '../../../../platform/i18n';
import { TAKEN_WAYS, type TakenWay } from '../../../registrations';
import { Listed } from '../listed';
import { DeskParams } from '../staff-pages.dto';

export class AssistServiceParams extends DeskParams {
  @Matches(/^[a-z0-9][a-z0-9.-]{0,37}$/)
  authority: string;

  @Matches(/^[a-z0-9][a-z0-9.-]{0,37}$/)
  service: string;
}

/** Fields that both a new registration and changed wishes have: as many wishes as applicants may name (MOST_WISHES). */
export class WishFields {
  @IsOptional() @IsString() @MaxLength(40) 'wish-1'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-2'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-3'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-4'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-5'?: string;

  @IsOptional() @IsString() @MaxLength(10) size?: string;

  /** Rather any group than to be recognised by rare wishes. */
  @IsOptional()
  @IsIn(['yes'])
  widen?: 'yes';

  /** No places of the special pots, rather one's own order. */
  @IsOptional()
  @IsIn(['yes'])
  generalOnly?: 'yes';
}

/** The whole registration on one page, as typed. What is wrong with it is said beside the field. */
export class AssistForm extends WishFields {
  /** Chosen with the page: sent twice, it is one registration. */
  @IsUUID()
  registration: string;

  @IsIn(['phone', 'counter'])
  channel: 'phone' | 'counter';

  @IsString() @MaxLength(200) caseNumber: string;
  @IsString() @MaxLength(400) surname: string;
  @IsString() @MaxLength(400) givenNames: string;
  /** "17.5.1990"; parts left out are unknown. */
  @IsString() @MaxLength(40) birthDate: string;
  @IsString() @MaxLength(40) criticalDate: string;
  @IsString() @MaxLength(40) source: string;
  @IsString() @MaxLength(40) hardship: string;

  /** Days of the week on which the person can't come, 1 for Monday to 7. */
  @IsOptional()
  @Listed()
  @IsIn(['1', '2', '3', '4', '5', '6', '7'], { each: true })
  days?: string[];

  /** Days the person needs to know ahead; not asked before the office has said on which days there are appointments. */
  @IsOptional() @IsString() @MaxLength(10) notice?: string;

  /** An address, a number, or nothing. */
  @IsString() @MaxLength(400) contact: string;
  @IsString() @MaxLength(400) representative: string;
  @IsString() @MaxLength(400) reach: string;

  @IsIn(LANGUAGES)
  locale: Language;
}

/** What a caller says about themselves. In the body only. */
export class CallerForm {
  @IsString() @MaxLength(200) caseNumber: string;
  @IsString() @MaxLength(40) birthDate: string;
}

/** What answers an offer. */
const ANSWERS: readonly string[] = ['accept', 'decline', 'give-back'];
const CALLER_ACTS = ['wishes', 'contact', 'withdraw', 'link', 'accept', 'decline', 'give-back', 'answer'] as const;

export class CallerActForm extends WishFields {
  @IsUUID()
  registration: string;

  @IsString() @MaxLength(200) caseNumber: string;
  @IsString() @MaxLength(40) birthDate: string;

  @IsIn(CALLER_ACTS)
  act: (typeof CALLER_ACTS)[number];

  /** The offer that the page has shown: an answer is to this one, or to none. */
  @ValidateIf(({ act }: CallerActForm) => ANSWERS.includes(act))
  @IsUUID()
  appointment: string;

  @IsOptional() @IsString() @MaxLength(254) contact?: string;

  /** What the answer is to. A caller can have both before them, so that each has fields of its own. */
  @IsOptional() @IsIn(['notice', 'hearing']) about?: 'notice' | 'hearing';
  @IsOptional() @IsString() @MaxLength(20_000) 'text-notice'?: string;
  @IsOptional() @IsIn(TAKEN_WAYS) 'via-notice'?: TakenWay;
  @IsOptional() @IsString() @MaxLength(20_000) 'text-hearing'?: string;
  @IsOptional() @IsIn(TAKEN_WAYS) 'via-hearing'?: TakenWay;

  /** For what can't be taken back: the person has asked for it in so many words. */
  @IsOptional()
  @IsIn(['yes'])
  asked?: 'yes';
}
