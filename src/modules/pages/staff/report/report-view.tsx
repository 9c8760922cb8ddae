import {
  Actions,
  Button,
  ErrorSummary,
  type FieldErrors,
  H2,
  Link,
  P,
  Section,
  SelectField,
  Table,
  TextField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { StaffMember } from '../../../staff';
import type { OfficeWithGroups } from '../../../windows';
import { SMALLEST_CLASS, waitLabel, wordingOf } from '../../fairness/fairness-figures';
import { DeskFrame } from '../desk-frame';
import type { OfficeReportView, ReportedWindow } from './office-report.service';
import { type Figure, rowsOf } from './report-rows';

interface Props {
  member: StaffMember;
  typed: { from?: string; until?: string; office?: string };
  offices: readonly OfficeWithGroups[];
  errors: FieldErrors;
  report: OfficeReportView | null;
}

/** Numbers for the council, window by window. */
export function ReportView({ member, typed, offices, errors, report }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { calendarDay } = useFormats();
  return (
    <>
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-plan:report.title')}>
        <P>{t('staff-plan:report.lead', { count: SMALLEST_CLASS })}</P>
        <form class="fs-form" method="get" action={local('/staff/report')} noValidate>
          <TextField
            name="from"
            label={t('staff-plan:slots.from')}
            hint={t('staff-plan:hint-day')}
            value={typed.from}
            error={errors.from}
          />
          <TextField
            name="until"
            label={t('staff-plan:slots.last')}
            hint={t('staff-plan:hint-day')}
            value={typed.until}
            error={errors.until}
          />
          {offices.length > 1 && (
            <SelectField
              name="office"
              label={t('staff-plan:report.office')}
              hint={t('staff-plan:report.office-hint')}
              value={typed.office ?? ''}
              error={errors.office}
              choices={[
                { value: '', label: t('staff-plan:report.all-offices') },
                ...offices.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
          <Actions>
            <Button>{t('staff-plan:report.show')}</Button>
          </Actions>
        </form>
        {report && (
          <>
            <H2>{t('staff-plan:report.period', { from: calendarDay(report.from), until: calendarDay(report.until) })}</H2>
            {report.windows.length === 0 ? (
              <P>{t('staff-plan:report.none')}</P>
            ) : (
              <p>
                <Link
                  href={`${local('/staff/report.csv')}?from=${report.from}&until=${report.until}${typed.office ? `&office=${typed.office}` : ''}`}
                  download
                >
                  {t('staff-plan:report.download')}
                </Link>
              </p>
            )}
            {report.windows.map((reported) => (
              <WindowReport key={reported.window.window} reported={reported} />
            ))}
          </>
        )}
      </DeskFrame>
    </>
  );
}

function WindowReport({ reported }: { reported: ReportedWindow }) {
  const { t, language } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  const { window, fairness } = reported;
  const wording = wordingOf(t, language);
  const write = (figure: Figure) =>
    figure === null
      ? t('staff-plan:report.open')
      : figure === 'few'
        ? t('staff-plan:report.few', { count: SMALLEST_CLASS })
        : count(figure);
  return (
    <Section>
      <H2>
        <span lang="de">{window.title}</span>
      </H2>
      <p>
        <Link href={local(`/windows/${window.window}`)}>{t('staff:windows.public')}</Link>
      </p>
      <Table
        caption={t('staff-plan:report.numbers')}
        columns={[{ title: t('staff-plan:desk.what') }, { title: t('staff-plan:desk.how-many'), numeric: true }]}
        rows={rowsOf(reported, t).map(({ label, figure }) => [label, write(figure)])}
      />
      {fairness && fairness.waits.length > 0 && (
        <Table
          caption={t('staff-plan:report.waits')}
          columns={[
            { title: t('staff-plan:report.losses') },
            { title: t('staff-plan:report.people'), numeric: true },
            { title: t('staff-plan:report.served'), numeric: true },
          ]}
          rows={fairness.waits.map((wait) => [waitLabel(wording, wait), count(wait.people), count(wait.served)])}
        />
      )}
    </Section>
  );
}
