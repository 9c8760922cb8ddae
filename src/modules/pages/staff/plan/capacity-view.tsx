import {
  Actions,
  Button,
  ButtonLink,
  Facts,
  Form,
  H2,
  Link,
  List,
  Moment,
  P,
  Table,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { CapacityPattern, Shift } from '../../../slots';
import { mayDo, type StaffMember } from '../../../staff';
import type { ServiceRow } from '../../../windows';
import { DeskFrame } from '../desk-frame';
import type { CapacityDesk, Conflict } from './capacity-editing.service';
import { ConflictAlert } from './conflict-alert';
import { Weekdays } from './weekdays';

/** Which service's capacity? */
export function CapacityListView({ member, services }: { member: StaffMember; services: readonly ServiceRow[] }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <DeskFrame member={member} title={t('staff-plan:capacity.title')}>
      <P>{t('staff-plan:capacity.lead')}</P>
      {services.length === 0 ? (
        <P>{t('staff-plan:capacity.no-services')}</P>
      ) : (
        <List
          items={services.map(({ authority, slug, title }) => (
            <Link href={local(`/staff/capacity/${authority}/${slug}`)}>
              <span lang="de">{title}</span>
            </Link>
          ))}
        />
      )}
    </DeskFrame>
  );
}

/** A service's ordinary week. */
export function CapacityView({ member, desk, conflict }: { member: StaffMember; desk: CapacityDesk; conflict?: Conflict }) {
  const { t } = usePage();
  const local = useLocal();
  const { path, title, stored } = desk;
  const mayPlan = mayDo(member.roles, 'plan-slots');
  return (
    <DeskFrame member={member} title={t('staff-plan:capacity.of', { title })}>
      {conflict && <ConflictAlert conflict={conflict} />}
      <P>{t('staff-plan:capacity.text')}</P>
      {stored.changedAt && (
        <P muted>
          {t('staff-plan:capacity.changed', { version: stored.version, by: stored.changedBy })} <Moment at={stored.changedAt} />
        </P>
      )}
      <H2>{t('staff-plan:capacity.week')}</H2>
      {stored.pattern.shifts.length === 0 ? <P>{t('staff-plan:capacity.none')}</P> : <Shifts desk={desk} mayPlan={mayPlan} />}
      {mayPlan && (
        <Actions>
          <ButtonLink href={local(`/staff/capacity/${path}/shifts/new`)}>{t('staff-plan:capacity.add')}</ButtonLink>
        </Actions>
      )}
      <H2>{t('staff-plan:days-off.title')}</H2>
      <DaysOff pattern={stored.pattern} />
      {mayPlan && (
        <Actions>
          <ButtonLink href={local(`/staff/capacity/${path}/days-off`)} weight="secondary">
            {t('staff-plan:days-off.change')}
          </ButtonLink>
        </Actions>
      )}
      <P muted>{t('staff-plan:capacity.next')}</P>
    </DeskFrame>
  );
}

function Shifts({ desk: { path, stored }, mayPlan }: { desk: CapacityDesk; mayPlan: boolean }) {
  const { t } = usePage();
  const local = useLocal();
  const column = (name: 'days' | 'time' | 'length' | 'counters' | 'group' | 'label' | 'place') => ({
    title: t(`staff-plan:shift.column.${name}`),
    numeric: name === 'length',
  });
  const act = (shift: Shift) => (
    <Form action={local(`/staff/capacity/${path}/shifts/${shift.id}/remove`)}>
      <input type="hidden" name="version" value={String(stored.version)} />
      <Button weight="tertiary">{t('staff-plan:shift.remove')}</Button>
    </Form>
  );
  return (
    <Table
      caption={t('staff-plan:capacity.week')}
      columns={[
        column('days'),
        column('time'),
        column('length'),
        column('counters'),
        column('group'),
        column('label'),
        column('place'),
        ...(mayPlan ? [{ title: t('staff-plan:shift.column.act') }] : []),
      ]}
      rows={stored.pattern.shifts.map((shift) => [
        mayPlan ? (
          <Link href={local(`/staff/capacity/${path}/shifts/${shift.id}`)}>
            <Weekdays days={shift.weekdays} />
          </Link>
        ) : (
          <Weekdays days={shift.weekdays} />
        ),
        `${shift.from}–${shift.until}`,
        shift.slotMinutes,
        shift.counters.join(', '),
        shift.group,
        shift.label,
        <span lang="de">{shift.place}</span>,
        ...(mayPlan ? [act(shift)] : []),
      ])}
    />
  );
}

function DaysOff({ pattern: { land, closures } }: { pattern: CapacityPattern }) {
  const { t } = usePage();
  const { calendarDay } = useFormats();
  return (
    <Facts
      facts={[
        [t('staff-plan:days-off.holidays'), land === null ? t('staff-plan:days-off.no-holidays') : t(`staff-plan:land.${land}`)],
        ...closures.map(
          ({ from, until, note }) =>
            [from === until ? calendarDay(from) : `${calendarDay(from)} – ${calendarDay(until)}`, <span lang="de">{note}</span>] as const,
        ),
      ]}
    />
  );
}
