import { P, useLocal, usePage } from '../../../../platform/html';
import type { ListedDraw } from '../../../draws';
import type { StaffMember } from '../../../staff';
import { DrawTable } from '../../draws/draw-table';
import { AuditFrame, PageTurns } from './audit-frame';

/** Where an audit begins: all draws. */
export function AuditDrawsView(props: { member: StaffMember; draws: readonly ListedDraw[]; page: number; hasMore: boolean }) {
  const { member, draws, page, hasMore } = props;
  const { t } = usePage();
  const local = useLocal();
  return (
    <AuditFrame member={member} title={t('staff-audit:title')}>
      <P large>{t('staff-audit:lead')}</P>
      {draws.length === 0 ? (
        <P>{t('staff-audit:draws.none')}</P>
      ) : (
        <DrawTable
          draws={draws}
          caption={t('staff-audit:draws.caption')}
          addressOf={(draw) => local(`/staff/audit/draws/${draw.drawId}`)}
          withWindow
        />
      )}
      <PageTurns page={page} hasMore={hasMore} addressOf={(number) => local(`/staff/audit?page=${number}`)} />
    </AuditFrame>
  );
}
