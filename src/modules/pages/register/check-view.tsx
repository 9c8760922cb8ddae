import type { ComponentChildren } from 'preact';
import type { FormAnswers } from '../../registrations';
import { Actions, Alert, BackLink, Button, Foreign, Form, H1, P, useFormats, useLocal, usePage } from '../../../platform/html';
import type { Journey, Step, Weekday } from './journey';
import { ClosedNotice, DeleteLink, FormCopy } from './question-page';

export interface CheckProps {
  formId: string;
  journey: Journey;
  answers: FormAnswers;
  steps: readonly Step[];
  copy: string;
  /** What the browser is asked to compute; null: nothing. */
  challenge: string | null;
  /** Why it could not be sent, in words. */
  problem?: string;
}

/** Everything somebody has said, before it counts. */
export function CheckView({ formId, journey, answers, steps, copy, problem, challenge }: CheckProps) {
  const { t } = usePage();
  const local = useLocal();
  const open = journey.closesAt !== null;
  return (
    <>
      <BackLink href={local(`/register/${formId}/${steps.at(-1)!}`)} />
      {problem && (
        <div role="alert">
          <Alert tone="danger" title={problem} />
        </div>
      )}
      {!open && <ClosedNotice />}
      <H1 preline={journey.title}>{t('register:check.title')}</H1>
      <P large>{t('register:check.lead')}</P>
      <dl class="fs-filled">
        {steps.map((step) => (
          <div key={step}>
            <dt id={`answer-${step}`}>{factTitle(step, t)}</dt>
            <dd>
              <Answer step={step} answers={answers} journey={journey} />
            </dd>
            <dd>
              <a class="kern-link" href={local(`/register/${formId}/${step}?from=check`)} aria-describedby={`answer-${step}`}>
                {t('action.change')}
              </a>
            </dd>
          </div>
        ))}
      </dl>
      <Alert tone="info" title={t('receipt:legal-title')}>
        <P>{t(`register:legal.${journey.legalEffect}`)}</P>
      </Alert>
      <P>{t('register:check.true')}</P>
      {open && (
        <Form action={local(`/register/${formId}/check`)} challenge={challenge}>
          <FormCopy copy={copy} />
          {challenge !== null && <input type="hidden" name="proof" value="" />}
          <Actions>
            <Button>{t('register:check.send')}</Button>
          </Actions>
        </Form>
      )}
      <DeleteLink formId={formId} />
    </>
  );
}

function factTitle(step: Step, t: ReturnType<typeof usePage>['t']): string {
  return step === 'case-number' ? t('register:check.case') : t(`register:check.${step}`);
}

function Answer({ step, answers, journey }: { step: Step; answers: FormAnswers; journey: Journey }) {
  const { t } = usePage();
  const formats = useFormats();
  const { name, birthDate, criticalDate, hardship, impossibleDays = [], wishes, contact, representative } = answers;
  const shown: Record<Step, () => ComponentChildren> = {
    name: () => <Foreign text={[name?.givenNames, name?.surname].filter(Boolean).join(' ')} />,
    'birth-date': () => <PartialDate date={birthDate ?? ''} />,
    'case-number': () => <bdi dir="ltr">{answers.caseNumber}</bdi>,
    'critical-date': () =>
      criticalDate === undefined || criticalDate === 'none'
        ? t('no')
        : `${formats.calendarDay(criticalDate.date)}: ${t(`register:critical-date.sources.${criticalDate.source}`)}`,
    hardship: () => t(`register:hardship.${hardship ?? 'none'}`),
    size: () => String(answers.size ?? 1),
    days: () =>
      impossibleDays.length === 0 ? t('register:days.none') : impossibleDays.map((day) => t(`register:days.${day as Weekday}`)).join(', '),
    notice: () => t(`register:notice.${(answers.noticeDays ?? 0) as 0 | 3 | 7 | 14}`),
    wishes: () => (wishes === undefined || wishes === 'any' ? t('register:check.any') : <Wishes names={wishes} journey={journey} />),
    pots: () => (answers.waivedPots?.length ? t('no') : t('yes')),
    contact: () => <bdi dir="ltr">{contact?.value}</bdi>,
    representative: () =>
      representative === undefined || representative === 'none' ? (
        t('register:check.nobody')
      ) : (
        <>
          <Foreign text={representative.name} />
          {representative.contact && (
            <>
              {' · '}
              <bdi dir="ltr">{representative.contact}</bdi>
            </>
          )}
        </>
      ),
  };
  return <>{shown[step]()}</>;
}

function Wishes({ names, journey }: { names: readonly string[]; journey: Journey }) {
  return (
    <ol class="kern-list kern-list--number">
      {names.map((name) => (
        <li key={name} lang="de">
          {journey.groups.find((group) => group.name === name)?.title ?? name}
        </li>
      ))}
    </ol>
  );
}

/** A birth date as on papers, day first; what is unknown says so. */
function PartialDate({ date }: { date: string }) {
  const { t } = usePage();
  const [year = '', month = '', day = ''] = date.split('-');
  if (/^0*$/.test(year + month + day)) return <>{t('register:check.birth-date-unknown')}</>;
  const part = (text: string): string => (/^0+$/.test(text) ? '–' : text);
  return <bdi dir="ltr">{[part(day), part(month), part(year)].join('. ').replace('. –', '. –')}</bdi>;
}
