import { Alert, ButtonLink, Details, Facts, Link, Moment, P, Table, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { OpenSampleView, SampledEntry } from '../../../audits';
import type { StaffMember } from '../../../staff';
import { AuditFrame, Code } from './audit-frame';

/** A sample: when it was announced, what the round has picked, and what has been found so far. */
export function AuditSampleView({ member, sample }: { member: StaffMember; sample: OpenSampleView }) {
  const { t } = usePage();
  const local = useLocal();
  const { moment } = useFormats();
  const first = sample.entries.find(({ outcome }) => outcome === null);
  return (
    <AuditFrame member={member} title={t('staff-audit:sample.title')}>
      <Facts
        facts={[
          [
            t('staff-audit:sample.draw'),
            <Link href={local(`/staff/audit/draws/${sample.drawId}`)}>
              <Code>{sample.drawId}</Code>
            </Link>,
          ],
          [t('staff-audit:sample.round'), t('staff-audit:sample.round-value', { round: sample.round })],
          [t('staff-audit:sample.due'), <Moment at={sample.roundAt} />],
          [t('staff-audit:sample.announced'), <Announced sample={sample} />],
          sample.signature === null ? null : [t('staff-audit:sample.signature'), <Code>{sample.signature}</Code>],
        ]}
      />
      {sample.drawnAt === null ? (
        <Alert tone="info" title={t('staff-audit:sample.waiting', { at: moment(sample.roundAt) })} />
      ) : (
        <>
          {first === undefined ? (
            <Alert tone="success" title={t('staff-audit:sample.all-done')} />
          ) : (
            <p>
              <ButtonLink href={local(`/staff/audit/samples/${sample.id}/${first.ticketId}`)}>{t('staff-audit:sample.start')}</ButtonLink>
            </p>
          )}
          <Entries sample={sample} />
          <Details summary={t('staff-audit:sample.replay')}>
            <P>{t('staff-audit:sample.replay-text')}</P>
            <p>
              <Code>python3 verify.py record.zip --sample round.json --count {sample.wanted}</Code>
            </p>
            <p>
              <Code>{JSON.stringify({ round: sample.round, signature: sample.signature, randomness: sample.randomness })}</Code>
            </p>
          </Details>
        </>
      )}
    </AuditFrame>
  );
}

function Announced({ sample: { announcedIndex, announcedInTime } }: { sample: OpenSampleView }) {
  const { t } = usePage();
  const local = useLocal();
  if (announcedIndex === null) return <>{t('staff-audit:sample.unsigned')}</>;
  return (
    <Link href={local(`/staff/audit/log/${announcedIndex}`)}>
      {t(announcedInTime ? 'staff-audit:sample.in-time' : 'staff-audit:sample.late', { index: announcedIndex })}
    </Link>
  );
}

function Entries({ sample }: { sample: OpenSampleView }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <Table
      caption={t('staff-audit:sample.caption')}
      columns={[
        { title: t('staff-audit:sample.column.place'), numeric: true },
        { title: t('staff-audit:sample.column.ticket') },
        { title: t('staff-audit:sample.column.outcome') },
        { title: t('staff-audit:sample.column.by') },
      ]}
      rows={sample.entries.map((entry) => [
        entry.position,
        <Link href={local(`/staff/audit/samples/${sample.id}/${entry.ticketId}`)}>
          <Code>{entry.ticketId}</Code>
        </Link>,
        <Outcome entry={entry} />,
        entry.foundBy,
      ])}
    />
  );
}

export function Outcome({ entry: { outcome, reason } }: { entry: Pick<SampledEntry, 'outcome' | 'reason'> }) {
  const { t } = usePage();
  if (outcome === null) return <>{t('staff-audit:sample.open')}</>;
  if (outcome === 'confirmed') return <>{t('staff-audit:sample.confirmed')}</>;
  return <>{t('staff-audit:sample.objected', { reason: t(`staff-audit:reason.${reason as 'other'}`) })}</>;
}
