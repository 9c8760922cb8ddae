import {
  Alert,
  Button,
  ErrorSummary,
  type FieldErrors,
  Form,
  H1,
  Link,
  List,
  P,
  RadioGroup,
  TextArea,
  TextField,
  useLocal,
  usePage,
} from '../../../platform/html';
import type { OfferPlace } from '../../offer-reports';

interface Typed {
  readonly place?: string;
  readonly text?: string;
  readonly link?: string;
  readonly contact?: string;
}

/** The form for an offer to sell a place. */
export function ReportView({ typed, errors, places }: { typed: Typed; errors: FieldErrors; places: readonly OfferPlace[] }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <ErrorSummary errors={errors} />
      <H1>{t('report:title')}</H1>
      <P large>{t('report:lead')}</P>
      <List items={[t('report:fact.name'), t('report:fact.harm'), t('report:fact.use')]} />
      <Form action={local('/report')}>
        <RadioGroup
          name="place"
          label={t('report:place.label')}
          value={typed.place}
          error={errors.place}
          choices={places.map((place) => ({ value: place, label: t(`report:place.${place}`) }))}
        />
        <TextArea name="text" label={t('report:text')} hint={t('report:text-hint')} value={typed.text} error={errors.text} />
        <TextField
          name="link"
          label={t('report:link')}
          hint={t('report:link-hint')}
          value={typed.link}
          error={errors.link}
          optional
          leftToRight
        />
        <TextField
          name="contact"
          label={t('report:contact')}
          hint={t('report:contact-hint')}
          value={typed.contact}
          error={errors.contact}
          optional
          anyScript
        />
        <p>
          <Button>{t('report:submit')}</Button>
        </p>
      </Form>
    </>
  );
}

/** After it was stored. */
export function ReportSentView() {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H1>{t('report:sent.title')}</H1>
      <Alert tone="success" title={t('report:sent.thanks')} />
      <P>{t('report:sent.next')}</P>
      <List
        items={[
          <Link key="genuine" href={local('/genuine')}>
            {t('footer.genuine')}
          </Link>,
          <Link key="start" href={local('/')}>
            {t('errors:to-start')}
          </Link>,
        ]}
      />
    </>
  );
}
