import {
  Button,
  Details,
  Foreign,
  Form,
  H2,
  Moment,
  P,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { APPROVAL_KINDS } from '../../../approvals';
import type { NoticeView } from '../../../registrations';
import { StatementList } from '../cases/statement-list';
import { CRITICAL_DATE_SOURCES, KEEP_REASONS, type MemberPageProps, SUSPICIONS, TAKEN_WAYS } from './review-choices';
import { nameOf } from './review-words';

/** Where the forms of a registration are sent. */
function useAction({ cluster, each }: MemberPageProps): (act: string) => string {
  const local = useLocal();
  return (act) => local(`/staff/review/${cluster.id}/${each.view.registration}/${act}`);
}

/** Keeping is one person's decision. What weighs only from a document can be written down with it. */
export function KeepForm(props: MemberPageProps) {
  const { errors, typed } = props;
  const { t } = usePage();
  const action = useAction(props);
  return (
    <>
      <H2>{t('staff-review:keep.title')}</H2>
      <P>{t('staff-review:keep.text')}</P>
      <Form action={action('keep')}>
        <RadioGroup
          name="keepReason"
          label={t('staff-review:keep.reason')}
          error={errors.keepReason}
          value={typed.keepReason}
          choices={KEEP_REASONS.map((value) => ({ value, label: t(`staff-review:keep-reason.${value}`) }))}
        />
        <Details
          summary={t('staff-review:keep.facts')}
          open={Boolean(errors.criticalDate ?? errors.criticalDateSource ?? errors.applicationRecorded)}
        >
          <TextField
            name="criticalDate"
            label={t('staff-review:keep.date')}
            hint={t('staff-review:keep.date-hint')}
            error={errors.criticalDate}
            value={typed.criticalDate}
            maxLength={10}
            leftToRight
            optional
          />
          <SelectField
            name="criticalDateSource"
            label={t('staff-review:keep.source')}
            error={errors.criticalDateSource}
            value={typed.criticalDateSource}
            choices={[
              { value: '', label: t('staff-review:choose') },
              ...CRITICAL_DATE_SOURCES.map((value) => ({ value, label: t(`staff-review:source.${value}`) })),
            ]}
          />
          <RadioGroup
            name="applicationRecorded"
            label={t('staff-review:keep.application')}
            error={errors.applicationRecorded}
            value={typed.applicationRecorded}
            choices={(['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: t(`staff-review:keep.recorded.${value}`) }))}
          />
        </Details>
        <Button>{t('staff-review:keep.button')}</Button>
      </Form>
    </>
  );
}

/** Merging: both count as one, with the fewer tickets. */
export function MergeForm(props: MemberPageProps) {
  const { cluster, each, errors, typed } = props;
  const { t } = usePage();
  const action = useAction(props);
  const others = cluster.members.filter(({ view }) => view.registration !== each.view.registration && view.state === 'standing');
  if (others.length === 0) return null;
  return (
    <>
      <H2>{t('staff-review:merge.title')}</H2>
      <P>{t('staff-review:merge.text')}</P>
      <Form action={action('merge')}>
        <RadioGroup
          name="into"
          label={t('staff-review:merge.into')}
          error={errors.into}
          value={typed.into}
          choices={others.map(({ view }) => ({
            value: view.registration,
            label: <Foreign text={`${nameOf(view)}, ${view.caseNumber}`} />,
          }))}
        />
        <RadioGroup
          name="mergeReason"
          label={t('staff-review:ask-reason')}
          error={errors.mergeReason}
          value={typed.mergeReason}
          choices={APPROVAL_KINDS['registration.merge'].reasons.map((value) => ({
            value,
            label: t(`staff:approvals.reasons.registration.merge.${value}`),
          }))}
        />
        <Button weight="secondary">{t('staff-review:merge.button')}</Button>
      </Form>
    </>
  );
}

/** Excluding goes in steps: a notice, time to object, then two people. */
export function ExcludePart(props: MemberPageProps & { mayAsk: boolean }) {
  const { each, mayAsk } = props;
  const { t } = usePage();
  return (
    <>
      <H2>{t('staff-review:exclude.title')}</H2>
      <P>{t('staff-review:exclude.text')}</P>
      {each.notice === null ? <NoticeForm {...props} /> : <ObjectionForm {...props} />}
      {each.notice !== null && !each.notice.isHeard && <P>{t('staff-review:notice.wait')}</P>}
      {each.notice !== null && mayAsk && each.notice.isHeard && <ExcludeForm {...props} />}
    </>
  );
}

function NoticeForm(props: MemberPageProps) {
  const { t } = usePage();
  const action = useAction(props);
  return (
    <Form action={action('notice')}>
      <RadioGroup
        name="suspicion"
        label={t('staff-review:notice.question')}
        error={props.errors.suspicion}
        choices={SUSPICIONS.map((value) => ({ value, label: t(`letters:review.notice.${value}`) }))}
      />
      <Button weight="secondary">{t('staff-review:notice.button')}</Button>
    </Form>
  );
}

/** What the person was told, and what they say: for everybody who judges. */
export function NoticeState({ notice }: { notice: NoticeView }) {
  const { t } = usePage();
  return (
    <>
      <H2>{t('staff-review:notice.title')}</H2>
      <P>
        {t('staff-review:notice.sent', { by: notice.sentBy })} <Moment at={notice.sentAt} />. {t('staff-review:notice.until')}{' '}
        <Moment at={notice.objectBy} />.
      </P>
      <P>{t(`letters:review.notice.${notice.suspicion}`)}</P>
      <StatementList statements={notice.statements} isHeard={notice.isHeard} />
    </>
  );
}

function ObjectionForm(props: MemberPageProps) {
  const { errors, typed } = props;
  const { t } = usePage();
  const action = useAction(props);
  return (
    <Details summary={t('staff-review:objection.title')} open={Boolean(errors.text ?? errors.via)}>
      <Form action={action('objection')}>
        <TextArea name="text" label={t('staff-review:objection.text')} error={errors.text} value={typed.text} />
        <SelectField
          name="via"
          label={t('staff-review:objection.via')}
          error={errors.via}
          value={typed.via}
          choices={[
            { value: '', label: t('staff-review:choose') },
            ...TAKEN_WAYS.map((value) => ({ value, label: t(`staff-acts:statement.via.${value}`) })),
          ]}
        />
        <Button weight="secondary">{t('staff-review:objection.button')}</Button>
      </Form>
    </Details>
  );
}

function ExcludeForm(props: MemberPageProps) {
  const { errors, typed } = props;
  const { t } = usePage();
  const action = useAction(props);
  return (
    <Form action={action('exclude')}>
      <RadioGroup
        name="excludeReason"
        label={t('staff-review:ask-reason')}
        error={errors.excludeReason}
        value={typed.excludeReason}
        choices={APPROVAL_KINDS['registration.exclude'].reasons.map((value) => ({
          value,
          label: t(`staff:approvals.reasons.registration.exclude.${value}`),
        }))}
      />
      <Button weight="secondary">{t('staff-review:exclude.button')}</Button>
    </Form>
  );
}
