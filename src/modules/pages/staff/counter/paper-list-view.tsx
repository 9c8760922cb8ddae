import { Fragment } from 'preact';
import { Alert, BackLink, Button, Facts, Foreign, Form, Moment, P, Table, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { ExpectedView, OfficeOnPaper } from '../../../appointments';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { nameOf, placeOf, stateText } from './counter-view';

/** The number that stands on the person's confirmation; typed into the box it finds the appointment again. */
interface PaperLine extends ExpectedView {
  readonly number: string;
}

interface Props {
  readonly member: StaffMember;
  readonly day: string;
  readonly people: readonly PaperLine[];
  readonly printedAt: string;
  /** Nobody of an office that holds the day is "missed" before its outcomes have been entered. */
  readonly offices: readonly OfficeOnPaper[];
  readonly back: string;
}

/** The day's list for paper: for the morning on which power or network is away. */
export function PaperListView({ member, day, people, printedAt, offices, back }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const { calendarDay, clock } = useFormats();
  return (
    <>
      <BackLink href={local(back)} />
      <DeskFrame member={member} title={t('staff-counter:paper.title', { day: calendarDay(day) })}>
        <Facts
          facts={[
            [t('staff-counter:paper.printed'), <Moment at={printedAt} />],
            [t('staff-counter:paper.by'), member.name],
          ]}
        />
        <P>{t('staff-counter:paper.destroy')}</P>
        <div class="fs-no-print fs-flow">
          <P>{t('staff-counter:paper.how')}</P>
          {offices.map(({ office, name, isHeld }) => (
            <Fragment key={office}>
              {isHeld && <Alert tone="warning" title={t('staff-counter:paper.held', { office: name })} />}
              <Form action={local('/staff/counter/paper')}>
                <input type="hidden" name="day" value={day} />
                <input type="hidden" name="office" value={office} />
                <Button name="act" value={isHeld ? 'close' : 'hold'} weight="secondary">
                  {t(isHeld ? 'staff-counter:paper.close' : 'staff-counter:paper.hold', { office: name })}
                </Button>
              </Form>
            </Fragment>
          ))}
        </div>
        {people.length === 0 && <P>{t('staff-counter:nobody')}</P>}
        {people.length > 0 && (
          <Table
            caption={t('staff-counter:paper.caption')}
            columns={(['time', 'place', 'name', 'number', 'state', 'present', 'mismatch', 'sign'] as const).map((column) => ({
              title: t(`staff-counter:paper.column.${column}`),
            }))}
            rows={people.map((person) => [
              <span class="fs-nowrap">{clock(person.slots[0]!.startsAt)}</span>,
              placeOf(person),
              <Foreign text={nameOf(person)} />,
              <span class="fs-code fs-nowrap">{person.number}</span>,
              person.state === 'accepted' ? '' : stateText(person.state, t),
              '☐',
              '☐',
              '',
            ])}
          />
        )}
      </DeskFrame>
    </>
  );
}
