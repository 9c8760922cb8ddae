import { Alert, Badge, Link, Moment, P, Table, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { ClusterPage } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';
import { Signs, TONES } from './review-words';

/** Clusters that wait for a decision, the strongest first. */
export function ReviewListView({ member, list, done }: { member: StaffMember; list: ClusterPage; done: boolean }) {
  const { t } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  return (
    <DeskFrame member={member} title={t('staff-review:title')}>
      {done && <Alert tone="success" title={t('staff-review:done.keep-all')} />}
      <P>{t('staff-review:lead')}</P>
      {list.clusters.length === 0 && <P>{t('staff-review:none')}</P>}
      {list.clusters.length > 0 && (
        <Table
          caption={t('staff-review:caption')}
          columns={[
            { title: t('staff-review:column.found') },
            { title: t('staff-review:column.grade') },
            { title: t('staff-review:column.size'), numeric: true },
            { title: t('staff-review:column.window') },
            { title: t('staff-review:column.until') },
          ]}
          rows={list.clusters.map((cluster) => [
            <Link href={local(`/staff/review/${cluster.id}`)}>
              <Signs signs={cluster.signs} />
            </Link>,
            <Badge tone={TONES[cluster.grade]}>{t(`staff-review:grade.${cluster.grade}`)}</Badge>,
            count(cluster.size),
            <span lang="de">{cluster.window?.title ?? cluster.serviceTitle}</span>,
            cluster.window === null ? t('staff-review:no-window') : <Moment at={cluster.window.freezeAt} />,
          ])}
        />
      )}
      {list.next !== null && (
        <p>
          <Link href={local(`/staff/review?after=${list.next}`)}>{t('staff-review:more')}</Link>
        </p>
      )}
    </DeskFrame>
  );
}
