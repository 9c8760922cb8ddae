import { Alert, Facts, H2, Moment, P, Table, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { ApprovalView } from '../../../approvals';
import type { HardshipShare } from '../../../hardship';
import type { StaffCase } from '../../../registrations';
import { mayDo, type StaffMember } from '../../../staff';
import { Reason } from '../approvals/approval-words';
import { CaseSearch, CaseTable } from '../cases/case-search';
import { DeskFrame } from '../desk-frame';

/** Of what was decided, the last ones. */
const MOST_DECIDED = 50;

export interface HardshipListProps {
  member: StaffMember;
  shares: readonly HardshipShare[];
  /** Who has asked; empty for those whose duty it is not. */
  queue: readonly StaffCase[];
  /** Found by a case number; undefined when nobody searched. */
  found?: readonly StaffCase[];
  caseNumber?: string;
  requests: readonly ApprovalView[];
  /** A request has just been made. */
  asked?: boolean;
}

/** Who asks for hardship, what is left for them, and what was decided. Nothing here decides by itself. */
export function HardshipListView(props: HardshipListProps) {
  const { member, shares, requests, asked } = props;
  const { t } = usePage();
  return (
    <DeskFrame member={member} title={t('staff-acts:hardship.title')}>
      {asked && <Alert tone="success" title={t('staff-acts:asked')} />}
      <P>{t('staff-acts:hardship.lead')}</P>
      <Shares shares={shares} />
      {mayDo(member.roles, 'find-hardship') && <Queue {...props} />}
      <Requests member={member} requests={requests} />
    </DeskFrame>
  );
}

export function Shares({ shares }: { shares: readonly HardshipShare[] }) {
  const { t } = usePage();
  const { count } = useFormats();
  return (
    <>
      <H2>{t('staff-acts:hardship.shares')}</H2>
      {shares.length === 0 && <P>{t('staff-acts:hardship.no-shares')}</P>}
      {shares.map((share) => (
        <Facts
          key={share.window}
          facts={[
            [t('staff-acts:hardship.window'), <span lang="de">{share.title}</span>],
            [t('staff-acts:hardship.slots'), count(share.slots)],
            [t('staff-acts:hardship.left'), count(share.left)],
            [t('staff-acts:hardship.granted'), count(share.granted)],
          ]}
        />
      ))}
    </>
  );
}

function Queue({ queue, found, caseNumber }: HardshipListProps) {
  const { t } = usePage();
  const link = t('staff-acts:hardship.open');
  const nothing = found?.length === 0 ? t('staff-acts:case.none') : undefined;
  return (
    <>
      <H2>{t('staff-acts:hardship.queue')}</H2>
      {queue.length === 0 && <P>{t('staff-acts:hardship.empty')}</P>}
      {queue.length > 0 && <CaseTable cases={queue} place="/staff/hardship" caption={t('staff-acts:hardship.queue-caption')} link={link} />}
      <H2>{t('staff-acts:hardship.others')}</H2>
      <P>{t('staff-acts:hardship.others-text')}</P>
      <CaseSearch action="/staff/hardship" error={nothing} value={caseNumber} />
      {found !== undefined && found.length > 0 && (
        <CaseTable cases={found} place="/staff/hardship" caption={t('staff-acts:case.found')} link={link} />
      )}
    </>
  );
}

function Requests({ member, requests }: { member: StaffMember; requests: readonly ApprovalView[] }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H2>{t('staff-acts:hardship.requests')}</H2>
      {requests.length === 0 && <P>{t('staff-acts:hardship.no-requests')}</P>}
      {requests.length > 0 && (
        <Table
          caption={t('staff-acts:hardship.requests-caption')}
          columns={[
            { title: t('staff:approvals.asked-at') },
            { title: t('staff:approvals.reason') },
            { title: t('staff:approvals.who') },
            { title: t('staff:approvals.what') },
          ]}
          rows={requests.slice(0, MOST_DECIDED).map((request) => [
            mayDo(member.roles, 'see-approvals') ? (
              <a class="kern-link" href={local(`/staff/approvals/${request.id}`)}>
                <Moment at={request.requestedAt} />
              </a>
            ) : (
              <Moment at={request.requestedAt} />
            ),
            <Reason approval={request} />,
            [request.requestedBy, request.decidedBy].filter(Boolean).join(', '),
            request.decision === null ? t('staff-acts:waits') : t(`staff:approvals.decision.${request.decision}`),
          ])}
        />
      )}
    </>
  );
}
