import {
  Actions,
  Button,
  ErrorSummary,
  type FieldErrors,
  H2,
  Link,
  P,
  Section,
  Table,
  TextField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { StaffMember } from '../../../staff';
import { SMALLEST_CLASS, waitLabel, wordingOf } from '../../fairness/fairness-figures';
import { DeskFrame } from '../desk-frame';
import type { OfficeReportView, ReportedWindow } from './office-report.service';
import { type Figure, FIGURES, figuresOf } from './report-rows';

interface Props {
  member: StaffMember;
  typed: { from?: string; until?: string };
  errors: FieldErrors;
  report: OfficeReportView | null;
}

/** Numbers for the council, window by window. */
export function ReportView({ member, typed, errors, report }: Props) {
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
                <Link href={`${local('/staff/report.csv')}?from=${report.from}&until=${report.until}`} download>
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
  const { t, language, texts } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  const { window, fairness, granted } = reported;
  const figures = figuresOf(reported);
  const wording = wordingOf(t, language);
  const write = (figure: Figure) =>
    figure === null
      ? t('staff-plan:report.open')
      : figure === 'few'
        ? t('staff-plan:report.few', { count: SMALLEST_CLASS })
        : count(figure);
  const reasonOf = (reason: string): string => texts.find(language, `fairness:hardship.reason.${reason}`) ?? reason;
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
        rows={[
          ...FIGURES.map((name) => [t(`staff-plan:report.figure.${name}`), write(figures[name])]),
          ...granted.map(({ reason, slots }) => [t('staff-plan:report.granted-for', { reason: reasonOf(reason) }), count(slots)]),
        ]}
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
