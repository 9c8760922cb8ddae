import { Facts, Foreign, Link, Moment, useLocal, usePage } from '../../../../platform/html';
import type { HearingView } from '../../../appointments';
import type { OfferReportView } from '../../../offer-reports';

/** What somebody has reported. Everything in it was written by strangers: it is shown as text, also what looks like an address. */
export function ReportFacts({ report, hearing }: { report: OfferReportView; hearing?: HearingView | null }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <Facts
      facts={[
        [t('staff-acts:revocation.report-at'), <Moment at={report.receivedAt} />],
        [t('staff-acts:revocation.report-text'), <Foreign text={report.text} />],
        report.link === null ? null : [t('staff-acts:revocation.report-link'), <Foreign text={report.link} />],
        report.contact === null ? null : [t('staff-acts:revocation.report-contact'), <Foreign text={report.contact} />],
        hearing === undefined
          ? null
          : [
              t('staff-acts:revocation.report-done'),
              hearing === null ? (
                t('staff-acts:revocation.report-untouched')
              ) : (
                <Link href={local(`/staff/revocation/${hearing.appointment}`)}>{t('staff-acts:revocation.report-used')}</Link>
              ),
            ],
      ]}
    />
  );
}
