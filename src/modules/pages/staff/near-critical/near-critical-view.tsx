import { Badge, Foreign, H2, List, P, Table, useFormats, usePage } from '../../../../platform/html';
import type { NearCritical } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';

interface Props {
  member: StaffMember;
  people: readonly NearCritical[];
  /** The office's day, `YYYY-MM-DD`. */
  today: string;
}

/** People whose status runs out soon and who have no recorded application. Made to be printed and worked through. */
export function NearCriticalView({ member, people, today }: Props) {
  const { t } = usePage();
  return (
    <DeskFrame member={member} title={t('staff-plan:near.title')}>
      <P>{t('staff-plan:near.lead')}</P>
      <H2>{t('staff-plan:near.todo')}</H2>
      <List numbered items={[t('staff-plan:near.call'), t('staff-plan:near.apply'), t('staff-plan:near.record')]} />
      {people.length === 0 ? <P>{t('staff-plan:near.none')}</P> : <People people={people} today={today} />}
      <P muted>{t('staff-plan:near.print')}</P>
    </DeskFrame>
  );
}

function People({ people, today }: Omit<Props, 'member'>) {
  const { t } = usePage();
  const { calendarDay } = useFormats();
  return (
    <Table
      caption={t('staff-plan:near.caption', { day: calendarDay(today) })}
      columns={[
        { title: t('staff-plan:near.date') },
        { title: t('staff-plan:near.name') },
        { title: t('staff-plan:near.case') },
        { title: t('staff-plan:near.contact') },
      ]}
      rows={people.map((person) => [
        <>
          {calendarDay(person.criticalDate)}{' '}
          <Badge tone={person.criticalDate < today ? 'danger' : 'warning'}>
            {t(
              person.criticalDate < today
                ? 'staff-plan:near.past'
                : person.verified
                  ? 'staff-plan:near.verified'
                  : 'staff-plan:near.claimed',
            )}
          </Badge>
        </>,
        <Foreign text={`${person.surname}, ${person.givenNames}`} />,
        <code class="fs-code">{person.caseNumber}</code>,
        <Contact person={person} />,
      ])}
    />
  );
}

function Contact({ person: { contact, representative } }: { person: NearCritical }) {
  const { t } = usePage();
  return (
    <>
      {contact.value ?? t('staff-plan:near.no-contact')}
      {representative && (
        <>
          <br />
          {t('staff-plan:near.representative')} <Foreign text={representative.name} /> {representative.contact}
        </>
      )}
    </>
  );
}
