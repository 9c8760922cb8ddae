import { Actions, Alert, Button, Card, Facts, Form, H2, Moment, P, Table, useLocal, usePage } from '../../../platform/html';
import type { ApprovalView } from '../../approvals';
import { mayDo, type StaffMember } from '../../staff';
import { DeskFrame } from './desk-frame';

interface Props {
  member: StaffMember;
  approvals: readonly ApprovalView[];
  /** What came of the last click, in words. */
  message?: string;
}

/** What waits for a second person, and what was decided last. */
export function ApprovalsView({ member, approvals, message }: Props) {
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
      <Decided approvals={approvals.filter(({ decision }) => decision !== null).slice(0, 50)} />
    </DeskFrame>
  );
}

function Waiting({ approval, member }: { approval: ApprovalView; member: StaffMember }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <Card title={t(`staff:approvals.kind.${approval.kind}`)} level={3}>
      <Facts
        facts={[
          [t('staff:approvals.subject'), <Subject approval={approval} />],
          [t('staff:approvals.reason'), <Reason approval={approval} />],
          [t('staff:approvals.by'), approval.requestedBy],
          [t('staff:approvals.until'), <Moment at={approval.expiresAt} />],
        ]}
      />
      {approval.requestedBy === member.name && <P muted>{t('staff:approvals.own')}</P>}
      {approval.requestedBy !== member.name && mayDo(member.roles, 'decide-approvals') && (
        <Form action={local(`/staff/approvals/${approval.id}`)}>
          <Actions>
            <Button name="decision" value="approved">
              {t('staff:approvals.approve')}
            </Button>
            <Button name="decision" value="refused" weight="secondary">
              {t('staff:approvals.refuse')}
            </Button>
          </Actions>
        </Form>
      )}
    </Card>
  );
}

/** A path that people know where there is one, else the id. */
function Subject({ approval: { details, subject } }: { approval: ApprovalView }) {
  return <code class="fs-code">{typeof details.path === 'string' ? details.path : subject}</code>;
}

function Reason({ approval }: { approval: ApprovalView }) {
  const { texts, language, t } = usePage();
  const known = texts.find(language, `staff:void.reason.${approval.reason}`);
  return <>{known ?? (approval.reason === 'as-planned' ? t('staff:approvals.as-planned') : approval.reason)}</>;
}

function Decided({ approvals }: { approvals: readonly ApprovalView[] }) {
  const { t } = usePage();
  if (approvals.length === 0) return null;
  return (
    <>
      <H2>{t('staff:approvals.decided')}</H2>
      <Table
        caption={t('staff:approvals.caption')}
        columns={[
          { title: t('staff:approvals.subject') },
          { title: t('staff:approvals.reason') },
          { title: t('staff:approvals.who') },
          { title: t('staff:approvals.what') },
          { title: t('staff:approvals.when') },
        ]}
        rows={approvals.map((approval) => [
          <Subject approval={approval} />,
          <Reason approval={approval} />,
          [approval.requestedBy, approval.decidedBy].filter(Boolean).join(', '),
          t(`staff:approvals.decision.${approval.decision!}`),
          approval.decidedAt && <Moment at={approval.decidedAt} />,
        ])}
      />
    </>
  );
}
