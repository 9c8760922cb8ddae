import {
  Actions,
  BackLink,
  Button,
  CheckboxGroup,
  ErrorSummary,
  type FieldErrors,
  Form,
  SelectField,
  TextField,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import type { CapacityDesk, Conflict } from './capacity-editing.service';
import { ConflictAlert } from './conflict-alert';
import type { TypedShift } from './shift-form';
import { WEEKDAYS } from './weekdays';

interface Props {
  member: StaffMember;
  desk: CapacityDesk;
  /** `new` for one that is not there yet. */
  shiftId: string;
  typed: TypedShift;
  errors: FieldErrors;
  conflict?: Conflict;
}

/** Some counters on some days. */
export function ShiftView({ member, desk, shiftId, typed, errors, conflict }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const text = (name: 'from' | 'until' | 'minutes' | 'counters' | 'label' | 'place') => ({
    name,
    label: t(`staff-plan:shift.${name}`),
    hint: t(`staff-plan:shift.hint.${name}`),
    value: typed[name],
    error: errors[name],
  });
  return (
    <>
      <BackLink href={local(`/staff/capacity/${desk.path}`)} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-plan:shift.title')}>
        {conflict && <ConflictAlert conflict={conflict} />}
        <Form action={local(`/staff/capacity/${desk.path}/shifts/${shiftId}`)}>
          <input type="hidden" name="version" value={String(desk.stored.version)} />
          <CheckboxGroup
            name="weekdays"
            label={t('staff-plan:shift.weekdays')}
            values={typed.weekdays}
            error={errors.weekdays}
            choices={WEEKDAYS.map((day) => ({ value: String(day), label: t(`staff-plan:weekday.long.${day}`) }))}
          />
          <TextField {...text('from')} width={4} inputMode="numeric" />
          <TextField {...text('until')} width={4} inputMode="numeric" />
          <TextField {...text('minutes')} width={4} inputMode="numeric" />
          <TextField {...text('counters')} />
          <SelectField
            name="group"
            label={t('staff-plan:shift.group')}
            value={typed.group}
            error={errors.group}
            choices={desk.groups.map(({ name, title }) => ({ value: name, label: `${title} (${name})` }))}
          />
          <TextField {...text('label')} />
          <TextField {...text('place')} />
          <Actions>
            <Button>{t('action.save')}</Button>
          </Actions>
        </Form>
      </DeskFrame>
    </>
  );
}
