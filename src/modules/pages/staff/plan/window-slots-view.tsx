import {
  Actions,
  BackLink,
  Button,
  ButtonLink,
  ErrorSummary,
  type FieldErrors,
  H2,
  Link,
  Moment,
  P,
  Table,
  TextField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { mayDo, type StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import type { DaysQuery } from './plan-pages.dto';
import type { WindowSlotsFacts } from './window-slots.service';

interface Props {
  member: StaffMember;
  facts: WindowSlotsFacts;
  typed: DaysQuery;
  errors: FieldErrors;
}

/** What slots a window has, and how to get more. */
export function WindowSlotsView({ member, facts, typed, errors }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { window } = facts;
  return (
    <>
      <BackLink href={local('/staff/windows')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-plan:slots.title')}>
        <P large>
          <span lang="de">{window.title}</span>
        </P>
        <P>
          {t('staff-plan:slots.until')} <Moment at={window.freezeAt} />
        </P>
        <Inventory facts={facts} />
        {mayDo(member.roles, 'plan-slots') && (
          <>
            <H2>{t('staff-plan:slots.from-pattern')}</H2>
            <P>
              {t('staff-plan:slots.pattern-text')}{' '}
              <Link href={local(`/staff/capacity/${window.service}`)}>{t('staff-plan:slots.to-pattern')}</Link>
            </P>
            <form class="fs-form" method="get" action={local(`/staff/windows/${window.id}/slots/from-pattern`)} noValidate>
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
                <Button>{t('staff-plan:slots.preview')}</Button>
              </Actions>
            </form>
            <H2>{t('staff-plan:file.title')}</H2>
            <P>{t('staff-plan:slots.file-text')}</P>
            <Actions>
              <ButtonLink href={local(`/staff/windows/${window.id}/slots/file`)} weight="secondary">
                {t('staff-plan:slots.to-file')}
              </ButtonLink>
            </Actions>
          </>
        )}
      </DeskFrame>
    </>
  );
}

function Inventory({ facts: { inventory, days } }: { facts: WindowSlotsFacts }) {
  const { t } = usePage();
  const { count, calendarDay } = useFormats();
  if (days === null) return <P>{t('staff-plan:slots.none')}</P>;
  return (
    <>
      <P>{t('staff-plan:slots.some', { count: inventory.counts.total, from: calendarDay(days[0]), until: calendarDay(days[1]) })}</P>
      <Table
        caption={t('staff-plan:slots.caption')}
        columns={[
          { title: t('staff-plan:shift.column.group') },
          { title: t('staff-plan:shift.column.label') },
          { title: t('staff-plan:slots.count'), numeric: true },
        ]}
        rows={inventory.byGroupAndLabel.map(({ group, label, count: slots }) => [group, label, count(slots)])}
      />
    </>
  );
}
