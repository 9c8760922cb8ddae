import { Alert, BackLink, Card, ErrorSummary, Facts, type FieldErrors, H2, Moment, P, useLocal, usePage } from '../../../../platform/html';
import type { HearingView } from '../../../appointments';
import { mayDo, type StaffMember } from '../../../staff';
import { caseFacts } from '../cases/case-search';
import { StatementList } from '../cases/statement-list';
import { DeskFrame } from '../desk-frame';
import { EvidenceForm } from './evidence-form';
import { AskForm, DropForm, HearForm, TakeForm, type Typed } from './hearing-forms';
import { useHearingState } from './hearing-state';
import { ReportFacts } from './report-facts';
import type { SuspectedAppointment } from './revocation-desk.service';
import type { Done } from './revocation.dto';

interface HearingPageProps {
  member: StaffMember;
  about: SuspectedAppointment;
  done?: Done;
  typed: Typed;
  errors: FieldErrors;
  /** What was in the way of the last click. */
  refusal?: string;
}

/** One appointment: the person, the hearings about it, and what can be done next. Whoever decides reads the same. */
export function HearingPageView({ member, about, done, typed, errors, refusal }: HearingPageProps) {
  const { t } = usePage();
  const local = useLocal();
  const { view, person, hearings, request } = about;
  const open = hearings.find(({ endedAt }) => endedAt === null);
  const isAccepted = view.state === 'accepted';
  const mayAct = mayDo(member.roles, 'hold-hearings');
  const used = about.reports.filter(({ id }) => hearings.some(({ reports }) => reports.includes(id)));
  return (
    <>
      <BackLink href={local('/staff/revocation')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-acts:revocation.appointment')}>
        {done && <Alert tone="success" title={t(`staff-acts:revocation.done.${done}`)} />}
        {refusal && <Alert tone="warning" title={refusal} />}
        <Facts
          facts={[
            ...(person === null ? [] : caseFacts(person, t)),
            [t('staff-acts:revocation.number'), <span dir="ltr">{about.number}</span>],
            [t('staff-acts:revocation.when'), <Moment at={view.slots[0]!.startsAt} />],
            [t('staff-acts:revocation.place'), <span lang="de">{view.slots[0]!.place}</span>],
          ]}
        />
        {!isAccepted && <P>{t('staff-acts:revocation.not-accepted')}</P>}
        {hearings.map((hearing) => (
          <HearingCard key={hearing.id} hearing={hearing} />
        ))}
        {used.map((report) => (
          <Card key={report.id} title={t(`report:place.${report.place}`)} level={2}>
            <ReportFacts report={report} />
          </Card>
        ))}
        {isAccepted && mayAct && open === undefined && <HearForm about={about} typed={typed} errors={errors} />}
        {isAccepted && mayAct && open !== undefined && (
          <>
            <H2>{t('staff-acts:revocation.ask.title')}</H2>
            <AskForm about={about} isHeard={open.isHeard} />
            <TakeForm about={about} typed={typed} errors={errors} />
            <DropForm about={about} typed={typed} errors={errors} />
          </>
        )}
        {!mayAct && request !== null && <P>{t('staff-acts:revocation.ask.waits')}</P>}
        {hearings.length > 0 && view.drawId !== null && <EvidenceForm action={`/staff/revocation/${view.appointment}/evidence`} />}
      </DeskFrame>
    </>
  );
}

function HearingCard({ hearing }: { hearing: HearingView }) {
  const { t } = usePage();
  const stateOf = useHearingState();
  const { statements, isHeard, dropReason, droppedBy } = hearing;
  return (
    <Card title={t('staff-acts:revocation.hearing')} level={2}>
      <Facts
        facts={[
          [t('staff-acts:revocation.reason'), t(`staff:approvals.reasons.appointment.revoke.${hearing.reason}`)],
          [t('staff-acts:revocation.state'), stateOf(hearing)],
          [t('staff-acts:revocation.opened'), <Moment at={hearing.openedAt} />],
          [t('staff-acts:revocation.opened-by'), hearing.openedBy],
          [t('staff-acts:revocation.until'), <Moment at={hearing.answerBy} />],
          dropReason === null ? null : [t('staff-acts:revocation.drop.why'), t(`staff-acts:revocation.drop.reasons.${dropReason}`)],
          droppedBy === null ? null : [t('staff-acts:revocation.drop.by'), droppedBy],
        ]}
      />
      <StatementList statements={statements} isHeard={isHeard} />
    </Card>
  );
}
