import { Alert, BackLink, Details, Facts, H2, Link, List, Moment, P, useLocal, usePage } from '../../../../platform/html';
import type { ProvenLines } from '../../../audit-log';
import type { StaffMember } from '../../../staff';
import { AuditFrame, Code } from './audit-frame';

/** One entry, with the proof that the newest checkpoint covers it. */
export function LogEntryView({ member, proven }: { member: StaffMember; proven: ProvenLines }) {
  const { t } = usePage();
  const local = useLocal();
  const { checkpoint } = proven;
  const { index, type, at, body, leafHash, path } = proven.lines[0]!;
  return (
    <>
      <BackLink href={local('/staff/audit/log')} />
      <AuditFrame member={member} title={t('staff-audit:log.entry.title', { index })}>
        <Alert tone="success" title={t('staff-audit:log.entry.proved', { size: checkpoint.size, index })} />
        <Facts
          facts={[
            [t('staff-audit:log.column.type'), <Code>{type}</Code>],
            [t('staff-audit:log.column.at'), <Moment at={at} />],
            [t('staff-audit:log.entry.body'), <Code>{body}</Code>],
            [t('staff-audit:log.entry.leaf'), <Code>{leafHash}</Code>],
          ]}
        />
        <H2>{t('staff-audit:log.entry.path')}</H2>
        {path.length === 0 ? (
          <P>{t('staff-audit:log.entry.path-none')}</P>
        ) : (
          <List
            numbered
            items={path.map((hash) => (
              <Code>{hash}</Code>
            ))}
          />
        )}
        <Details summary={t('staff-audit:log.entry.checkpoint')}>
          <pre class="fs-code">{checkpoint.note}</pre>
        </Details>
        <p>
          <Link href={`/api/staff/audit/log/${index}`} download>
            {t('staff-audit:download-json')}
          </Link>
        </p>
      </AuditFrame>
    </>
  );
}
