import {
  Actions,
  BackLink,
  Button,
  ErrorSummary,
  type FieldErrors,
  Form,
  SelectField,
  TextArea,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import type { CapacityDesk, Conflict } from './capacity-editing.service';
import { ConflictAlert } from './conflict-alert';
import { LAND_CHOICES, type TypedDaysOff } from './days-off-form';

interface Props {
  member: StaffMember;
  desk: CapacityDesk;
  typed: TypedDaysOff;
  errors: FieldErrors;
  conflict?: Conflict;
}

/** Public holidays and closures. */
export function DaysOffView({ member, desk, typed, errors, conflict }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(`/staff/capacity/${desk.path}`)} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-plan:days-off.title')}>
        {conflict && <ConflictAlert conflict={conflict} />}
        <Form action={local(`/staff/capacity/${desk.path}/days-off`)}>
          <input type="hidden" name="version" value={String(desk.stored.version)} />
          <SelectField
            name="land"
            label={t('staff-plan:days-off.holidays')}
            value={typed.land}
            error={errors.land}
            choices={[
              { value: 'none', label: t('staff-plan:days-off.no-holidays') },
              ...LAND_CHOICES.map((land) => ({ value: land, label: t(`staff-plan:land.${land}`) })),
            ]}
          />
          <TextArea
            name="closures"
            label={t('staff-plan:days-off.closures')}
            hint={t('staff-plan:days-off.hint')}
            value={typed.closures}
            error={errors.closures}
            rows={8}
            optional
          />
          <Actions>
            <Button>{t('action.save')}</Button>
          </Actions>
        </Form>
      </DeskFrame>
    </>
  );
}
