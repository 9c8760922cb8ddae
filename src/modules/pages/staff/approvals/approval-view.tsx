import type { ComponentChildren } from 'preact';
import { Actions, BackLink, Button, Facts, Foreign, Form, H2, Link, Moment, P, Table, useLocal, usePage } from '../../../../platform/html';
import type { ApprovalView } from '../../../approvals';
import { mayDo, type StaffMember } from '../../../staff';
import { asPrinted } from '../birth-date';
import { DeskFrame } from '../desk-frame';
import { EvidenceForm } from '../revocation/evidence-form';
import type { ApprovalCase } from './approval-cases.service';
import { Reason, subjectOf } from './approval-words';

interface Props {
  member: StaffMember;
  approval: ApprovalView;
  /** What the request is about, opened for this page; null where there is no case behind it, or it has been erased. */
  about: ApprovalCase | null;
}

/** One request: what it is about, who asked and why, what happens when somebody agrees, and the two buttons. */
export function ApprovalRequestView({ member, approval, about }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local('/staff/approvals')} />
      <DeskFrame member={member} title={t(`staff:approvals.kind.${approval.kind}`)}>
        <Facts
          facts={[
            ...(about === null
              ? [[t('staff:approvals.subject'), <code class="fs-code">{subjectOf(approval) ?? approval.subject}</code>] as const]
              : caseFacts(about, t)),
            [t('staff:approvals.reason'), <Reason approval={approval} />],
            [t('staff:approvals.by'), approval.requestedBy],
            [t('staff:approvals.asked-at'), <Moment at={approval.requestedAt} />],
            approval.decision === null ? [t('staff:approvals.until'), <Moment at={approval.expiresAt} />] : null,
          ]}
        />
        {about?.correction && <Correction correction={about.correction} />}
        {typeof approval.details.page === 'string' && mayDo(member.roles, 'see-reviews') && (
          <p>
            <Link href={local(approval.details.page)}>{t('staff-review:see-case')}</Link>
          </p>
        )}
        <H2>{t('staff:approvals.after-title')}</H2>
        <P>{t(`staff:approvals.after.${approval.kind}`)}</P>
        <Decision member={member} approval={approval} />
        {approval.kind === 'appointment.revoke' &&
          typeof approval.details.drawId === 'string' &&
          mayDo(member.roles, 'export-evidence') && <EvidenceForm action={`/staff/audit/revocations/${approval.subject}`} />}
      </DeskFrame>
    </>
  );
}

function caseFacts(about: ApprovalCase, t: ReturnType<typeof usePage>['t']): (readonly [string, ComponentChildren])[] {
  return [
    [t('staff-acts:case.number'), <span dir="ltr">{about.caseNumber}</span>],
    [t('staff-acts:case.service'), <span lang="de">{about.serviceTitle}</span>],
    ...(about.correction === null ? [] : [[t('staff-acts:case.birth-date'), asPrinted(about.birthDate)] as const]),
    ...(about.name === null ? [] : [[t('staff-acts:case.name'), <Foreign text={about.name} />] as const]),
    ...(about.other === null
      ? []
      : [
          [
            t('staff-acts:case.stays'),
            <>
              <Foreign text={`${about.other.name}, ${about.other.caseNumber}`} />, <Moment at={about.other.receivedAt} />
            </>,
          ] as const,
        ]),
    ...(about.slot === null
      ? []
      : [
          [t('staff-acts:grant.slot'), <Moment at={about.slot.startsAt} />] as const,
          [t('staff-acts:grant.place'), <span lang="de">{about.slot.place}</span>] as const,
          [t('staff-acts:grant.size'), String(about.slot.people)] as const,
        ]),
    ...(about.proof === null ? [] : [[t('staff-acts:hardship.proof'), t(`staff-acts:proof.${about.proof}`)] as const]),
  ];
}

/** Old and new name side by side, and how far they are apart. */
function Correction({ correction: { before, after, edits, most } }: { correction: NonNullable<ApprovalCase['correction']> }) {
  const { t } = usePage();
  return (
    <>
      <Table
        caption={t('staff-acts:correction.table')}
        columns={[
          { title: t('staff-acts:correction.field') },
          { title: t('staff-acts:correction.old') },
          { title: t('staff-acts:correction.after') },
        ]}
        rows={[
          [t('staff-acts:correction.surname'), <Foreign text={before.surname} />, <Foreign text={after.surname} />],
          [t('staff-acts:correction.given-names'), <Foreign text={before.givenNames} />, <Foreign text={after.givenNames} />],
        ]}
      />
      <P>{t('staff-acts:correction.distance', { count: edits, most })}</P>
    </>
  );
}

/** The buttons for whoever may press them; otherwise why there are none, or what was decided. */
function Decision({ member, approval }: { member: StaffMember; approval: ApprovalView }) {
  const { t } = usePage();
  const local = useLocal();
  if (approval.decision !== null) {
    return (
      <Facts
        facts={[
          [t('staff:approvals.what'), t(`staff:approvals.decision.${approval.decision}`)],
          approval.decidedBy === null ? null : [t('staff:approvals.decided-by'), approval.decidedBy],
          approval.decidedAt === null ? null : [t('staff:approvals.when'), <Moment at={approval.decidedAt} />],
        ]}
      />
    );
  }
  if (approval.requestedBy === member.name) return <P muted>{t('staff:approvals.own')}</P>;
  if (!mayDo(member.roles, 'decide-approvals')) return <P muted>{t('staff:approvals.others')}</P>;
  return (
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
  );
}
