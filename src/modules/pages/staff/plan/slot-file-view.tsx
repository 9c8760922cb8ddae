import {
  Actions,
  Alert,
  BackLink,
  Button,
  ErrorSummary,
  type FieldErrors,
  P,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { SlotImportReport } from '../../../slots';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { FileForm, FileShape } from './file-form';
import { RowErrors } from './row-errors';
import type { SlotsWindow } from './window-slots.service';

interface Props {
  member: StaffMember;
  window: SlotsWindow;
  errors: FieldErrors;
  /** What the check has found, and the file it has looked at. */
  report?: SlotImportReport;
  file?: string;
}

/** Slots from a file: choose, look at what it would do, take over. */
export function SlotFileView({ member, window, errors, report, file }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const action = local(`/staff/windows/${window.id}/slots/file`);
  return (
    <>
      <BackLink href={local(`/staff/windows/${window.id}/slots`)} />
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-plan:file.title')}>
        <P large>
          <span lang="de">{window.title}</span>
        </P>
        {report && <Found report={report} action={action} file={file!} />}
        <FileForm action={action} label={t('staff-plan:file.choose')} hint={t('staff-plan:file.hint')} error={errors.file}>
          <Actions>
            <Button name="act" value="check" weight={report ? 'secondary' : 'primary'}>
              {t('staff-plan:file.check')}
            </Button>
          </Actions>
        </FileForm>
        <FileShape
          columns="group,counter,starts_at,ends_at,label,place"
          example={`${window.groups[0]},c1,2027-01-11T07:00:00Z,2027-01-11T07:20:00Z,${window.labels[0]},Zimmer 3.12`}
        />
        <P muted>{t('staff-plan:file.names', { groups: window.groups.join(', '), labels: window.labels.join(', ') })}</P>
      </DeskFrame>
    </>
  );
}

function Found({ report, action, file }: { report: SlotImportReport; action: string; file: string }) {
  const { t } = usePage();
  const { count } = useFormats();
  const { rows, created, unchanged, errorCount, errors } = report;
  if (errorCount > 0) {
    return (
      <>
        <Alert tone="danger" title={t('staff-plan:file.wrong', { count: errorCount, rows: count(rows) })}>
          <P>{t('staff-plan:file.nothing-taken')}</P>
          {errors.length < errorCount && <P>{t('staff-plan:file.first', { shown: count(errors.length) })}</P>}
        </Alert>
        <RowErrors errors={errors} />
      </>
    );
  }
  return (
    <>
      <Alert tone="success" title={t('staff-plan:file.right', { rows: count(rows) })}>
        <P>{t('staff-plan:planned.sum', { created: count(created), unchanged: count(unchanged) })}</P>
      </Alert>
      {created > 0 && (
        <form class="fs-form" method="post" action={action} encType="multipart/form-data">
          <input type="hidden" name="file" value={file} />
          <Actions>
            <Button name="act" value="take">
              {t('staff-plan:planned.make', { count: created })}
            </Button>
          </Actions>
        </form>
      )}
    </>
  );
}
