import {
  Actions,
  BackLink,
  Button,
  CheckboxGroup,
  ErrorSummary,
  type FieldErrors,
  Form,
  P,
  RadioGroup,
  SelectField,
  Steps,
  TextField,
  useLocal,
  usePage,
} from '../../../../../platform/html';
import type { StaffMember } from '../../../../staff';
import type { OfferedGroup, WindowDraft, WindowQuestion } from '../../../../windows';
import { DeskFrame } from '../../desk-frame';
import { QUESTIONS } from './questions';
import type { TypedAnswers } from './wizard.dto';

interface Props {
  member: StaffMember;
  draft: WindowDraft;
  question: WindowQuestion;
  groups: readonly OfferedGroup[];
  typed: TypedAnswers;
  errors: FieldErrors;
}

/** One question of a window's plan. */
export function QuestionView({ member, draft, question, groups, typed, errors }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const place = QUESTIONS.indexOf(question);
  const before = QUESTIONS[place - 1];
  const title = t(`staff-plan:wizard.${question}.title`);
  return (
    <>
      <BackLink href={local(before ? `/staff/plans/${draft.id}/${before}` : '/staff/plans')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={title}>
        <Steps current={place + 1} total={QUESTIONS.length} title={title} />
        <P muted>
          <span lang="de">{draft.answers.basics?.title ?? draft.serviceTitle}</span>
        </P>
        <P>{t(`staff-plan:wizard.${question}.lead`)}</P>
        <Form action={local(`/staff/plans/${draft.id}/${question}`)}>
          <input type="hidden" name="version" value={String(draft.version)} />
          <Fields question={question} groups={groups} typed={typed} errors={errors} />
          <Actions>
            <Button>{t('staff-plan:wizard.save')}</Button>
          </Actions>
        </Form>
      </DeskFrame>
    </>
  );
}

type FieldName = Exclude<keyof TypedAnswers, 'groups' | 'pots' | 'rule' | 'cap' | 'refills' | 'repeat'>;

function Fields({ question, groups, typed, errors }: Omit<Props, 'member' | 'draft'>) {
  const { t, texts, language } = usePage();
  const text = (name: FieldName, width?: 4, optional?: boolean) => (
    <TextField
      name={name}
      label={t(`staff-plan:wizard.field.${name}`)}
      hint={texts.find(language, `staff-plan:wizard.hint.${name}`) ?? undefined}
      value={typed[name]}
      error={errors[name]}
      width={width}
      optional={optional}
    />
  );
  const label = (name: 'groups' | 'pots' | 'rule' | 'cap' | 'refills' | 'repeat') => ({
    name,
    label: t(`staff-plan:wizard.field.${name}`),
    error: errors[name],
  });
  switch (question) {
    case 'basics':
      return (
        <>
          {text('title')}
          {text('name')}
        </>
      );
    case 'times':
      return (
        <>
          {text('opensDay')}
          {text('opensClock', 4)}
          {text('closesDay')}
          {text('closesClock', 4)}
          {text('drawDay')}
          {text('drawClock', 4)}
          {text('freezeHours', 4)}
          {text('revealHours', 4)}
        </>
      );
    case 'refills':
      return (
        <>
          <RadioGroup
            {...label('refills')}
            value={typed.refills}
            choices={(['some', 'none'] as const).map((value) => ({ value, label: t(`staff-plan:wizard.refills.${value}`) }))}
          />
          {text('everyDays', 4, true)}
          {text('lastDay', undefined, true)}
        </>
      );
    case 'groups':
      return (
        <CheckboxGroup
          {...label('groups')}
          values={typed.groups}
          choices={groups.map(({ name, title }) => ({ value: name, label: <span lang="de">{title}</span> }))}
        />
      );
    case 'policy':
      return (
        <>
          <RadioGroup
            {...label('rule')}
            value={typed.rule}
            choices={(['savable', 'rising', 'uniform'] as const).map((value) => ({
              value,
              label: t(`staff-plan:wizard.rule.${value}`),
              hint: t(`windows:tickets.rule.${value}`),
            }))}
          />
          {text('leadDays', 4)}
          <SelectField
            {...label('cap')}
            value={typed.cap}
            choices={['1', '2', '4', '8', '16', '32', '64'].map((value) => ({ value, label: value }))}
          />
          {text('maxLosses', 4)}
          {text('guaranteeAfter', 4)}
        </>
      );
    case 'pots':
      return (
        <>
          <CheckboxGroup
            {...label('pots')}
            values={typed.pots}
            choices={(['hardship', 'guarantee', 'lapsed'] as const).map((value) => ({
              value,
              label: t(`staff-plan:wizard.pot.${value}`),
              hint: t(`staff-plan:wizard.pot-hint.${value}`),
            }))}
          />
          {text('guaranteeMost', 4, true)}
          {text('contributors', undefined, true)}
        </>
      );
    case 'repeat':
      return (
        <>
          <RadioGroup
            {...label('repeat')}
            value={typed.repeat}
            choices={(['once', 'again'] as const).map((value) => ({ value, label: t(`staff-plan:wizard.repeat.${value}`) }))}
          />
          {text('repeatDays', 4, true)}
          {text('announceDays', 4, true)}
        </>
      );
  }
}
