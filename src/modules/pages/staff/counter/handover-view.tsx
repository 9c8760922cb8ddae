import {
  Around,
  BackLink,
  Button,
  CheckboxGroup,
  ErrorSummary,
  type FieldErrors,
  Form,
  P,
  RadioGroup,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { CounterFinding } from '../../../appointments';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { nameOf } from './counter-view';

interface HandoverLists {
  readonly parts: readonly ('surname' | 'givenNames' | 'birthDate' | 'caseNumber' | 'document')[];
  readonly reasons: readonly ('other-person' | 'other-spelling' | 'name-changed' | 'wrong-number' | 'no-document' | 'document-doubtful')[];
  readonly handedTo: readonly ('colleague' | 'head' | 'document-check')[];
}

interface Props {
  readonly member: StaffMember;
  readonly finding: CounterFinding;
  readonly lists: HandoverLists;
  readonly chosen: { readonly parts?: readonly string[]; readonly reason?: string; readonly handedTo?: string };
  readonly errors: FieldErrors;
  readonly kept: Readonly<Record<string, string>>;
}

/** Something does not agree: which part, why, and who looks next. */
export function HandoverView({ member, finding, lists, chosen, errors, kept }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const path = `/staff/counter/${finding.appointment}`;
  return (
    <>
      <BackLink href={local(path)} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-counter:handover.title')}>
        <P>
          <Around text={nameOf(finding)} of={(name) => t('staff-counter:handover.lead', { name })} />
        </P>
        <Form action={local(`${path}/mismatch`)}>
          {Object.entries(kept).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <CheckboxGroup
            name="parts"
            label={t('staff-counter:handover.parts')}
            values={chosen.parts}
            error={errors['parts']}
            choices={lists.parts.map((value) => ({ value, label: t(`staff-counter:part.${value}`) }))}
          />
          <RadioGroup
            name="reason"
            label={t('staff-counter:handover.why')}
            value={chosen.reason}
            error={errors['reason']}
            choices={lists.reasons.map((value) => ({ value, label: t(`staff-counter:handover.reason.${value}`) }))}
          />
          <RadioGroup
            name="handedTo"
            label={t('staff-counter:handover.to')}
            value={chosen.handedTo}
            error={errors['handedTo']}
            choices={lists.handedTo.map((value) => ({ value, label: t(`staff-counter:handover.whom.${value}`) }))}
          />
          <Button>{t('staff-counter:handover.send')}</Button>
        </Form>
      </DeskFrame>
    </>
  );
}
