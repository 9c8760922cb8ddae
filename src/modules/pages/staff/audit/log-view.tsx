import { Link, Moment, P, SelectField, Table, TextField, useLocal, usePage } from '../../../../platform/html';
import type { LogLine } from '../../../audit-log';
import type { LogSearch } from '../../../audits';
import type { StaffMember } from '../../../staff';
import { AuditFrame, Code, PageTurns, queryOf, Search } from './audit-frame';

interface Props {
  member: StaffMember;
  lines: readonly LogLine[];
  hasMore: boolean;
  page: number;
  search: LogSearch;
  types: readonly string[];
}

/** The log's entries, the newest first, as far as a search lets them through. */
export function LogView({ member, lines, hasMore, page, search, types }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <AuditFrame member={member} title={t('staff-audit:log.title')}>
      <P>{t('staff-audit:log.lead')}</P>
      <Search action={local('/staff/audit/log')}>
        <SelectField
          name="type"
          label={t('staff-audit:log.type')}
          value={search.type}
          choices={[{ value: '', label: t('staff-audit:any') }, ...types.map((type) => ({ value: type, label: type }))]}
        />
        <TextField name="about" label={t('staff-audit:log.about')} value={search.about} optional leftToRight maxLength={120} />
        <TextField name="from" label={t('staff-audit:log.from')} value={search.from} optional leftToRight maxLength={10} />
        <TextField name="until" label={t('staff-audit:log.until')} value={search.until} optional leftToRight maxLength={10} />
      </Search>
      {lines.length === 0 ? (
        <P>{t('staff-audit:log.none')}</P>
      ) : (
        <Table
          caption={t('staff-audit:log.caption')}
          columns={[
            { title: t('staff-audit:log.column.index'), numeric: true },
            { title: t('staff-audit:log.column.type') },
            { title: t('staff-audit:log.column.at') },
            { title: t('staff-audit:log.column.body') },
          ]}
          rows={lines.map(({ index, type, at, body }) => [
            <Link href={local(`/staff/audit/log/${index}`)}>{String(index)}</Link>,
            type,
            <Moment at={at} />,
            <Code>{body}</Code>,
          ])}
        />
      )}
      <PageTurns page={page} hasMore={hasMore} addressOf={(number) => local(`/staff/audit/log${queryOf({ ...search, page: number })}`)} />
      <p>
        <Link href={`/api/staff/audit/log${queryOf({ ...search, page })}`} download>
          {t('staff-audit:download-json')}
        </Link>
      </p>
    </AuditFrame>
  );
}
