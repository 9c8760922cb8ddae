import { Button, ErrorSummary, Form, H2, Link, List, P, TextField, useLocal, usePage } from '../../../../platform/html';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';

interface AssistHomeProps {
  readonly member: StaffMember;
  readonly services: readonly { readonly path: string; readonly title: string }[];
  readonly typed: { readonly caseNumber: string; readonly birthDate: string };
  readonly error?: string;
}

/** Where a call begins: somebody who is registered already, or somebody new. */
export function AssistHomeView({ member, services, typed, error }: AssistHomeProps) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <ErrorSummary errors={error === undefined ? {} : { caseNumber: error }} />
      <DeskFrame member={member} title={t('staff-counter:assist.title')}>
        <H2>{t('staff-counter:assist.find-title')}</H2>
        <P>{t('staff-counter:assist.find-lead')}</P>
        <Form action={local('/staff/assist/find')}>
          <TextField
            name="caseNumber"
            label={t('staff-counter:part.caseNumber')}
            value={typed.caseNumber}
            error={error}
            leftToRight
            autofocus
          />
          <TextField
            name="birthDate"
            label={t('staff-counter:part.birthDate')}
            hint={t('staff-counter:assist.date-hint')}
            value={typed.birthDate}
            leftToRight
          />
          <Button>{t('staff-counter:assist.find')}</Button>
        </Form>
        <H2>{t('staff-counter:assist.new-title')}</H2>
        <List
          items={services.map(({ path, title }) => (
            <Link href={local(`/staff/assist/register/${path}`)}>
              <span lang="de">{title}</span>
            </Link>
          ))}
        />
      </DeskFrame>
    </>
  );
}
