import { Alert, BackLink, ErrorSummary, Facts, Foreign, H2, Link, List, Moment, useLocal, usePage } from '../../../../platform/html';
import type { ApprovalView } from '../../../approvals';
import type { MemberView, QuestionView } from '../../../registrations';
import { mayDo } from '../../../staff';
import { asPrinted } from '../birth-date';
import { Reason } from '../approvals/approval-words';
import { DeskFrame } from '../desk-frame';
import { ExcludePart, KeepForm, MergeForm, NoticeState } from './member-forms';
import type { MemberPageProps } from './review-choices';
import { Comparison, nameOf, Signs } from './review-words';

/** One registration of a cluster: what is asked about it, what its person says, and what can be decided. */
export function MemberPageView(props: MemberPageProps) {
  const { member, cluster, each, approvals, done, errors } = props;
  const { t } = usePage();
  const local = useLocal();
  const waiting = approvals.find(({ decision }) => decision === null);
  const isOpen = each.questions.some(({ decision }) => decision === null);
  const isThere = each.view.state === 'in_review' || each.view.state === 'standing';
  return (
    <>
      <BackLink href={local(`/staff/review/${cluster.id}`)} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-review:member.title')}>
        {done && <Alert tone="success" title={t(`staff-review:done.${done}`)} />}
        <MemberFacts each={each} />
        {each.comparison !== null && (
          <>
            <H2>{t('staff-review:member.compared')}</H2>
            <Comparison member={each} first={cluster.members[0]!.view} />
          </>
        )}
        <Questions questions={each.questions} />
        {each.notice !== null && <NoticeState notice={each.notice} />}
        <Requests approvals={approvals} />
        {isThere && mayDo(member.roles, 'decide-reviews') && (
          <>
            {isOpen && <KeepForm {...props} />}
            {waiting === undefined && <MergeForm {...props} />}
            <ExcludePart {...props} mayAsk={waiting === undefined} />
          </>
        )}
      </DeskFrame>
    </>
  );
}

function MemberFacts({ each: { view } }: { each: MemberView }) {
  const { t } = usePage();
  return (
    <Facts
      facts={[
        [t('staff-review:member.name'), <Foreign text={nameOf(view)} />],
        [t('staff-review:member.birth-date'), asPrinted(view.birthDate)],
        [t('staff-review:member.case'), <span dir="ltr">{view.caseNumber}</span>],
        [t('staff-review:member.contact'), <Foreign text={view.contact.value ?? t('common:none')} />],
        view.representative === null ? null : [t('staff-review:member.representative'), <Foreign text={view.representative.name} />],
        [t('staff-review:member.received'), <Moment at={view.receivedAt} />],
        [t('staff-review:member.channel'), t(`staff-review:channel.${view.channel}`)],
        [t('staff-review:member.state'), t(`staff-review:state.${view.state}`)],
      ]}
    />
  );
}

/** What is asked, and what was answered: nothing that was decided disappears from here. */
function Questions({ questions }: { questions: readonly QuestionView[] }) {
  const { t } = usePage();
  if (questions.length === 0) return null;
  return (
    <>
      <H2>{t('staff-review:member.questions')}</H2>
      <List
        items={questions.map((question) => (
          <>
            {question.signs.length > 0 ? <Signs signs={question.signs} /> : t(`staff-review:sign.${question.reason}`)}
            {question.decision !== null && (
              <>
                {': '}
                {t(`staff-review:decision.${question.decision}`)}
                {question.keepReason !== null && ` (${t(`staff-review:keep-reason.${question.keepReason}`)})`}, {question.decidedBy},{' '}
                <Moment at={question.decidedAt!} />
              </>
            )}
          </>
        ))}
      />
    </>
  );
}

function Requests({ approvals }: { approvals: readonly ApprovalView[] }) {
  const { t } = usePage();
  const local = useLocal();
  if (approvals.length === 0) return null;
  return (
    <>
      <H2>{t('staff-review:member.requests')}</H2>
      <List
        items={approvals.map((approval) => (
          <>
            <Link href={local(`/staff/approvals/${approval.id}`)}>{t(`staff:approvals.kind.${approval.kind}`)}</Link> (
            <Reason approval={approval} />, {approval.requestedBy}):{' '}
            {approval.decision === null ? t('staff-review:member.waits') : t(`staff:approvals.decision.${approval.decision}`)}
          </>
        ))}
      />
    </>
  );
}
