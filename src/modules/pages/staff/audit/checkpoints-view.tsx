import { Alert, Details, ErrorSummary, Link, List, Moment, P, Table, TextField, useLocal, usePage } from '../../../../platform/html';
import type { CheckpointView, Consistency } from '../../../audit-log';
import type { StaffMember } from '../../../staff';
import { AuditFrame, Code, queryOf, Search } from './audit-frame';

interface Props {
  member: StaffMember;
  checkpoints: readonly CheckpointView[];
  from: string;
  to: string;
  proven: Consistency | null;
  error?: string;
}

/** Two checkpoints, and the proof that one continues the other. */
export function CheckpointsView({ member, checkpoints, from, to, proven, error }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <ErrorSummary errors={error === undefined ? {} : { from: error }} />
      <AuditFrame member={member} title={t('staff-audit:consistency.title')}>
        <P>{t('staff-audit:consistency.lead')}</P>
        <Search action={local('/staff/audit/checkpoints')}>
          <TextField
            name="from"
            label={t('staff-audit:consistency.from')}
            value={from}
            error={error}
            inputMode="numeric"
            width={4}
            leftToRight
          />
          <TextField name="to" label={t('staff-audit:consistency.to')} value={to} inputMode="numeric" width={4} leftToRight />
        </Search>
        {proven && (
          <>
            <Alert tone="success" title={t('staff-audit:consistency.proved', { from: proven.from.size, to: proven.to.size })} />
            <Details summary={t('staff-audit:consistency.path', { count: proven.path.length })}>
              <List
                numbered
                items={proven.path.map((hash) => (
                  <Code>{hash}</Code>
                ))}
              />
              <pre class="fs-code">{proven.from.note}</pre>
              <pre class="fs-code">{proven.to.note}</pre>
            </Details>
            <p>
              <Link href={`/api/staff/audit/consistency${queryOf({ from, to })}`} download>
                {t('staff-audit:download-json')}
              </Link>
            </p>
          </>
        )}
        <Table
          caption={t('staff-audit:consistency.caption')}
          columns={[
            { title: t('staff-audit:consistency.column.size'), numeric: true },
            { title: t('staff-audit:consistency.column.signed') },
            { title: t('staff-audit:consistency.column.root') },
          ]}
          rows={checkpoints.map(({ size, signedAt, root }) => [size, <Moment at={signedAt} />, <Code>{root}</Code>])}
        />
      </AuditFrame>
    </>
  );
}
