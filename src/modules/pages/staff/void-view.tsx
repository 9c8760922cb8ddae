import {
  BackLink,
  Button,
  ErrorSummary,
  type FieldErrors,
  Facts,
  Form,
  Moment,
  P,
  RadioGroup,
  useLocal,
  usePage,
} from '../../../platform/html';
import { APPROVAL_KINDS } from '../../approvals';
import type { DrawSummary } from '../../draws';
import type { StaffMember } from '../../staff';
import { DeskFrame } from './desk-frame';

/** Asks for a draw to be voided, with a reason; a second person decides. */
export function VoidView({ member, draw, errors }: { member: StaffMember; draw: DrawSummary; errors: FieldErrors }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local('/staff/windows')} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff:void.title')}>
        <P>{t('staff:void.lead')}</P>
        <Facts
          facts={[
            [t('staff:void.draw'), <code class="fs-code">{draw.drawId}</code>],
            [t('staff:void.round-at'), <Moment at={draw.drawAt} />],
          ]}
        />
        <Form action={local(`/staff/void/${draw.drawId}`)}>
          <RadioGroup
            name="reason"
            label={t('staff:void.question')}
            error={errors.reason}
            choices={APPROVAL_KINDS['draw.void'].reasons.map((reason) => ({
              value: reason,
              label: t(`staff:approvals.reasons.draw.void.${reason}`),
            }))}
          />
          <Button>{t('staff:void.send')}</Button>
        </Form>
      </DeskFrame>
    </>
  );
}
