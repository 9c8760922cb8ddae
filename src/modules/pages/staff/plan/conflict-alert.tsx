import { Alert, List, Moment, P, usePage } from '../../../../platform/html';
import type { Closure, Shift } from '../../../slots';
import type { Conflict } from './capacity-editing.service';
import { Weekdays } from './weekdays';

/** What somebody else has stored meanwhile, and when, where anybody has stored anything. Nothing that was typed is lost. */
export function ConflictAlert({ conflict: { by, at, changes } }: { conflict: Conflict }) {
  const { t } = usePage();
  const items = [
    ...changes.added.map((shift) => <ShiftLine what={t('staff-plan:conflict.added')} shift={shift} />),
    ...changes.removed.map((shift) => <ShiftLine what={t('staff-plan:conflict.removed')} shift={shift} />),
    ...changes.changed.map(({ before, after }) => (
      <>
        <ShiftLine what={t('staff-plan:conflict.before')} shift={before} />
        <br />
        <ShiftLine what={t('staff-plan:conflict.after')} shift={after} />
      </>
    )),
    ...changes.closuresAdded.map((closure) => lineOf(t('staff-plan:conflict.added'), closure)),
    ...changes.closuresRemoved.map((closure) => lineOf(t('staff-plan:conflict.removed'), closure)),
    ...(changes.land ? [t('staff-plan:conflict.land')] : []),
  ];
  return (
    <div role="alert">
      <Alert tone="warning" title={t('staff-plan:conflict.title')}>
        <P>
          {t('staff-plan:conflict.text', { by })} {at !== '' && <Moment at={at} />}
        </P>
        {items.length > 0 && <List items={items} />}
        <P>{t('staff-plan:conflict.again')}</P>
      </Alert>
    </div>
  );
}

function lineOf(what: string, { from, until, note }: Closure): string {
  return `${what}: ${from === until ? from : `${from} – ${until}`} ${note}`;
}

function ShiftLine({ what, shift }: { what: string; shift: Shift }) {
  const { t } = usePage();
  return (
    <>
      {what}: <Weekdays days={shift.weekdays} /> {shift.from}–{shift.until},{' '}
      {t('staff-plan:conflict.minutes', { minutes: shift.slotMinutes })}, {shift.counters.join(' ')}, {shift.group}, {shift.label},{' '}
      {shift.place}
    </>
  );
}
