import { Alert, Card, Facts, H2, Link, Moment, P, Table, useLocal, usePage } from '../../../../platform/html';
import type { ApprovalView } from '../../../approvals';
import { mayDo, type StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { Reason, subjectOf } from './approval-words';

/** Of what was decided, the last ones. */
const MOST_DECIDED = 50;

interface Props {
  member: StaffMember;
  approvals: readonly ApprovalView[];
  /** What came of the last click, in words. */
  message?: string;
}

/** What waits for a second person, and what was decided last. Names stand on a request's own page only. */
export function ApprovalListView({ member, approvals, message }: Props) {
  const { t } = usePage();
  const waiting = approvals.filter(({ decision }) => decision === null);
  return (
    <DeskFrame member={member} title={t('staff:approvals.title')}>
      {message && <Alert tone="warning" title={message} />}
      <P>{t('staff:approvals.lead')}</P>
      <H2>{t('staff:approvals.waiting')}</H2>
      {waiting.length === 0 && <P>{t('staff:approvals.none')}</P>}
      {waiting.map((approval) => (
        <Waiting key={approval.id} approval={approval} member={member} />
      ))}
      <Decided approvals={approvals.filter(({ decision }) => decision !== null).slice(0, MOST_DECIDED)} />
    </DeskFrame>
  );
}

function Waiting({ approval, member }: { approval: ApprovalView; member: StaffMember }) {
  const { t } = usePage();
  const local = useLocal();
  const subject = subjectOf(approval);
  return (
    <Card title={t(`staff:approvals.kind.${approval.kind}`)} level={3}>
      <Facts
        facts={[
          subject === null ? null : [t('staff:approvals.subject'), <code class="fs-code">{subject}</code>],
          [t('staff:approvals.reason'), <Reason approval={approval} />],
          [t('staff:approvals.by'), approval.requestedBy],
          [t('staff:approvals.until'), <Moment at={approval.expiresAt} />],
        ]}
      />
      {approval.requestedBy === member.name && <P muted>{t('staff:approvals.own')}</P>}
      <p>
        <Link href={local(`/staff/approvals/${approval.id}`)}>
          {approval.requestedBy !== member.name && mayDo(member.roles, 'decide-approvals')
            ? t('staff:approvals.decide')
            : t('staff:approvals.look')}
        </Link>
      </p>
    </Card>
  );
}

function Decided({ approvals }: { approvals: readonly ApprovalView[] }) {
  const { t } = usePage();
  const local = useLocal();
  if (approvals.length === 0) return null;
  return (
    <>
      <H2>{t('staff:approvals.decided')}</H2>
      <Table
        caption={t('staff:approvals.caption')}
        columns={[
          { title: t('staff:approvals.request') },
          { title: t('staff:approvals.reason') },
          { title: t('staff:approvals.who') },
          { title: t('staff:approvals.what') },
          { title: t('staff:approvals.when') },
        ]}
        rows={approvals.map((approval) => [
          <Link href={local(`/staff/approvals/${approval.id}`)}>{t(`staff:approvals.kind.${approval.kind}`)}</Link>,
          <Reason approval={approval} />,
          [approval.requestedBy, approval.decidedBy].filter(Boolean).join(', '),
          t(`staff:approvals.decision.${approval.decision!}`),
          approval.decidedAt && <Moment at={approval.decidedAt} />,
        ])}
      />
    </>
  );
}
