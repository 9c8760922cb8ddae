import {
  Actions,
  Alert,
  Button,
  ErrorSummary,
  type FieldErrors,
  P,
  SelectField,
  useFormats,
  useLocal,
  usePage,
} from '../../../../platform/html';
import type { CaseImportReport } from '../../../identity';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { FileForm, FileShape } from '../plan/file-form';
import { RowErrors } from '../plan/row-errors';

interface Props {
  member: StaffMember;
  authorities: readonly string[];
  errors: FieldErrors;
  report?: CaseImportReport;
}

/** The case register from a file: look at what it would do, then take it over. */
export function CaseRegisterView({ member, authorities, errors, report }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <ErrorSummary errors={errors} />
      <DeskFrame member={member} title={t('staff-plan:cases.title')}>
        <P>{t('staff-plan:cases.lead')}</P>
        {report && <Found report={report} />}
        <FileForm
          action={local('/staff/case-register')}
          label={t('staff-plan:file.choose')}
          hint={t('staff-plan:file.hint')}
          error={errors.file}
        >
          <SelectField
            name="authority"
            label={t('staff-plan:cases.authority')}
            choices={authorities.map((value) => ({ value, label: value }))}
          />
          <Actions>
            <Button name="act" value="check">
              {t('staff-plan:file.check')}
            </Button>
            <Button name="act" value="take" weight="secondary">
              {t('staff-plan:cases.take')}
            </Button>
          </Actions>
        </FileForm>
        <FileShape
          columns="case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record"
          example="ABH-2027-100000,Muster,Erika,1990-04-12,2027-03-31,card,no"
        />
      </DeskFrame>
    </>
  );
}

function Found({ report }: { report: CaseImportReport }) {
  const { t } = usePage();
  const { count } = useFormats();
  const { dryRun, rows, created, changed, unchanged, errorCount, errors } = report;
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
    <Alert
      tone="success"
      title={dryRun ? t('staff-plan:file.right', { rows: count(rows) }) : t('staff-plan:cases.taken', { rows: count(rows) })}
    >
      <P>{t('staff-plan:cases.sum', { created: count(created), changed: count(changed), unchanged: count(unchanged) })}</P>
      {dryRun && <P>{t('staff-plan:cases.again')}</P>}
    </Alert>
  );
}
