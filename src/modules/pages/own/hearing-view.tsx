import {
  Actions,
  Alert,
  BackLink,
  Button,
  ButtonLink,
  ErrorSummary,
  type FieldErrors,
  Form,
  H1,
  Moment,
  P,
  TextArea,
  useLocal,
  usePage,
} from '../../../platform/html';
import type { OwnHearing } from '../../appointments';

/** Says that the appointment may be revoked, why, and until when to answer. */
export function HearingBox({ hearing, own }: { hearing: OwnHearing; own: string }) {
  const { t } = usePage();
  const local = useLocal();
  const isAnswered = hearing.answeredAt !== null;
  return (
    <Alert tone={isAnswered ? 'info' : 'warning'} title={t('own:hearing.title')} id="hearing">
      <Suspicion hearing={hearing} />
      {isAnswered && <P>{t('own:notice.answered')}</P>}
      <Actions>
        <ButtonLink href={local(`${own}/hearing`)} weight={isAnswered ? 'secondary' : 'primary'}>
          {t(isAnswered ? 'own:notice.again' : 'own:notice.answer')}
        </ButtonLink>
      </Actions>
    </Alert>
  );
}

/** What is suspected, in the same neutral words as the letter's. */
function Suspicion({ hearing }: { hearing: OwnHearing }) {
  const { t } = usePage();
  return (
    <>
      <P>{t(`letters:hearing.reason.${hearing.reason}`)}</P>
      <P>{t('letters:hearing.consequence')}</P>
      <P>
        {t('own:notice.until')} <Moment at={hearing.answerBy} />
      </P>
    </>
  );
}

interface Props {
  own: string;
  hearing: OwnHearing | null;
  text?: string;
  errors?: FieldErrors;
}

/** The form for the answer. */
export function HearingView({ own, hearing, text, errors = {} }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(own)} />
      <ErrorSummary errors={errors} />
      <H1>{t('own:hearing.title')}</H1>
      {hearing === null ? (
        <P>{t('own:notice.over')}</P>
      ) : (
        <>
          <Suspicion hearing={hearing} />
          <Form action={local(`${own}/hearing`)}>
            <TextArea name="text" label={t('own:notice.label')} hint={t('own:hearing.hint')} value={text} error={errors.text} />
            <Actions>
              <Button>{t('own:notice.send')}</Button>
            </Actions>
          </Form>
          <P muted>{t('own:notice.phone')}</P>
        </>
      )}
    </>
  );
}
