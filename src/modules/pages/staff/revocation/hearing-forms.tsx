import {
  Button,
  CheckboxGroup,
  type FieldErrors,
  Foreign,
  Form,
  H2,
  P,
  RadioGroup,
  TextArea,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { DROP_REASONS, HEARING_REASONS, TAKEN_WAYS } from './hearing-choices';
import type { SuspectedAppointment } from './revocation-desk.service';

/** What was typed or chosen before something was in the way. */
export interface Typed {
  readonly reason?: string;
  readonly reports?: readonly string[];
  readonly text?: string;
  readonly via?: string;
  readonly dropReason?: string;
}

interface FormProps {
  about: SuspectedAppointment;
  typed: Typed;
  errors: FieldErrors;
}

/** Of a report, so much is shown to choose it by. */
const LEGIBLE = 80;

function useAction({ view }: SuspectedAppointment): (act: string) => string {
  const local = useLocal();
  return (act) => local(`/staff/revocation/${view.appointment}/${act}`);
}

/** Opens a hearing: the only thing that can be done about an appointment at first. */
export function HearForm({ about, typed, errors }: FormProps) {
  const { t } = usePage();
  const action = useAction(about);
  return (
    <>
      <H2>{t('staff-acts:revocation.hear.title')}</H2>
      <P>{t('staff-acts:revocation.hear.text')}</P>
      <Form action={action('hearing')}>
        <RadioGroup
          name="reason"
          label={t('staff-acts:revocation.hear.reason')}
          value={typed.reason}
          error={errors.reason}
          choices={HEARING_REASONS.map((value) => ({ value, label: t(`staff:approvals.reasons.appointment.revoke.${value}`) }))}
        />
        {about.reports.length > 0 && (
          <CheckboxGroup
            name="reports"
            label={t('staff-acts:revocation.hear.reports')}
            values={typed.reports}
            optional
            choices={about.reports.map(({ id, text }) => ({ value: id, label: <Foreign text={[...text].slice(0, LEGIBLE).join('')} /> }))}
          />
        )}
        <Button>{t('staff-acts:revocation.hear.button')}</Button>
      </Form>
    </>
  );
}

/** Asks for the second person, once the holder has been heard. */
export function AskForm({ about, isHeard }: { about: SuspectedAppointment; isHeard: boolean }) {
  const { t } = usePage();
  const action = useAction(about);
  if (about.request !== null) return <P>{t('staff-acts:revocation.ask.waits')}</P>;
  if (!isHeard) return <P>{t('staff-acts:revocation.ask.wait')}</P>;
  return (
    <>
      <P>{t('staff-acts:revocation.ask.text')}</P>
      <Form action={action('request')}>
        <Button>{t('staff-acts:revocation.ask.button')}</Button>
      </Form>
    </>
  );
}

/** What the holder has said on the phone or in a letter. */
export function TakeForm({ about, typed, errors }: FormProps) {
  const { t } = usePage();
  const action = useAction(about);
  return (
    <>
      <H2>{t('staff-acts:revocation.take.title')}</H2>
      <Form action={action('answer')}>
        <TextArea name="text" label={t('staff-acts:revocation.take.label')} value={typed.text} error={errors.text} />
        <RadioGroup
          name="via"
          label={t('staff-acts:revocation.take.via')}
          value={typed.via}
          error={errors.via}
          choices={TAKEN_WAYS.map((value) => ({ value, label: t(`staff-acts:statement.via.${value}`) }))}
        />
        <Button weight="secondary">{t('staff-acts:revocation.take.button')}</Button>
      </Form>
    </>
  );
}

/** Ends the hearing in the holder's favour. One person's decision. */
export function DropForm({ about, typed, errors }: FormProps) {
  const { t } = usePage();
  const action = useAction(about);
  return (
    <>
      <H2>{t('staff-acts:revocation.drop.title')}</H2>
      <P>{t('staff-acts:revocation.drop.text')}</P>
      <Form action={action('drop')}>
        <RadioGroup
          name="dropReason"
          label={t('staff-acts:revocation.drop.reason')}
          value={typed.dropReason}
          error={errors.dropReason}
          choices={DROP_REASONS.map((value) => ({ value, label: t(`staff-acts:revocation.drop.reasons.${value}`) }))}
        />
        <Button weight="secondary">{t('staff-acts:revocation.drop.button')}</Button>
      </Form>
    </>
  );
}
