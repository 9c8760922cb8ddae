import {
  BackLink,
  Button,
  Checkbox,
  ErrorSummary,
  Facts,
  type FieldErrors,
  Form,
  P,
  RadioGroup,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { APPROVAL_KINDS } from '../../../approvals';
import type { HardshipProof, HardshipShare } from '../../../hardship';
import type { HardshipReason, StaffCase } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { caseFacts } from '../cases/case-search';
import { DeskFrame } from '../desk-frame';
import { Shares } from './hardship-list-view';

interface HardshipFormProps {
  member: StaffMember;
  found: StaffCase;
  shares: readonly HardshipShare[];
  proofs: readonly HardshipProof[];
  chosen: { reason?: HardshipReason; proof?: HardshipProof; seen?: 'yes' };
  errors: FieldErrors;
}

/** One registration: the reason, the proof that was seen, and the request to a second person. */
export function HardshipFormView({ member, found, shares, proofs, chosen, errors }: HardshipFormProps) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local('/staff/hardship')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-acts:hardship.form-title')}>
        <Facts
          facts={[
            ...caseFacts(found, t),
            [
              t('staff-acts:hardship.claim'),
              found.hardshipReason === null
                ? t('staff-acts:hardship.no-claim')
                : t(`staff:approvals.reasons.hardship.grant.${found.hardshipReason}`),
            ],
          ]}
        />
        <Shares shares={shares} />
        <P>{t('staff-acts:hardship.form-lead')}</P>
        <Form action={local(`/staff/hardship/${found.registration}`)}>
          <RadioGroup
            name="reason"
            label={t('staff-acts:hardship.reason')}
            value={chosen.reason}
            error={errors.reason}
            choices={APPROVAL_KINDS['hardship.grant'].reasons.map((reason) => ({
              value: reason,
              label: t(`staff:approvals.reasons.hardship.grant.${reason}`),
            }))}
          />
          <RadioGroup
            name="proof"
            label={t('staff-acts:hardship.proof')}
            hint={t('staff-acts:hardship.proof-hint')}
            value={chosen.proof}
            error={errors.proof}
            choices={proofs.map((proof) => ({ value: proof, label: t(`staff-acts:proof.${proof}`) }))}
          />
          <Checkbox name="seen" label={t('staff-acts:hardship.seen')} checked={chosen.seen === 'yes'} error={errors.seen} />
          <Button>{t('staff-acts:hardship.ask')}</Button>
        </Form>
      </DeskFrame>
    </>
  );
}
