import { Alert, Button, ErrorSummary, Form, H1, H2, Link, P, Section, type Tone, useLocal, usePage } from '../../../platform/html';
import { AppointmentFacts, BringAlong, GiveBackForm, OfferForms, Refused } from '../answer/appointment-parts';
import { CheckInCode } from './check-in-code';
import { OwnDrawsTable } from './draws-table';
import { NextSteps } from './next-steps-view';
import { OwnSettings } from './settings-view';
import { concernOfHearing, concernOfNotice } from './concern';
import { ConcernBox } from './concern-view';
import type { OwnAppointment } from './own-appointments.service';
import type { OwnOverview } from './own.service';
import type { Situation } from './situation';
import { TicketsView } from './tickets-view';

const TONES: Partial<Record<Situation, Tone>> = {
  unconfirmed: 'warning',
  'unconfirmed-late': 'warning',
  offered: 'warning',
  'offer-coming': 'success',
  appointment: 'success',
  begun: 'success',
  waiting: 'success',
  'in-draw': 'success',
  excluded: 'warning',
  'not-in-draw': 'warning',
  'missed-closing': 'warning',
};

/** Situations in which nothing can be changed any more. */
const OVER: readonly Situation[] = ['withdrawn', 'excluded', 'merged', 'attended', 'missed', 'ended', 'unconfirmed-late'];

/** Situations of which the page would say that there is nothing to do, while a question is open. */
const NOTHING_TO_DO: readonly Situation[] = ['waiting', 'no-window'];

interface Props {
  overview: OwnOverview;
  link: string;
  /** Why an answer did not count. */
  refusal?: string;
  /** The reason for declining is missing. */
  error?: string;
}

/** One's own registration: where it stands, in one sentence; then what to do, why, and what comes next. */
export function OwnView({ overview, link, refusal, error }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { details, situation, stories, appointment } = overview;
  const own = `/registration/${link}`;
  const isOver = OVER.includes(situation);
  // The box above says what to do; that an appointment is fixed would not be true.
  const isUnsettled = details.notice ? NOTHING_TO_DO.includes(situation) : overview.hearing !== null && situation === 'appointment';
  return (
    <>
      {error && <ErrorSummary errors={{ 'reason-1': error }} />}
      <H1 preline={details.serviceTitle}>{t('own:title')}</H1>
      {refusal && <Refused reason={refusal} />}
      {details.notice && <ConcernBox concern={concernOfNotice(details.notice)} own={own} />}
      {overview.hearing && <ConcernBox concern={concernOfHearing(overview.hearing)} own={own} />}
      {!isUnsettled && <SituationBox overview={overview} />}
      {appointment && <AppointmentPart appointment={appointment} own={local(own)} error={error} />}
      <NextSteps overview={overview} />
      {!isOver && <TicketsView overview={overview} />}
      {stories.length > 0 && <OwnDrawsTable stories={stories} own={own} />}
      <OwnSettings
        details={details}
        own={own}
        canChange={!isOver && !['offered', 'offer-coming', 'appointment', 'begun'].includes(situation)}
      />
      {isOver && situation !== 'merged' && (
        <p>
          <Link href={local(`/services/${details.service}`)}>{t('own:register-again')}</Link>
        </p>
      )}
      <Form action={local(`${own}/leave`)}>
        <P muted>{t('own:leave.text')}</P>
        <div class="fs-actions">
          <Button weight="tertiary">{t('own:leave.button')}</Button>
        </div>
      </Form>
    </>
  );
}

function SituationBox({ overview: { situation, details } }: { overview: OwnOverview }) {
  const { t } = usePage();
  return (
    <Alert tone={TONES[situation] ?? 'info'} title={t(`own:situation.${situation}.title`)} id="situation">
      <P>{t(`own:situation.${situation}.text`)}</P>
      {(situation === 'not-served' || situation === 'no-loss') && details.losses > 0 && <P>{t('own:losses', { count: details.losses })}</P>}
      {situation === 'not-served' && <P>{t('own:losses-grow')}</P>}
    </Alert>
  );
}

function AppointmentPart({ appointment, own, error }: { appointment: OwnAppointment; own: string; error?: string }) {
  const { t } = usePage();
  const { phase } = appointment;
  if (phase !== 'open' && phase !== 'upcoming' && phase !== 'begun') return null;
  return (
    <Section labelledBy="appointment">
      <H2 id="appointment">{t(phase === 'open' ? 'own:appointment.offered' : 'own:appointment.title')}</H2>
      <AppointmentFacts {...appointment} />
      {phase === 'open' ? (
        <OfferForms action={`${own}/answer`} {...appointment} error={error} />
      ) : (
        <>
          <BringAlong />
          <CheckInCode appointment={appointment} />
          <p class="fs-no-print">
            <Link href={`${own}/appointment.ics`} download>
              {t('answer:calendar')}
            </Link>
          </p>
        </>
      )}
      {phase === 'upcoming' && <GiveBackForm action={`${own}/answer`} appointment={appointment.appointment} />}
      <P muted>{t('answer:only-you')}</P>
    </Section>
  );
}
