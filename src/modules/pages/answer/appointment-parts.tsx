import { Alert, Button, Facts, Foreign, Form, List, Moment, P, RadioGroup, useFormats, usePage } from '../../../platform/html';
import type { AppointmentPhase, AppointmentView } from '../../appointments';

/** Time and place. */
export function AppointmentFacts({ appointment, serviceTitle }: { appointment: AppointmentView; serviceTitle: string }) {
  const { t } = usePage();
  const formats = useFormats();
  const first = appointment.slots[0]!;
  const places = appointment.slots.length;
  return (
    <Facts
      facts={[
        [t('answer:fact.service'), <span lang="de">{serviceTitle}</span>],
        [t('answer:fact.begins'), <Moment at={first.startsAt} />],
        [t('answer:fact.ends'), <span class="fs-nowrap">{formats.clock(appointment.slots.at(-1)!.endsAt)}</span>],
        [
          t('answer:fact.place'),
          <span lang="de">
            <Foreign text={first.place} />
          </span>,
        ],
        places > 1 ? [t('answer:fact.size'), t('answer:people', { count: places })] : null,
      ]}
    />
  );
}

/** Accept with one tap; declining asks for a reason. `action` is where both are posted. */
export function OfferForms(props: {
  action: string;
  appointment: AppointmentView;
  lossesBefore: number;
  canJustify: boolean;
  error?: string;
}) {
  const { t } = usePage();
  const { action, appointment, lossesBefore, canJustify, error } = props;
  return (
    <>
      <Form action={action} id="accept">
        <Named appointment={appointment} />
        <P>{t('answer:accept.hint')}</P>
        <div class="fs-actions">
          <Button name="answer" value="accept">
            {t('answer:accept.button')}
          </Button>
        </div>
      </Form>
      <details class="kern-accordion" open={error !== undefined} id="decline">
        <summary class="kern-accordion__header">
          <span class="kern-title">{t('answer:decline.title')}</span>
        </summary>
        <div class="kern-accordion__body">
          <Form action={action}>
            <Named appointment={appointment} />
            <P>{t('answer:decline.consequence')}</P>
            <RadioGroup
              name="reason"
              label={t('answer:decline.question')}
              hint={canJustify ? t('answer:decline.losses', { count: lossesBefore }) : undefined}
              error={error}
              choices={[
                { value: 'justified', label: t('answer:decline.justified'), hint: t('answer:decline.justified-hint') },
                { value: 'other', label: t('answer:decline.other') },
              ]}
            />
            <div class="fs-actions">
              <Button name="answer" value="decline" weight="secondary">
                {t('answer:decline.button')}
              </Button>
            </div>
          </Form>
        </div>
      </details>
    </>
  );
}

export function GiveBackForm({ action, appointment }: { action: string; appointment: AppointmentView }) {
  const { t } = usePage();
  return (
    <details class="kern-accordion" id="give-back">
      <summary class="kern-accordion__header">
        <span class="kern-title">{t('answer:give-back.title')}</span>
      </summary>
      <div class="kern-accordion__body">
        <Form action={action}>
          <Named appointment={appointment} />
          <P>{t('answer:give-back.consequence')}</P>
          <div class="fs-actions">
            <Button name="answer" value="give-back" weight="secondary">
              {t('answer:give-back.button')}
            </Button>
          </div>
        </Form>
      </div>
    </details>
  );
}

/** Which appointment the page has shown: an old page must not answer a newer offer. */
function Named({ appointment }: { appointment: AppointmentView }) {
  return <input type="hidden" name="appointment" value={appointment.appointment} />;
}

/** What to bring, and whom it is for. */
export function BringAlong() {
  const { t } = usePage();
  return <List items={[t('answer:bring.papers'), t('answer:bring.name'), t('answer:bring.early')]} />;
}

const OVER: readonly AppointmentPhase[] = ['declined', 'expired', 'given-back', 'superseded', 'cancelled', 'revoked', 'attended', 'missed'];

/** Whether there is nothing left to answer or to come to. */
export function isPast(phase: AppointmentPhase): boolean {
  return OVER.includes(phase);
}

/** An answer that came too late or twice: what was clicked did not count, and why. */
export function Refused({ reason }: { reason: string }) {
  const { t } = usePage();
  return (
    <Alert tone="warning" title={t('answer:refused')}>
      <P>{reason}</P>
    </Alert>
  );
}
