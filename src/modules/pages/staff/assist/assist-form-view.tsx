import {
  Alert,
  BackLink,
  Button,
  ErrorSummary,
  Form,
  H2,
  P,
  RadioGroup,
  SelectField,
  TextField,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { LANGUAGES, languageFacts } from '../../../../platform/i18n';
import type { StaffMember } from '../../../staff';
import { type Fields, textOf } from '../../register/fields';
import { areDaysKnown, type Journey } from '../../register/journey';
import { DeskFrame } from '../desk-frame';
import { DayFields, type Part, WishFields } from './wish-fields';

const SOURCES = ['card', 'fiction-certificate', 'ordinance', 'end-of-employment', 'register'] as const;
const REASONS = ['job-loss', 'benefit-loss', 'family-emergency', 'medical', 'urgent-travel'] as const;

/** Values of the fields as they are shown. */
export type Shown = Fields;

interface Props extends Part {
  readonly member: StaffMember;
  readonly journey: Journey;
}

/** Everything about a registration on one page, in the order of a conversation. Enter in any field sends it. */
export function AssistFormView({ member, journey, shown, errors }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local('/staff/assist')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-counter:assist.new-title')}>
        <P>
          <span lang="de">{journey.title}</span>. {t('staff-counter:assist.same')}
        </P>
        {journey.closesAt === null && <Alert tone="warning" title={t('staff-counter:assist.closed')} />}
        <Form action={local(`/staff/assist/register/${journey.service}`)}>
          <input type="hidden" name="registration" value={textOf(shown, 'registration')} />
          <PersonFields shown={shown} errors={errors} />
          <UrgencyFields shown={shown} errors={errors} />
          <H2>{t('staff-counter:assist.wishes')}</H2>
          {areDaysKnown(journey) && <DayFields journey={journey} shown={shown} errors={errors} />}
          <WishFields journey={journey} shown={shown} errors={errors} />
          <ReachFields shown={shown} errors={errors} />
          <Button>{t('staff-counter:assist.register')}</Button>
        </Form>
      </DeskFrame>
    </>
  );
}

function PersonFields({ shown, errors }: Part) {
  const { t } = usePage();
  const field = (name: 'caseNumber' | 'surname' | 'givenNames' | 'birthDate', hint?: string) => (
    <TextField
      name={name}
      label={t(`staff-counter:part.${name}`)}
      hint={hint}
      value={textOf(shown, name)}
      error={errors[name]}
      anyScript={name === 'surname' || name === 'givenNames'}
      leftToRight={name === 'caseNumber' || name === 'birthDate'}
      autofocus={name === 'caseNumber'}
    />
  );
  return (
    <>
      {field('caseNumber')}
      {field('surname', t('staff-counter:assist.name-hint'))}
      {field('givenNames')}
      {field('birthDate', t('staff-counter:assist.date-hint'))}
    </>
  );
}

function UrgencyFields({ shown, errors }: Part) {
  const { t } = usePage();
  const none = { value: 'none', label: t('register:hardship.none') };
  return (
    <>
      <TextField
        name="criticalDate"
        label={t('register:check.critical-date')}
        hint={t('staff-counter:assist.critical-hint')}
        value={textOf(shown, 'criticalDate')}
        error={errors['criticalDate']}
        leftToRight
        optional
      />
      <SelectField
        name="source"
        label={t('staff-counter:assist.source')}
        value={textOf(shown, 'source')}
        error={errors['source']}
        choices={[
          { value: '', label: t('register:wishes.choose') },
          ...SOURCES.map((value) => ({ value, label: t(`register:critical-date.sources.${value}`) })),
        ]}
      />
      <SelectField
        name="hardship"
        label={t('register:check.hardship')}
        value={textOf(shown, 'hardship')}
        error={errors['hardship']}
        choices={[none, ...REASONS.map((value) => ({ value, label: t(`register:hardship.${value}`) }))]}
      />
    </>
  );
}

function ReachFields({ shown, errors }: Part) {
  const { t } = usePage();
  return (
    <>
      <TextField
        name="contact"
        label={t('staff-counter:assist.contact')}
        hint={t('staff-counter:assist.contact-hint')}
        value={textOf(shown, 'contact')}
        error={errors['contact']}
        leftToRight
        optional
      />
      <SelectField
        name="locale"
        label={t('staff-counter:assist.locale')}
        value={textOf(shown, 'locale')}
        choices={LANGUAGES.map((value) => ({ value, label: languageFacts(value).autonym }))}
      />
      <TextField
        name="representative"
        label={t('staff-counter:assist.representative')}
        value={textOf(shown, 'representative')}
        error={errors['representative']}
        anyScript
        optional
      />
      <TextField
        name="reach"
        label={t('register:representative.reach')}
        value={textOf(shown, 'reach')}
        error={errors['reach']}
        leftToRight
        optional
      />
      <RadioGroup
        name="channel"
        label={t('staff-counter:assist.channel')}
        value={textOf(shown, 'channel')}
        choices={(['phone', 'counter'] as const).map((value) => ({ value, label: t(`staff-counter:assist.channels.${value}`) }))}
      />
    </>
  );
}
