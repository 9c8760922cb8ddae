import {
  Alert,
  BackLink,
  Badge,
  Button,
  ButtonLink,
  ErrorSummary,
  type FieldErrors,
  Form,
  H2,
  P,
  RadioGroup,
  SelectField,
  Table,
  type Tone,
  useFormats,
  useLocal,
  usePage,
  Facts,
} from '../../../../platform/html';
import type { EntryCheckOutcome, ObjectionReason, OpenedEntry, OpenSampleView, SampleEntryView } from '../../../audits';
import type { StaffMember } from '../../../staff';
import { EntryEvidence, EntryLine } from './audit-evidence-view';
import { AuditFrame, Code } from './audit-frame';
import { Outcome } from './audit-sample-view';

interface Props {
  member: StaffMember;
  sample: OpenSampleView;
  entry: SampleEntryView;
  errors: FieldErrors;
  chosen: { outcome?: string; reason?: string };
  reasons: readonly ObjectionReason[];
}

/** One entry of a sample: sealed until the auditor opens it; then everything behind it, and what they found. */
export function AuditEntryView(props: Props) {
  const { member, sample, entry, errors } = props;
  const { t } = usePage();
  const local = useLocal();
  const address = local(`/staff/audit/samples/${sample.id}/${entry.ticketId}`);
  return (
    <>
      <BackLink href={local(`/staff/audit/samples/${sample.id}`)}>{t('staff-audit:entry.back')}</BackLink>
      <ErrorSummary errors={errors} />
      <AuditFrame member={member} title={t('staff-audit:entry.title', { position: entry.position, picked: sample.picked })}>
        {entry.opened === null ? (
          <>
            <Facts facts={[[t('staff-audit:entry.ticket'), <Code>{entry.ticketId}</Code>]]} />
            <P>{t('staff-audit:entry.sealed')}</P>
            <Form action={`${address}/open`}>
              <Button>{t('staff-audit:entry.open')}</Button>
            </Form>
          </>
        ) : (
          <>
            <EntryLine opened={entry.opened} />
            <Checks opened={entry.opened} />
            <EntryEvidence opened={entry.opened} />
          </>
        )}
        {entry.outcome !== null ? <Found {...props} /> : entry.opened && <FindingForm {...props} action={address} />}
      </AuditFrame>
    </>
  );
}

const TONES: Readonly<Record<EntryCheckOutcome, Tone>> = {
  ok: 'success',
  differs: 'danger',
  'by-hand': 'warning',
  untold: 'warning',
  none: 'info',
};

function Checks({ opened }: { opened: OpenedEntry }) {
  const { t } = usePage();
  return (
    <>
      <H2>{t('staff-audit:entry.checks.title')}</H2>
      <Table
        caption={t('staff-audit:entry.checks.caption')}
        columns={[{ title: t('staff-audit:entry.checks.question') }, { title: t('staff-audit:entry.checks.answer') }]}
        rows={opened.checks.map(({ name, outcome }) => [
          t(`staff-audit:check.${name}`),
          <Badge tone={TONES[outcome]}>{t(`staff-audit:answer.${outcome}`)}</Badge>,
        ])}
      />
    </>
  );
}

function FindingForm({ action, errors, chosen, reasons }: Props & { action: string }) {
  const { t } = usePage();
  return (
    <>
      <H2>{t('staff-audit:finding.title')}</H2>
      <Form action={action}>
        <RadioGroup
          name="outcome"
          label={t('staff-audit:finding.question')}
          value={chosen.outcome}
          error={errors.outcome}
          choices={[
            { value: 'confirmed', label: t('staff-audit:finding.confirmed') },
            { value: 'objected', label: t('staff-audit:finding.objected') },
          ]}
        />
        <SelectField
          name="reason"
          label={t('staff-audit:finding.reason')}
          hint={t('staff-audit:finding.reason-hint')}
          optional
          value={chosen.reason}
          error={errors.reason}
          choices={[
            { value: '', label: t('staff-audit:finding.no-reason') },
            ...reasons.map((reason) => ({ value: reason, label: t(`staff-audit:reason.${reason}`) })),
          ]}
        />
        <P muted>{t('staff-audit:finding.public')}</P>
        <Button>{t('staff-audit:finding.save')}</Button>
      </Form>
    </>
  );
}

function Found({ sample, entry }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { moment } = useFormats();
  return (
    <>
      <H2>{t('staff-audit:finding.title')}</H2>
      <Alert
        tone={entry.outcome === 'confirmed' ? 'success' : 'warning'}
        title={
          <>
            {t('staff-audit:finding.done', { name: entry.foundBy, at: moment(entry.foundAt!) })} <Outcome entry={entry} />
          </>
        }
      />
      {entry.next !== null && (
        <p>
          <ButtonLink href={local(`/staff/audit/samples/${sample.id}/${entry.next}`)}>{t('staff-audit:finding.next')}</ButtonLink>
        </p>
      )}
    </>
  );
}
