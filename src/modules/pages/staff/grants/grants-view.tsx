import {
  BackLink,
  Button,
  ErrorSummary,
  Facts,
  type FieldErrors,
  Form,
  P,
  RadioGroup,
  SelectField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { APPROVAL_KINDS } from '../../../approvals';
import type { StaffCase } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { caseFacts } from '../cases/case-search';
import { DeskFrame } from '../desk-frame';
import type { GrantableSlot } from './grantable-slots.service';

interface GrantFormProps {
  member: StaffMember;
  found: StaffCase;
  slots: readonly GrantableSlot[];
  chosen: { slot?: string; reason?: string };
  errors: FieldErrors;
}

/** Which slot, and why. */
export function GrantFormView({ member, found, slots, chosen, errors }: GrantFormProps) {
  const { t } = usePage();
  const local = useLocal();
  const { moment } = useFormats();
  return (
    <>
      <BackLink href={local('/staff/grants')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-acts:grant.form-title')}>
        <Facts facts={[...caseFacts(found, t), [t('staff-acts:grant.size'), String(found.size)]]} />
        <P>{t('staff-acts:grant.counted')}</P>
        {slots.length === 0 && <P>{t('staff-acts:grant.none')}</P>}
        {slots.length > 0 && (
          <Form action={local(`/staff/grants/${found.registration}`)}>
            <SelectField
              name="slot"
              label={t('staff-acts:grant.slot')}
              hint={t('staff-acts:grant.slot-hint')}
              value={chosen.slot}
              error={errors.slot}
              choices={slots.map(({ value, startsAt, place }) => ({ value, label: `${moment(startsAt)} · ${place}` }))}
            />
            <RadioGroup
              name="reason"
              label={t('staff-acts:grant.reason')}
              value={chosen.reason}
              error={errors.reason}
              choices={APPROVAL_KINDS['slot.grant'].reasons.map((reason) => ({
                value: reason,
                label: t(`staff:approvals.reasons.slot.grant.${reason}`),
              }))}
            />
            <Button>{t('staff-acts:grant.ask')}</Button>
          </Form>
        )}
      </DeskFrame>
    </>
  );
}
