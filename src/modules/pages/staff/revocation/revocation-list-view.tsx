import { Button, Card, Form, H2, Link, Moment, P, Table, TextField, useLocal, usePage } from '../../../../platform/html';
import type { HearingView } from '../../../appointments';
import { mayDo, type StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { useHearingState } from './hearing-state';
import { ReportFacts } from './report-facts';
import type { HandledReport } from './revocation-desk.service';

/** Of what has ended, the last ones. */
const MOST_ENDED = 50;

interface Props {
  member: StaffMember;
  hearings: readonly HearingView[];
  /** Empty for those whose duty they are not. */
  reports: readonly HandledReport[];
  number?: string;
  error?: string;
}

/** Reports of offers, the hearings that came of them, and the way to an appointment. */
export function RevocationListView({ member, hearings, reports, number, error }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const open = hearings.filter(({ endedAt }) => endedAt === null);
  const ended = hearings.filter(({ endedAt }) => endedAt !== null).slice(0, MOST_ENDED);
  return (
    <DeskFrame member={member} title={t('staff-acts:revocation.title')}>
      <P>{t('staff-acts:revocation.lead')}</P>
      {mayDo(member.roles, 'hold-hearings') && (
        <Form action={local('/staff/revocation')}>
          <TextField
            name="number"
            label={t('staff-acts:revocation.number')}
            hint={t('staff-acts:revocation.number-hint')}
            value={number}
            error={error}
            maxLength={40}
            leftToRight
          />
          <Button weight="secondary">{t('staff-acts:revocation.find')}</Button>
        </Form>
      )}
      <H2>{t('staff-acts:revocation.open-title')}</H2>
      {open.length === 0 ? <P>{t('staff-acts:revocation.none')}</P> : <HearingTable hearings={open} />}
      {ended.length > 0 && (
        <>
          <H2>{t('staff-acts:revocation.ended-title')}</H2>
          <HearingTable hearings={ended} />
        </>
      )}
      {mayDo(member.roles, 'see-offer-reports') && <Reports reports={reports} />}
    </DeskFrame>
  );
}

function HearingTable({ hearings }: { hearings: readonly HearingView[] }) {
  const { t } = usePage();
  const local = useLocal();
  const stateOf = useHearingState();
  return (
    <Table
      caption={t('staff-acts:revocation.caption')}
      columns={[
        { title: t('staff-acts:revocation.reason') },
        { title: t('staff-acts:revocation.until') },
        { title: t('staff-acts:revocation.state') },
        { title: t('staff-acts:case.act') },
      ]}
      rows={hearings.map((hearing) => [
        t(`staff:approvals.reasons.appointment.revoke.${hearing.reason}`),
        <Moment at={hearing.answerBy} />,
        stateOf(hearing),
        <Link href={local(`/staff/revocation/${hearing.appointment}`)}>{t('staff-acts:revocation.look')}</Link>,
      ])}
    />
  );
}

function Reports({ reports }: { reports: readonly HandledReport[] }) {
  const { t } = usePage();
  return (
    <>
      <H2>{t('staff-acts:revocation.reports-title')}</H2>
      {reports.length === 0 ? <P>{t('staff-acts:revocation.reports-none')}</P> : <P>{t('staff-acts:revocation.reports-lead')}</P>}
      {reports.map((report) => (
        <Card key={report.id} title={t(`report:place.${report.place}`)} level={3}>
          <ReportFacts report={report} hearing={report.hearing} />
        </Card>
      ))}
    </>
  );
}
