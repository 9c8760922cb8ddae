import {
  Alert,
  BackLink,
  Button,
  ErrorSummary,
  type FieldErrors,
  Form,
  H1,
  H2,
  Link,
  List,
  P,
  Rich,
  TextField,
  useLocal,
  usePage,
} from '../../../platform/html';
import type { AppointmentVerdict } from '../../appointments';

/** What an appointment is bound to, and the form to check one. */
export function GenuineView({ typed, errors }: { typed: { number?: string; code?: string }; errors: FieldErrors }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <ErrorSummary errors={errors} />
      <H1>{t('genuine:title')}</H1>
      <P large>{t('genuine:lead')}</P>
      <Form action={local('/genuine')}>
        <TextField
          name="number"
          label={t('genuine:number')}
          hint={t('genuine:number-hint')}
          value={typed.number}
          error={errors.number}
          leftToRight
          maxLength={100}
        />
        <TextField
          name="code"
          label={t('genuine:code')}
          hint={t('genuine:code-hint')}
          value={typed.code}
          error={errors.code}
          leftToRight
          maxLength={100}
        />
        <p>
          <Button>{t('genuine:submit')}</Button>
        </p>
      </Form>
      <P muted>{t('genuine:stored')}</P>
      <Official />
    </>
  );
}

/** What became of the question. */
export function VerdictView({ verdict }: { verdict: Exclude<AppointmentVerdict, 'mistyped'> }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local('/genuine')}>{t('genuine:again')}</BackLink>
      <H1 preline={t('genuine:title')}>{t(`genuine:verdict.${verdict}.title`)}</H1>
      <P large>{t(`genuine:verdict.${verdict}.text`)}</P>
      {(verdict === 'valid' || verdict === 'offered') && (
        <Alert tone="warning" title={t('genuine:name.title')}>
          <P>{t('genuine:name.text')}</P>
        </Alert>
      )}
      <P>
        <Rich text={t('genuine:sold')} parts={{ link: (text) => <Link href={local('/report')}>{text}</Link> }} />
      </P>
      <Official />
    </>
  );
}

/** The notice of the official way: what no offer can change. */
function Official() {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H2>{t('genuine:official.title')}</H2>
      <List items={[t('genuine:official.free'), t('genuine:official.bound'), t('genuine:official.counter'), t('genuine:official.freed')]} />
      <P>
        <Link href={local('/report')}>{t('genuine:official.report')}</Link>
      </P>
    </>
  );
}
