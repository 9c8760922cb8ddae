import { Injectable } from '@nestjs/common';
import { type ComponentChildren, h } from 'preact';
import { Clock } from '../../../platform/clock';
import type { FieldErrors, Page } from '../../../platform/html';
import { FormCopies, type RegistrationForm } from '../../registrations';
import { officeDate } from '../../windows';
import { ContactQuestion, RepresentativeQuestion } from './contact-questions';
import type { Fields } from './fields';
import { type Journey, obstacleOf, possibleGroups, previousOf, type Step, stepsOf } from './journey';
import { BirthDateQuestion, CaseNumberQuestion, NameQuestion } from './person-questions';
import { QuestionPage, type QuestionProps } from './question-page';
import { type FieldErrorKeys, type QuestionContext, QUESTIONS, type Reading } from './questions';
import { shownFields } from './shown-fields';
import { CriticalDateQuestion, HardshipQuestion, SizeQuestion } from './urgency-questions';
import { DaysQuestion, NoticeQuestion, PotsQuestion, WishesQuestion } from './wish-questions';

const VIEWS: Readonly<Record<Exclude<Step, 'wishes'>, (props: QuestionProps) => ComponentChildren>> = {
  name: NameQuestion,
  'birth-date': BirthDateQuestion,
  'case-number': CaseNumberQuestion,
  'critical-date': CriticalDateQuestion,
  hardship: HardshipQuestion,
  size: SizeQuestion,
  days: DaysQuestion,
  notice: NoticeQuestion,
  pots: PotsQuestion,
  contact: ContactQuestion,
  representative: RepresentativeQuestion,
};

interface QuestionOnPage {
  readonly form: RegistrationForm;
  readonly journey: Journey;
  readonly step: Step;
  readonly fromCheck: boolean;
}

/** Shows questions and reads their answers. */
@Injectable()
export class QuestionPages {
  constructor(
    private readonly copies: FormCopies,
    private readonly clock: Clock,
  ) {}

  read({ form, journey, step }: QuestionOnPage, posted: Fields): Reading {
    const context: QuestionContext = { journey, answers: form.answers, today: officeDate(this.clock.seconds()) };
    return QUESTIONS[step](posted, context);
  }

  show(page: Page, question: QuestionOnPage): string {
    return this.render(page, question, shownFields(question.step, question.form.answers), {});
  }

  /** Shows what was typed again, with what is wrong about it. */
  showAgain(page: Page, question: QuestionOnPage, posted: Fields, errors: FieldErrorKeys): string {
    const said = Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, page.t(`register:error.${key}`)]));
    return this.render(page, question, posted, said);
  }

  private render(page: Page, question: QuestionOnPage, fields: Fields, errors: FieldErrors): string {
    const { form, journey, step, fromCheck } = question;
    const { answers, id: formId } = form;
    const steps = stepsOf(journey, answers);
    const before = previousOf(journey, answers, step);
    const hasErrors = Object.keys(errors).length > 0;
    const frame = {
      formId,
      step,
      current: steps.indexOf(step) + 1,
      total: steps.length + 1,
      back: fromCheck ? `/register/${formId}/check` : before === null ? `/services/${journey.service}` : `/register/${formId}/${before}`,
      fromCheck,
      copy: this.copies.seal(form),
      errors,
      closed: journey.closesAt === null,
      children: viewOf(question, { journey, fields, errors }),
    };
    const title = page.t(`register:${step}.question`);
    return page.render({ title, body: h(QuestionPage, frame), hasErrors, ...(hasErrors ? { status: 400 } : {}) });
  }
}

function viewOf({ form, journey, step }: QuestionOnPage, props: QuestionProps): ComponentChildren {
  if (step !== 'wishes') return h(VIEWS[step] as (props: QuestionProps) => null, props);
  const out = journey.groups.flatMap((group) => {
    const obstacle = obstacleOf(journey, form.answers, group);
    return obstacle === null ? [] : [{ group, obstacle }];
  });
  return h(WishesQuestion, { ...props, possible: possibleGroups(journey, form.answers), out });
}
