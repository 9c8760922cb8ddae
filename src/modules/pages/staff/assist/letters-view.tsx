import { Alert, Button, Foreign, Form, Link, Moment, P, Table, useLocal, usePage } from '../../../../platform/html';
import type { WaitingLetter } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';

interface Props {
  readonly member: StaffMember;
  readonly letters: readonly WaitingLetter[];
  readonly hasPdf: boolean;
}

/** Letters to people without mail or phone: each a sheet to print, and a button when it is in its envelope. */
export function LettersView({ member, letters, hasPdf }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const column = (name: 'name' | 'case' | 'since' | 'sheet' | 'done') => ({ title: t(`staff-counter:letters.column.${name}`) });
  return (
    <DeskFrame member={member} title={t('staff-counter:letters.title')}>
      <P>{t('staff-counter:letters.lead')}</P>
      {!hasPdf && <Alert tone="warning" title={t('staff-counter:letters.no-pdf')} />}
      {letters.length === 0 && <P>{t('staff-counter:letters.none')}</P>}
      {letters.length > 0 && (
        <Table
          caption={t('staff-counter:letters.caption')}
          columns={[column('name'), column('case'), column('since'), column('sheet'), column('done')]}
          rows={letters.map((waiting) => [
            <Foreign text={[waiting.surname, waiting.givenNames].filter(Boolean).join(', ')} />,
            <span class="fs-code">{waiting.caseNumber}</span>,
            <Moment at={waiting.waitingSince} />,
            <Link href={`/api/staff/letters-to-print/${waiting.letter}/letter.pdf`}>
              {t('staff-counter:letters.print', { number: waiting.letter })}
            </Link>,
            <Form action={local(`/staff/letters/${waiting.letter}`)}>
              <Button weight="secondary">{t('staff-counter:letters.printed')}</Button>
            </Form>,
          ])}
        />
      )}
    </DeskFrame>
  );
}
