import { Alert, ErrorSummary, H1, H2, Link, Moment, P, Section, useLocal, usePage } from '../../../platform/html';
import type { AnswerView } from '../../appointments';
import { AppointmentFacts, BringAlong, GiveBackForm, isPast, OfferForms, Refused } from './appointment-parts';

interface Props {
  view: AnswerView;
  token: string;
  /** Why the click that led here did not count. */
  refusal?: string;
  /** The reason for declining is missing. */
  error?: string;
}

/** The page behind a letter's answer link. It names nobody; once there is nothing left to answer, it names no time and place either. */
export function AnswerPage({ view, token, refusal, error }: Props) {
  const { t } = usePage();
  return (
    <>
      {error && <ErrorSummary errors={{ 'reason-1': error }} />}
      <H1>{t(`answer:title.${view.phase}`)}</H1>
      {refusal && <Refused reason={refusal} />}
      {isPast(view.phase) ? <Past view={view} /> : <Present view={view} token={token} error={error} />}
    </>
  );
}

function Present({ view, token, error }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { appointment, phase, serviceTitle } = view;
  const action = local(`/answer/${token}`);
  return (
    <>
      {phase === 'open' ? (
        <Alert tone="info" title={t('answer:answer-by')}>
          <P>
            <Moment at={appointment.answerBy} />
          </P>
          <P>{t('answer:otherwise')}</P>
        </Alert>
      ) : (
        <Alert tone="success" title={t('answer:yours')} />
      )}
      <AppointmentFacts appointment={appointment} serviceTitle={serviceTitle} />
      {phase === 'open' && <OfferForms action={action} {...view} error={error} />}
      {phase !== 'open' && (
        <>
          <Section labelledBy="bring">
            <H2 id="bring">{t('answer:bring.title')}</H2>
            <BringAlong />
          </Section>
          <p>
            <Link href={local(`/answer/${token}/appointment.ics`)} download>
              {t('answer:calendar')}
            </Link>
          </p>
        </>
      )}
      {phase === 'upcoming' && <GiveBackForm action={action} appointment={appointment} />}
      {phase === 'begun' && <P>{t('answer:begun')}</P>}
      <P muted>{t('answer:only-you')}</P>
    </>
  );
}

function Past({ view: { phase, stands, appointment } }: { view: AnswerView }) {
  const { t, texts, language } = usePage();
  const said = texts.find(language, `answer:past.${phase}`);
  return (
    <>
      {said && <P large>{said}</P>}
      {phase === 'declined' && appointment.reason === 'justified' && <P>{t('answer:past.losses-kept')}</P>}
      {stands && <P>{t('answer:past.stands')}</P>}
      <P>{t('answer:past.own-page')}</P>
    </>
  );
}
