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
import type { OwnNotice } from '../../registrations';

/** Says that the registration is in doubt, why, and until when to answer. */
export function NoticeBox({ notice, own }: { notice: OwnNotice; own: string }) {
  const { t } = usePage();
  const local = useLocal();
  const isAnswered = notice.objectedAt !== null;
  return (
    <Alert tone={isAnswered ? 'info' : 'warning'} title={t('own:notice.title')} id="notice">
      <Doubt notice={notice} />
      {isAnswered && <P>{t('own:notice.answered')}</P>}
      <Actions>
        <ButtonLink href={local(`${own}/objection`)} weight={isAnswered ? 'secondary' : 'primary'}>
          {t(isAnswered ? 'own:notice.again' : 'own:notice.answer')}
        </ButtonLink>
      </Actions>
    </Alert>
  );
}

/** What is in doubt, in the same neutral words as the letter's. */
function Doubt({ notice }: { notice: OwnNotice }) {
  const { t } = usePage();
  return (
    <>
      <P>{t(`letters:review.notice.${notice.suspicion}`)}</P>
      <P>{t('letters:review.notice.consequence')}</P>
      <P>
        {t('own:notice.until')} <Moment at={notice.objectBy} />
      </P>
    </>
  );
}

/** The form for the answer. */
export function ObjectionView({
  own,
  notice,
  text,
  errors = {},
}: {
  own: string;
  notice: OwnNotice | null;
  text?: string;
  errors?: FieldErrors;
}) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(own)} />
      <ErrorSummary errors={errors} />
      <H1>{t('own:notice.title')}</H1>
      {notice === null ? (
        <P>{t('own:notice.over')}</P>
      ) : (
        <>
          <Doubt notice={notice} />
          <Form action={local(`${own}/objection`)}>
            <TextArea name="text" label={t('own:notice.label')} hint={t('own:notice.hint')} value={text} error={errors.text} />
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
