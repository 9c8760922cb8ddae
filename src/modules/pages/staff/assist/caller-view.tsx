import type { ComponentChildren } from 'preact';
import {
  Actions,
  Alert,
  BackLink,
  Button,
  Checkbox,
  Details,
  Facts,
  Form,
  Moment,
  P,
  SelectField,
  TextArea,
  TextField,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { OwnDetails } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import type { Concern } from '../../own/concern';
import type { OwnAppointment } from '../../own/own-appointments.service';
import type { Journey } from '../../register/journey';
import { DeskFrame } from '../desk-frame';
import { TAKEN_WAYS } from './assist-choices';
import { WishFields } from './wish-fields';

export interface CallerProps {
  readonly member: StaffMember;
  readonly details: OwnDetails;
  readonly appointment: OwnAppointment | null;
  readonly journey: Journey;
  /** What the office holds against them, and they can answer. */
  readonly concerns: readonly Concern[];
  /** What opened it, carried from act to act in the body. */
  readonly caller: { readonly caseNumber: string; readonly birthDate: string };
  readonly message?: { readonly tone: 'success' | 'warning'; readonly text: string };
}

/** A caller's registration, to be read out, and what they may ask for. No name stands here: the caller has shown who they are, not we. */
export function CallerView({ member, details, appointment, journey, concerns, caller, message }: CallerProps) {
  const { t } = usePage();
  const local = useLocal();
  const isOver = details.state === 'withdrawn' || details.state === 'excluded' || details.state === 'ended';
  const act = { registration: details.registration, ...caller };
  return (
    <>
      <BackLink href={local('/staff/assist')} />
      <DeskFrame member={member} title={t('staff-counter:assist.caller')}>
        {message && <Alert tone={message.tone} title={message.text} />}
        <Standing details={details} journey={journey} />
        {concerns.map((concern) => (
          <Answering key={concern.kind} concern={concern} act={act} />
        ))}
        {appointment && <Appointment appointment={appointment} act={act} />}
        {!isOver && <Changes details={details} journey={journey} act={act} />}
      </DeskFrame>
    </>
  );
}

type Act = Readonly<Record<string, string>>;

function ActForm({ act, kind, children }: { act: Act; kind: string; children: ComponentChildren }) {
  const local = useLocal();
  return (
    <Form action={local('/staff/assist/act')}>
      {Object.entries(act).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="act" value={kind} />
      {children}
    </Form>
  );
}

function Standing({ details, journey }: { details: OwnDetails; journey: Journey }) {
  const { t } = usePage();
  const titleOf = (group: string): string => journey.groups.find(({ name }) => name === group)?.title ?? group;
  return (
    <Facts
      facts={[
        [t('staff-counter:assist.service'), <span lang="de">{details.serviceTitle}</span>],
        [t('staff-counter:assist.state'), t(`staff-counter:assist.states.${details.state}`)],
        [t('staff-counter:assist.since'), <Moment at={details.receivedAt} />],
        [t('register:check.wishes'), details.wishes === null ? t('register:check.any') : details.wishes.map(titleOf).join(', ')],
        [t('register:check.size'), String(details.size)],
        [t('register:check.contact'), <span class="fs-code">{details.maskedContact ?? t('staff-counter:assist.no-contact')}</span>],
        [t('staff-counter:assist.losses'), String(details.losses)],
      ]}
    />
  );
}

/** Read out to the caller in the letter's words, and what they say to it, written down. */
function Answering({ concern, act }: { concern: Concern; act: Act }) {
  const { t } = usePage();
  return (
    <Alert tone="warning" title={t(`own:${concern.kind}.title`)}>
      {concern.words.map((words) => (
        <P key={words}>{t(words)}</P>
      ))}
      <P>
        {t('own:notice.until')} <Moment at={concern.answerBy} />. {concern.isAnswered && t('staff-counter:assist.concern.answered')}
      </P>
      <ActForm act={{ ...act, about: concern.kind }} kind="answer">
        <TextArea
          name={`text-${concern.kind}`}
          label={t('staff-counter:assist.concern.label')}
          hint={t('staff-counter:assist.concern.hint')}
        />
        <SelectField
          name={`via-${concern.kind}`}
          label={t('staff-counter:assist.concern.via')}
          choices={TAKEN_WAYS.map((value) => ({ value, label: t(`staff-acts:statement.via.${value}`) }))}
        />
        <Button>{t('staff-counter:assist.acts.answer')}</Button>
      </ActForm>
    </Alert>
  );
}

function Appointment({ appointment, act }: { appointment: OwnAppointment; act: Act }) {
  const { t } = usePage();
  const { phase } = appointment;
  const first = appointment.appointment.slots[0]!;
  const acts = phase === 'open' ? (['accept', 'decline'] as const) : phase === 'upcoming' ? (['give-back'] as const) : [];
  return (
    <Alert tone="info" title={t('staff-counter:assist.appointment')}>
      <Facts
        facts={[
          [t('staff-counter:finding.when'), <Moment at={first.startsAt} />],
          [t('staff-counter:finding.where'), first.place],
          phase === 'open' ? [t('staff-counter:assist.answer-by'), <Moment at={appointment.appointment.answerBy} />] : null,
        ]}
      />
      {acts.map((kind) => (
        <ActForm key={kind} act={{ ...act, appointment: appointment.appointment.appointment }} kind={kind}>
          <Button weight={kind === 'accept' ? 'primary' : 'secondary'}>{t(`staff-counter:assist.acts.${kind}`)}</Button>
        </ActForm>
      ))}
    </Alert>
  );
}

function Changes({ details, journey, act }: { details: OwnDetails; journey: Journey; act: Act }) {
  const { t } = usePage();
  const wishes = Object.fromEntries((details.wishes ?? []).map((wish, index) => [`wish-${index + 1}`, wish]));
  const shown = { ...wishes, size: String(details.size), widen: details.widenIfRare ? 'yes' : undefined };
  return (
    <>
      <Details summary={t('staff-counter:assist.acts.wishes')}>
        <ActForm act={act} kind="wishes">
          <WishFields journey={journey} shown={{ ...shown, generalOnly: details.waivedPots.length > 0 ? 'yes' : undefined }} errors={{}} />
          <Button>{t('staff-counter:assist.save')}</Button>
        </ActForm>
      </Details>
      <Details summary={t('staff-counter:assist.acts.contact')}>
        <ActForm act={act} kind="contact">
          <TextField
            name="contact"
            label={t('staff-counter:assist.contact')}
            hint={t('staff-counter:assist.contact-hint')}
            leftToRight
            optional
          />
          <Button>{t('staff-counter:assist.save')}</Button>
        </ActForm>
      </Details>
      <Details summary={t('staff-counter:assist.acts.withdraw')}>
        <ActForm act={act} kind="withdraw">
          <P>{t('staff-counter:assist.withdraw-text')}</P>
          <Checkbox name="asked" label={t('staff-counter:assist.asked')} />
          <Button>{t('staff-counter:assist.acts.withdraw')}</Button>
        </ActForm>
      </Details>
      <ActForm act={act} kind="link">
        <Actions>
          <Button weight="secondary">{t('staff-counter:assist.acts.link')}</Button>
        </Actions>
      </ActForm>
    </>
  );
}
