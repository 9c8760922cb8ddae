import {
  Actions,
  Alert,
  BackLink,
  Button,
  Facts,
  Foreign,
  Form,
  H2,
  Moment,
  P,
  TextField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { CounterFinding, PresentReason, ReadDocument } from '../../../appointments';
import type { StaffMember } from '../../../staff';
import { asPrinted } from '../birth-date';
import { DeskFrame } from '../desk-frame';
import { stateText } from './counter-view';
import { DocumentComparison } from './document-view';

/** In the order of how often they are true. */
const REASONS: readonly PresentReason[] = ['spelling', 'name-changed', 'misread', 'older-document'];

interface FindingProps {
  readonly member: StaffMember;
  readonly finding: CounterFinding;
  readonly document: ReadDocument | null;
  readonly back: string;
  readonly kept: Readonly<Record<string, string>>;
  readonly message?: string;
}

/** The person at the counter beside the person who was drawn. */
export function FindingView({ member, finding, document, back, kept, message }: FindingProps) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(back)} />
      <DeskFrame member={member} title={t('staff-counter:finding.title')}>
        {message && <Alert tone="warning" title={message} />}
        <Standing finding={finding} />
        <Registered finding={finding} />
        {finding.checked && <DocumentComparison checked={finding.checked} />}
        {finding.state === 'accepted' && finding.mayDecide && <Outcome finding={finding} document={document} kept={kept} />}
      </DeskFrame>
    </>
  );
}

/** Whatever speaks against an ordinary check-in. */
function Standing({ finding }: { finding: CounterFinding }) {
  const { t } = usePage();
  const { calendarDay } = useFormats();
  const last = finding.looks.at(-1);
  return (
    <>
      {finding.state !== 'accepted' && (
        <Alert tone="info" title={t('staff-counter:finding.state', { state: stateText(finding.state, t) })} />
      )}
      {!finding.isToday && <Alert tone="warning" title={t('staff-counter:finding.other-day', { day: calendarDay(finding.day) })} />}
      {finding.isCorrected && <P muted>{t('staff-counter:finding.corrected')}</P>}
      {last && (
        <Alert tone="warning" title={t('staff-counter:finding.looked', { by: last.by })}>
          <P>
            <Moment at={last.at} />: {last.differs.map((part) => t(`staff-counter:part.${part as 'surname'}`)).join(', ')}
            {last.reason && `. ${t(`staff-counter:handover.reason.${last.reason as 'other-person'}`)}`}
          </P>
          <P>{t(finding.mayDecide ? 'staff-counter:finding.your-look' : 'staff-counter:finding.not-yours')}</P>
        </Alert>
      )}
    </>
  );
}

function Registered({ finding }: { finding: CounterFinding }) {
  const { t } = usePage();
  const { slots } = finding;
  return (
    <Facts
      facts={[
        [t('staff-counter:part.surname'), <Foreign text={finding.surname || '–'} />],
        [t('staff-counter:part.givenNames'), <Foreign text={finding.givenNames || '–'} />],
        [t('staff-counter:part.birthDate'), <span class="fs-code">{asPrinted(finding.birthDate)}</span>],
        [t('staff-counter:part.caseNumber'), <span class="fs-code">{finding.caseNumber}</span>],
        [t('staff-counter:finding.when'), <Moment at={slots[0]!.startsAt} />],
        [t('staff-counter:finding.where'), slots[0]!.place],
        slots.length > 1 ? [t('staff-counter:finding.people'), String(slots.length)] : null,
      ]}
    />
  );
}

/**
 * The field has the focus, so that a scanner's keys land in it and press nothing. Enter in it presses the form's first button: the likely one
 * where nothing differs, the careful one where something does.
 */
function Outcome({ finding, document, kept }: Pick<FindingProps, 'finding' | 'document' | 'kept'>) {
  const { t } = usePage();
  const local = useLocal();
  const differs = (finding.checked?.differs.length ?? 0) > 0;
  const carried = { ...kept, ...(document === null ? {} : fieldsOf(document)) };
  const mismatch = (
    <Button name="outcome" value="mismatch" weight={differs ? 'primary' : 'secondary'}>
      {t('staff-counter:finding.mismatch')}
    </Button>
  );
  return (
    <Form action={local(`/staff/counter/${finding.appointment}`)}>
      {Object.entries(carried).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        name="typed"
        label={t('staff-counter:finding.scan')}
        hint={t(differs ? 'staff-counter:finding.scan-differs' : 'staff-counter:finding.scan-hint')}
        maxLength={500}
        leftToRight
        optional
        autofocus
      />
      {!differs && (
        <Actions>
          <Button name="outcome" value="present">
            {t('staff-counter:finding.present')}
          </Button>
          {mismatch}
        </Actions>
      )}
      {differs && (
        <>
          {mismatch}
          <H2>{t('staff-counter:finding.anyway')}</H2>
          <Actions>
            {REASONS.map((reason) => (
              <Button key={reason} name="outcome" value={reason} weight="secondary">
                {t(`staff-counter:finding.anyway-because.${reason}`)}
              </Button>
            ))}
          </Actions>
        </>
      )}
    </Form>
  );
}

function fieldsOf({ surname, givenNames, birth, isCut }: ReadDocument): Record<string, string> {
  return { documentSurname: surname, documentGivenNames: givenNames, documentBirth: birth, documentCut: isCut ? 'yes' : 'no' };
}
