import { Link, Moment, P, SelectField, Table, TextField, useLocal, usePage } from '../../../../platform/html';
import type { ActKind, ManualAct } from '../../../audits';
import type { StaffMember } from '../../../staff';
import { AuditFrame, Code, PageTurns, queryOf, Search } from './audit-frame';

interface Props {
  member: StaffMember;
  acts: readonly ManualAct[];
  hasMore: boolean;
  page: number;
  filter: { readonly kind?: ActKind; readonly by?: string; readonly drawId?: string };
  kinds: readonly ActKind[];
}

/** Every act by hand, with both people, the newest first. */
export function ActsView({ member, acts, hasMore, page, filter, kinds }: Props) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <AuditFrame member={member} title={t('staff-audit:acts.title')}>
      <P>{t('staff-audit:acts.lead')}</P>
      <Search action={local('/staff/audit/acts')}>
        <SelectField
          name="kind"
          label={t('staff-audit:acts.kind')}
          value={filter.kind}
          choices={[
            { value: '', label: t('staff-audit:any') },
            ...kinds.map((kind) => ({ value: kind, label: t(`staff-audit:acts.of.${kind}`) })),
          ]}
        />
        <TextField name="by" label={t('staff-audit:acts.by')} value={filter.by} optional leftToRight maxLength={40} />
        <TextField name="drawId" label={t('staff-audit:draw.id')} value={filter.drawId} optional leftToRight maxLength={120} />
      </Search>
      {acts.length === 0 ? <P>{t('staff-audit:acts.none')}</P> : <Acts acts={acts} />}
      <PageTurns page={page} hasMore={hasMore} addressOf={(number) => local(`/staff/audit/acts${queryOf({ ...filter, page: number })}`)} />
      <p>
        <Link href={`/api/staff/audit/acts${queryOf({ ...filter, page })}`} download>
          {t('staff-audit:download-json')}
        </Link>
      </p>
    </AuditFrame>
  );
}

function Acts({ acts }: { acts: readonly ManualAct[] }) {
  const { t, texts, language } = usePage();
  const local = useLocal();
  return (
    <Table
      caption={t('staff-audit:acts.caption')}
      columns={[
        { title: t('staff-audit:acts.column.at') },
        { title: t('staff-audit:acts.kind') },
        { title: t('staff-audit:acts.column.what') },
        { title: t('staff-audit:acts.column.about') },
        { title: t('staff-audit:acts.column.reason') },
        { title: t('staff-audit:acts.column.people') },
        { title: t('staff-audit:acts.column.index'), numeric: true },
      ]}
      rows={acts.map((act) => [
        <Moment at={act.at} />,
        t(`staff-audit:acts.of.${act.kind}`),
        <What act={act} />,
        (act.about ?? act.ticketId) !== null && (
          <>
            {act.about && <Code>{act.about}</Code>} {act.ticketId && <Code>{act.ticketId}</Code>}
          </>
        ),
        act.reason && (texts.find(language, `staff:approvals.reasons.${act.what}.${act.reason}`) ?? <Code>{act.reason}</Code>),
        [act.first, act.second].filter(Boolean).join(', '),
        act.logIndex !== null && <Link href={local(`/staff/audit/log/${act.logIndex}`)}>{String(act.logIndex)}</Link>,
      ])}
    />
  );
}

/** In words where there are any; a code is better than a guess. */
function What({ act: { what, decision } }: { act: ManualAct }) {
  const { texts, language } = usePage();
  const known = texts.find(language, `staff:approvals.kind.${what}`) ?? texts.find(language, `staff-audit:acts.what.${what}`);
  const decided = decision && texts.find(language, `staff:approvals.decision.${decision}`);
  return (
    <>
      {known ?? <Code>{what}</Code>}
      {decided && `, ${decided}`}
    </>
  );
}
