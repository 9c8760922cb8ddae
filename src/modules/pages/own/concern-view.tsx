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
import { ANSWER_PAGES, type Concern } from './concern';

/** On one's own page: what is in doubt, why, and until when to answer. */
export function ConcernBox({ concern, own }: { concern: Concern; own: string }) {
  const { t } = usePage();
  const local = useLocal();
  const { kind, isAnswered } = concern;
  return (
    <Alert tone={isAnswered ? 'info' : 'warning'} title={t(`own:${kind}.title`)} id={kind}>
      <Doubt concern={concern} />
      {isAnswered && <P>{t('own:notice.answered')}</P>}
      <Actions>
        <ButtonLink href={local(`${own}/${ANSWER_PAGES[kind]}`)} weight={isAnswered ? 'secondary' : 'primary'}>
          {t(isAnswered ? 'own:notice.again' : 'own:notice.answer')}
        </ButtonLink>
      </Actions>
    </Alert>
  );
}

function Doubt({ concern: { words, answerBy } }: { concern: Concern }) {
  const { t } = usePage();
  return (
    <>
      {words.map((text) => (
        <P key={text}>{t(text)}</P>
      ))}
      <P>
        {t('own:notice.until')} <Moment at={answerBy} />
      </P>
    </>
  );
}

interface Props {
  own: string;
  kind: Concern['kind'];
  /** null: settled meanwhile. */
  concern: Concern | null;
  text?: string;
  errors?: FieldErrors;
}

/** The form for the answer. */
export function ConcernView({ own, kind, concern, text, errors = {} }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(own)} />
      <ErrorSummary errors={errors} />
      <H1>{t(`own:${kind}.title`)}</H1>
      {concern === null ? (
        <P>{t('own:notice.over')}</P>
      ) : (
        <>
          <Doubt concern={concern} />
          <Form action={local(`${own}/${ANSWER_PAGES[kind]}`)}>
            <TextArea name="text" label={t('own:notice.label')} hint={t(`own:${kind}.hint`)} value={text} error={errors.text} />
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
