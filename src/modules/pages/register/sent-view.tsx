import type { SentForm } from '../../registrations';
import {
  Actions,
  Alert,
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  type FieldErrors,
  Form,
  H1,
  H2,
  Link,
  List,
  Moment,
  P,
  TextField,
  useLocal,
  usePage,
} from '../../../platform/html';

interface SentProps {
  sent: SentForm;
  /** The service's page, `/services/…`. */
  servicePath: string;
  title: string;
  /** Where the code is posted to; null: there is no form to enter one (the page of a letter's link). */
  action: string | null;
  code: string;
  errors: FieldErrors;
}

/** After sending: the code's entry, then what happens next. */
export function SentView(props: SentProps) {
  const { t } = usePage();
  const local = useLocal();
  const { sent, servicePath, title } = props;
  if (sent.state === 'over') {
    return (
      <>
        <H1 preline={title}>{t('register:sent.over-title')}</H1>
        <P>{t('register:sent.over-text')}</P>
        <ButtonLink href={local(servicePath)}>{t('register:sent.again')}</ButtonLink>
      </>
    );
  }
  return (
    <>
      {sent.state === 'confirmed' ? <Confirmed title={title} /> : <CodeEntry {...props} />}
      <OwnPage link={sent.link} />
    </>
  );
}

function CodeEntry({ sent, title, action, code, errors }: SentProps) {
  const { t } = usePage();
  return (
    <>
      <ErrorSummary errors={errors} />
      <H1 preline={title}>{t('register:sent.title')}</H1>
      <P large>{t(sent.contactKind === 'phone' ? 'register:sent.phone' : 'register:sent.mail')}</P>
      {action !== null && (
        <Form action={action}>
          <TextField
            name="code"
            label={t('register:sent.code')}
            hint={t('register:sent.code-hint')}
            value={code}
            error={errors['code']}
            width={4}
            inputMode="numeric"
            autocomplete="one-time-code"
            leftToRight
          />
          <Actions>
            <Button>{t('register:sent.confirm')}</Button>
          </Actions>
        </Form>
      )}
      <P>
        {t('register:sent.until')} <Moment at={sent.confirmBy} />
      </P>
      <P>{t('register:sent.otherwise')}</P>
      <Details summary={t('register:sent.nothing-title')}>
        <P>{t('register:sent.nothing-text')}</P>
      </Details>
    </>
  );
}

function Confirmed({ title }: { title: string }) {
  const { t } = usePage();
  return (
    <>
      <H1 preline={title}>{t('register:confirmed.title')}</H1>
      <Alert tone="success" title={t('register:confirmed.text')} />
      <H2>{t('register:confirmed.next-title')}</H2>
      <List numbered items={[t('register:confirmed.next-1'), t('register:confirmed.next-2'), t('register:confirmed.next-3')]} />
    </>
  );
}

/** The private link, to be kept. */
function OwnPage({ link }: { link: string }) {
  const { t, publicUrl } = usePage();
  const local = useLocal();
  const path = local(`/registration/${link}`);
  return (
    <>
      <H2>{t('register:sent.own-title')}</H2>
      <P>{t('register:sent.own-text')}</P>
      <pre class="fs-code">{publicUrl + path}</pre>
      <List
        items={[
          <Link href={path}>{t('register:sent.own-link')}</Link>,
          <Link href={`${path}/receipt`}>{t('register:sent.receipt-link')}</Link>,
        ]}
      />
    </>
  );
}
