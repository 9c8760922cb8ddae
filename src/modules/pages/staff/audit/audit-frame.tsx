import type { ComponentChildren } from 'preact';
import { useLocal, usePage } from '../../../../platform/html';
import type { StaffMember } from '../../../staff';
import { DeskFrame } from '../desk-frame';

const PARTS = [
  ['/staff/audit', 'staff-audit:draws.title'],
  ['/staff/audit/log', 'staff-audit:log.title'],
  ['/staff/audit/checkpoints', 'staff-audit:consistency.title'],
  ['/staff/audit/acts', 'staff-audit:acts.title'],
] as const;

/** The frame of an auditor's page, with the parts of the audit. */
export function AuditFrame({ member, title, children }: { member: StaffMember; title: string; children: ComponentChildren }) {
  const { t, path } = usePage();
  const local = useLocal();
  return (
    <DeskFrame member={member} title={title}>
      <nav aria-label={t('staff-audit:nav')}>
        <ul class="fs-footer__links">
          {PARTS.map(([address, name]) => (
            <li key={address}>
              <a class="kern-link" href={local(address)} aria-current={path === address ? 'page' : undefined}>
                {t(name)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </DeskFrame>
  );
}

/** A long code that may break anywhere. */
export function Code({ children }: { children: ComponentChildren }) {
  return <code class="fs-code">{children}</code>;
}

/** Turns pages. @param addressOf of a page's number, from 1 */
export function PageTurns({ page, hasMore, addressOf }: { page: number; hasMore: boolean; addressOf: (page: number) => string }) {
  const { t } = usePage();
  if (page === 1 && !hasMore) return null;
  return (
    <nav aria-label={t('staff-audit:page', { page })} class="fs-actions">
      {page > 1 && (
        <a class="kern-link" href={addressOf(page - 1)} rel="prev">
          {t('staff-audit:previous')}
        </a>
      )}
      <span>{t('staff-audit:page', { page })}</span>
      {hasMore && (
        <a class="kern-link" href={addressOf(page + 1)} rel="next">
          {t('staff-audit:next')}
        </a>
      )}
    </nav>
  );
}

/** A form that only asks for another page: what was asked for stands in its address. */
export function Search({ action, children }: { action: string; children: ComponentChildren }) {
  const { t } = usePage();
  return (
    <form class="fs-form" method="get" action={action} noValidate>
      {children}
      <button class="kern-btn kern-btn--secondary" type="submit">
        <span class="kern-label">{t('staff-audit:filter')}</span>
      </button>
    </form>
  );
}

/** `?a=1&b=2` of those that are there. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(values).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, String(value)]]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
