import type { CheckLine, Report } from '../../../../core';
import {
  Actions,
  Alert,
  Badge,
  Button,
  Card,
  ErrorSummary,
  type FieldErrors,
  Form,
  H2,
  Link,
  List,
  Moment,
  P,
  Table,
  TextField,
  type Tone,
  useLocal,
  usePage,
} from '../../../../platform/html';
import { type Language as SpokenLanguage, WORDS } from '../../../../verifier/languages';
import { reasonOf } from '../../../../verifier/words';
import type { SampleView } from '../../../audits';
import type { DrawSummary } from '../../../draws';
import type { StaffMember } from '../../../staff';
import { AuditFrame, Code } from './audit-frame';

interface Props {
  member: StaffMember;
  draw: DrawSummary;
  /** Null before the draw. */
  report: Report | null;
  samples: readonly SampleView[];
  message?: string;
  errors: FieldErrors;
  caseNumber?: string;
}

/** One draw on the auditor's desk. */
export function AuditDrawView({ member, draw, report, samples, message, errors, caseNumber }: Props) {
  const { t } = usePage();
  const local = useLocal();
  const window = draw.drawId.slice(0, draw.drawId.lastIndexOf('/'));
  return (
    <>
      <ErrorSummary errors={errors} />
      <AuditFrame member={member} title={t('staff-audit:draw.title')}>
        {message && <Alert tone="warning" title={message} />}
        <P>
          <Code>{draw.drawId}</Code>
        </P>
        <List
          items={[
            <Link href={local(`/windows/${window}/draws/${draw.number}`)}>{t('staff-audit:draw.public')}</Link>,
            <Link href={`/api/windows/${window}/draws/${draw.number}/record.zip`} download>
              {t('staff-audit:draw.record')}
            </Link>,
            <Link href={local(`/staff/audit/ledger/${window}`)}>{t('staff-audit:draw.ledger')}</Link>,
            <Link href={local(`/staff/audit/acts?drawId=${encodeURIComponent(draw.drawId)}`)}>{t('staff-audit:draw.acts')}</Link>,
            <Link href={local(`/staff/audit/log?about=${encodeURIComponent(draw.drawId)}`)}>{t('staff-audit:draw.log')}</Link>,
          ]}
        />
        {report === null ? (
          <Alert tone="info" title={t('staff-audit:draw.not-drawn')} />
        ) : (
          <>
            <Verification report={report} />
            <Samples draw={draw} samples={samples} />
            <Exports draw={draw} errors={errors} caseNumber={caseNumber} />
          </>
        )}
      </AuditFrame>
    </>
  );
}

const VERDICTS: Readonly<Record<Report['verdict'], Tone>> = { verified: 'success', replayed: 'info', failed: 'danger' };
const OUTCOMES: Readonly<Record<CheckLine['outcome'], Tone>> = { passed: 'success', failed: 'danger', 'not-checked': 'warning' };

/** The verifier's lines with their codes, in its own words. */
function Verification({ report }: { report: Report }) {
  const { t, language } = usePage();
  const words = WORDS[(language.startsWith('de') ? 'de' : 'en') satisfies SpokenLanguage];
  return (
    <>
      <H2>{t('staff-audit:verify.title')}</H2>
      <P>{t('staff-audit:verify.lead')}</P>
      <Table
        caption={t('staff-audit:verify.caption')}
        columns={[
          { title: t('staff-audit:verify.column.check') },
          { title: t('staff-audit:verify.column.outcome') },
          { title: t('staff-audit:verify.column.code') },
        ]}
        rows={report.checks.map(({ check, outcome, code, expected, actual }) => [
          words.checks[check],
          <Badge tone={OUTCOMES[outcome]}>{words.outcomes[outcome]}</Badge>,
          code && (
            <>
              <Code>{code}</Code> {reasonOf(code, words)}
              {expected !== undefined && ` ${words.expected}: ${expected}`}
              {actual !== undefined && ` ${words.actual}: ${actual}`}
            </>
          ),
        ])}
      />
      <Alert tone={VERDICTS[report.verdict]} title={words.verdicts[report.verdict]}>
        {report.chain && <p>{words.chains[report.chain]}</p>}
      </Alert>
      {report.seed && (
        <P>
          {t('staff-audit:verify.seed')}: <Code>{report.seed}</Code>
        </P>
      )}
    </>
  );
}

function Samples({ draw, samples }: { draw: DrawSummary; samples: readonly SampleView[] }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H2>{t('staff-audit:samples.title')}</H2>
      <P>{t('staff-audit:samples.lead')}</P>
      {samples.length > 0 && (
        <Table
          caption={t('staff-audit:samples.caption')}
          columns={[
            { title: t('staff-audit:samples.column.round') },
            { title: t('staff-audit:samples.column.asked') },
            { title: t('staff-audit:samples.column.by') },
            { title: t('staff-audit:samples.column.done') },
          ]}
          rows={samples.map(({ id, round, requestedAt, requestedBy, drawnAt, picked, confirmed, objected }) => [
            <Link href={local(`/staff/audit/samples/${id}`)}>{String(round)}</Link>,
            <Moment at={requestedAt} />,
            requestedBy,
            drawnAt === null
              ? t('staff-audit:samples.wait')
              : t('staff-audit:samples.done', { done: confirmed + objected, picked, objected }),
          ])}
        />
      )}
      {samples.some(({ drawnAt }) => drawnAt === null) ? (
        <P muted>{t('staff-audit:samples.waits')}</P>
      ) : (
        <Form action={local(`/staff/audit/draws/${draw.drawId}/sample`)}>
          <Actions>
            <Button>{t('staff-audit:samples.ask')}</Button>
          </Actions>
        </Form>
      )}
    </>
  );
}

function Exports({ draw, errors, caseNumber }: { draw: DrawSummary; errors: FieldErrors; caseNumber?: string }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H2>{t('staff-audit:export.title')}</H2>
      <P>{t('staff-audit:export.lead')}</P>
      <Form action={local(`/staff/audit/draws/${draw.drawId}/bundle`)}>
        <Actions>
          <Button weight="secondary">{t('staff-audit:export.draw')}</Button>
        </Actions>
      </Form>
      <Card title={t('staff-audit:export.person.title')} level={3}>
        <P>{t('staff-audit:export.person.lead')}</P>
        <Form action={local(`/staff/audit/draws/${draw.drawId}/person`)}>
          <TextField
            name="caseNumber"
            label={t('staff-audit:export.person.case')}
            value={caseNumber}
            error={errors.caseNumber}
            maxLength={100}
            leftToRight
          />
          <Button weight="secondary">{t('staff-audit:export.person.get')}</Button>
        </Form>
      </Card>
    </>
  );
}
