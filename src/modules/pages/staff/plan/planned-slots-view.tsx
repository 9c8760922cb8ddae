import { Actions, Alert, BackLink, Button, Form, P, Table, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { CapacityPlan, PlannedDay } from '../../../slots';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { RowErrors } from './row-errors';
import type { SlotsWindow } from './window-slots.service';

interface Props {
  member: StaffMember;
  window: SlotsWindow;
  plan: CapacityPlan;
  from: string;
  until: string;
}

/** What the pattern would make, day by day. */
export function PlannedSlotsView({ member, window, plan, from, until }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  const { report, days, version } = plan;
  const back = local(`/staff/windows/${window.id}/slots`);
  return (
    <>
      <BackLink href={back} />
      <DeskFrame member={member} title={t('staff-plan:planned.title')}>
        <P large>
          <span lang="de">{window.title}</span>
        </P>
        <P>{t('staff-plan:planned.sum', { created: count(report.created), unchanged: count(report.unchanged) })}</P>
        {report.errorCount > 0 ? (
          <>
            <Alert tone="danger" title={t('staff-plan:planned.wrong', { count: report.errorCount })} />
            <RowErrors errors={report.errors} lineOf={(line) => placeOf(days, line)} />
          </>
        ) : report.created === 0 ? (
          <Alert tone="info" title={t('staff-plan:planned.nothing')} />
        ) : (
          <Form action={`${back}/from-pattern`}>
            <input type="hidden" name="version" value={String(version)} />
            <input type="hidden" name="from" value={from} />
            <input type="hidden" name="until" value={until} />
            <Actions>
              <Button>{t('staff-plan:planned.make', { count: report.created })}</Button>
            </Actions>
          </Form>
        )}
        <Days days={days} />
      </DeskFrame>
    </>
  );
}

function Days({ days }: { days: readonly PlannedDay[] }) {
  const { t } = usePage();
  const { calendarDay, clock, count } = useFormats();
  const off = (day: PlannedDay) => day.off && t(`staff-plan:planned.${day.off.kind}`, { name: day.off.name });
  const times = ({ slots }: PlannedDay): string => {
    if (slots.length === 0) return '';
    const starts = Math.min(...slots.map(({ startsAt }) => startsAt));
    return `${clock(starts)} – ${clock(Math.max(...slots.map(({ endsAt }) => endsAt)))}`;
  };
  const labels = ({ slots }: PlannedDay): string => {
    const counts = new Map<string, number>();
    for (const { group, label } of slots) counts.set(`${group} / ${label}`, (counts.get(`${group} / ${label}`) ?? 0) + 1);
    return [...counts].map(([name, slotCount]) => `${name}: ${count(slotCount)}`).join(', ');
  };
  return (
    <Table
      caption={t('staff-plan:planned.caption')}
      columns={[
        { title: t('staff-plan:planned.day') },
        { title: t('staff-plan:slots.count'), numeric: true },
        { title: t('staff-plan:shift.column.time') },
        { title: t('staff-plan:planned.kinds') },
      ]}
      rows={days.map((day) => [calendarDay(day.date), count(day.slots.length), off(day) ?? times(day), labels(day)])}
    />
  );
}

/** Lines of a plan mean nothing to people: a day, a time and a counter do. */
function placeOf(days: readonly PlannedDay[], line: number): string {
  const day = days.find(({ slots }) => slots.some((slot) => slot.line === line));
  const slot = day?.slots.find((each) => each.line === line);
  return slot ? `${day!.date}, ${slot.counter}` : String(line);
}
