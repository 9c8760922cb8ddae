import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { AnswerForm } from '../answer/answer.dto';

/** Sub-pages that somebody may have asked for before showing the case number. Closed: it becomes an address. */
const AFTER_GATE =
  /^(wishes|contact|withdraw|objection|hearing|receipt|draws\/[a-z0-9.-]{1,40}\/[a-z0-9.-]{1,40}\/[a-z0-9._-]{1,40}\/\d{1,4})$/;

export class SheetParams {
  @IsString()
  @MaxLength(20)
  language: string;

  @IsString()
  @MaxLength(100)
  link: string;

  @IsString()
  @MaxLength(40)
  authority: string;

  @IsString()
  @MaxLength(40)
  service: string;

  @IsString()
  @MaxLength(40)
  window: string;

  @Matches(/^\d{1,4}$/)
  number: string;
}

/** What shows that the link is one's own. Comes with any form of these pages once the session is over. */
export class CaseNumberForm {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  caseNumber?: string;
}

export class GateForm extends CaseNumberForm {
  @IsOptional()
  @Matches(AFTER_GATE)
  to?: string;
}

export class OwnAnswerForm extends AnswerForm {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  caseNumber?: string;
}

export class WishesForm extends CaseNumberForm {
  /** Any group. */
  @IsOptional()
  @IsIn(['yes'])
  any?: 'yes';

  @IsOptional() @IsString() @MaxLength(40) 'wish-1'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-2'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-3'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-4'?: string;
  @IsOptional() @IsString() @MaxLength(40) 'wish-5'?: string;

  /** Rather any group than to be recognised by rare wishes. */
  @IsOptional()
  @IsIn(['yes'])
  widen?: 'yes';

  /** Also places of the special pots. Absent where there are none to ask about. */
  @IsOptional()
  @IsIn(['yes', 'no'])
  special?: 'yes' | 'no';

  @IsOptional()
  @Matches(/^[1-9]$/)
  size?: string;
}

export class ContactForm extends CaseNumberForm {
  @IsOptional()
  @IsString()
  @MaxLength(254)
  contact?: string;
}

export class ObjectionForm extends CaseNumberForm {
  /** Longer ones are refused by the page, which keeps what was typed. */
  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  text?: string;
}
