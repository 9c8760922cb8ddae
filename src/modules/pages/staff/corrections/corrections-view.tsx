import {
  BackLink,
  Button,
  ErrorSummary,
  Facts,
  type FieldErrors,
  Form,
  H2,
  P,
  RadioGroup,
  TextField,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { APPROVAL_KINDS } from '../../../approvals';
import type { StaffCase } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { caseFacts } from '../cases/case-search';
import { DeskFrame } from '../desk-frame';

interface CorrectionFormProps {
  member: StaffMember;
  found: StaffCase;
  typed: { surname?: string; givenNames?: string; reason?: string };
  errors: FieldErrors;
}

/** The name as it stands, and as the document writes it. */
export function CorrectionFormView({ member, found, typed, errors }: CorrectionFormProps) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local('/staff/corrections')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-acts:correction.form-title')}>
        <H2>{t('staff-acts:correction.now')}</H2>
        <Facts facts={caseFacts(found, t)} />
        {found.isCorrected && <P>{t('staff-acts:correction.before')}</P>}
        <H2>{t('staff-acts:correction.new')}</H2>
        <P>{t('staff-acts:correction.bound')}</P>
        <Form action={local(`/staff/corrections/${found.registration}`)}>
          <TextField
            name="surname"
            label={t('staff-acts:correction.surname')}
            value={typed.surname ?? found.surname}
            error={errors.surname}
            maxLength={200}
            anyScript
          />
          <TextField
            name="givenNames"
            label={t('staff-acts:correction.given-names')}
            value={typed.givenNames ?? found.givenNames}
            error={errors.givenNames}
            maxLength={200}
            anyScript
          />
          <RadioGroup
            name="reason"
            label={t('staff-acts:correction.reason')}
            value={typed.reason}
            error={errors.reason}
            choices={APPROVAL_KINDS['name.correct'].reasons.map((reason) => ({
              value: reason,
              label: t(`staff:approvals.reasons.name.correct.${reason}`),
            }))}
          />
          <Button>{t('staff-acts:correction.ask')}</Button>
        </Form>
      </DeskFrame>
    </>
  );
}
