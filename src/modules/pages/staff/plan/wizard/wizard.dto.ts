import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { WINDOW_QUESTIONS, type WindowQuestion } from '../../../../windows';
import { DeskParams } from '../../staff-pages.dto';
import { Ticked, Typed, VersionForm } from '../plan-pages.dto';

export class DraftParams extends DeskParams {
  @IsUUID()
  draft: string;
}

export class QuestionParams extends DraftParams {
  @IsIn(WINDOW_QUESTIONS)
  question: WindowQuestion;
}

export class TemplateParams extends DeskParams {
  @IsUUID()
  id: string;
}

export class BeginForm {
  /** `<authority>/<slug>` */
  @Matches(/^[a-z0-9][a-z0-9.-]{0,37}\/[a-z0-9][a-z0-9.-]{0,37}$/)
  service: string;
}

export class CheckQuery {
  @IsOptional()
  @Typed(20)
  slots?: string;
}

/** One page's fields, whichever page it is. */
export class QuestionForm extends VersionForm {
  @Typed()
  name?: string;

  @Typed()
  title?: string;

  @Typed()
  opensDay?: string;

  @Typed()
  opensClock?: string;

  @Typed()
  closesDay?: string;

  @Typed()
  closesClock?: string;

  @Typed()
  drawDay?: string;

  @Typed()
  drawClock?: string;

  @Typed()
  freezeHours?: string;

  @Typed()
  revealHours?: string;

  @Typed()
  refills?: string;

  @Typed()
  everyDays?: string;

  @Typed()
  lastDay?: string;

  @Ticked()
  groups?: string[];

  @Typed()
  rule?: string;

  @Typed()
  leadDays?: string;

  @Typed()
  cap?: string;

  @Typed()
  maxLosses?: string;

  @Typed()
  guaranteeAfter?: string;

  @Ticked()
  pots?: string[];

  @Typed()
  guaranteeMost?: string;

  @Typed()
  contributors?: string;

  @Typed()
  repeat?: string;

  @Typed()
  repeatDays?: string;

  @Typed()
  announceDays?: string;
}

export type TypedAnswers = Partial<Omit<QuestionForm, 'version'>>;
