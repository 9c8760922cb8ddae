import type { ComponentChildren } from 'preact';
import { Button, Foreign, Form, Link, Moment, Table, TextField, useLocal, usePage } from '../../../../platform/html';
import type { StaffCase } from '../../../registrations';
import { asPrinted } from '../birth-date';

interface SearchProps {
  action: string;
  error?: string;
  value?: string;
  /** Asked for where it is not undefined. */
  birthDate?: string;
}

/** A case number, and where it is asked for the birth date. Posted: neither stands in an address. */
export function CaseSearch({ action, error, value, birthDate }: SearchProps) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <Form action={local(action)}>
      <TextField
        name="caseNumber"
        label={t('staff-acts:case.number')}
        hint={t('staff-acts:case.hint')}
        value={value}
        error={error}
        maxLength={100}
        leftToRight
      />
      {birthDate !== undefined && (
        <TextField
          name="birthDate"
          label={t('staff-acts:case.birth-date')}
          hint={t('staff-counter:assist.date-hint')}
          value={birthDate}
          maxLength={40}
          leftToRight
        />
      )}
      <Button weight="secondary">{t('staff-acts:case.find')}</Button>
    </Form>
  );
}

/** What was found, each with the way to its form. @param place path before the registration's id */
export function CaseTable({ cases, place, caption, link }: { cases: readonly StaffCase[]; place: string; caption: string; link: string }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <Table
      caption={caption}
      columns={[
        { title: t('staff-acts:case.number') },
        { title: t('staff-acts:case.name') },
        { title: t('staff-acts:case.service') },
        { title: t('staff-acts:case.since') },
        { title: t('staff-acts:case.act') },
      ]}
      rows={cases.map((found) => [
        <span dir="ltr">{found.caseNumber}</span>,
        <Foreign text={`${found.surname}, ${found.givenNames}`} />,
        <span lang="de">{found.serviceTitle}</span>,
        <Moment at={found.receivedAt} />,
        <Link href={local(`${place}/${found.registration}`)}>{link}</Link>,
      ])}
    />
  );
}

/** The person, as on a paper. */
export function caseFacts(found: StaffCase, t: ReturnType<typeof usePage>['t']): (readonly [string, ComponentChildren])[] {
  return [
    [t('staff-acts:case.number'), <span dir="ltr">{found.caseNumber}</span>],
    [t('staff-acts:case.name'), <Foreign text={`${found.surname}, ${found.givenNames}`} />],
    [t('staff-acts:case.birth-date'), asPrinted(found.birthDate)],
    [t('staff-acts:case.service'), <span lang="de">{found.serviceTitle}</span>],
  ];
}
