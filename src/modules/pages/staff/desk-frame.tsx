import type { ComponentChildren } from 'preact';
import { Button, H1, P, useLocal, usePage } from '../../../platform/html';
import { type DutyName, mayDo, type StaffMember } from '../../staff';

interface Place {
  readonly path: string;
  readonly duty: DutyName;
  readonly title:
    | 'staff:windows.title'
    | 'staff:approvals.title'
    | 'staff-acts:hardship.title'
    | 'staff-acts:correction.title'
    | 'staff-acts:grant.title'
    | 'staff-acts:revocation.title'
    | 'staff-acts:members.title'
    | 'staff-plan:plans.title'
    | 'staff-plan:capacity.title'
    | 'staff-plan:near.title'
    | 'staff-plan:report.title'
    | 'staff-plan:cases.title'
    | 'staff-counter:title'
    | 'staff-audit:title'
    | 'staff-review:title'
    | 'staff-counter:assist.title'
    | 'staff-counter:letters.title';
}

/** Everything there is on the office's side; each member sees what belongs to their duties. */
export const PLACES: readonly Place[] = [
  { path: '/staff/windows', duty: 'see-windows', title: 'staff:windows.title' },
  { path: '/staff/plans', duty: 'see-windows', title: 'staff-plan:plans.title' },
  { path: '/staff/capacity', duty: 'see-slots', title: 'staff-plan:capacity.title' },
  { path: '/staff/near-critical', duty: 'see-near-critical', title: 'staff-plan:near.title' },
  { path: '/staff/case-register', duty: 'import-cases', title: 'staff-plan:cases.title' },
  { path: '/staff/report', duty: 'see-report', title: 'staff-plan:report.title' },
  { path: '/staff/counter', duty: 'work-at-the-counter', title: 'staff-counter:title' },
  { path: '/staff/review', duty: 'see-reviews', title: 'staff-review:title' },
  { path: '/staff/assist', duty: 'help-callers', title: 'staff-counter:assist.title' },
  { path: '/staff/letters', duty: 'print-letters', title: 'staff-counter:letters.title' },
  { path: '/staff/approvals', duty: 'see-approvals', title: 'staff:approvals.title' },
  { path: '/staff/hardship', duty: 'see-hardship', title: 'staff-acts:hardship.title' },
  { path: '/staff/corrections', duty: 'ask-for-corrections', title: 'staff-acts:correction.title' },
  { path: '/staff/grants', duty: 'ask-for-grants', title: 'staff-acts:grant.title' },
  { path: '/staff/revocation', duty: 'see-revocations', title: 'staff-acts:revocation.title' },
  { path: '/staff/members', duty: 'end-sessions', title: 'staff-acts:members.title' },
  { path: '/staff/audit', duty: 'see-audits', title: 'staff-audit:title' },
];

/** The frame of a page on the office's side: who is signed in, the way out, and the duties. */
export function DeskFrame({ member, title, children }: { member: StaffMember; title: string; children: ComponentChildren }) {
  const { t } = usePage();
  return (
    <>
      <div class="fs-desk">
        <p class="kern-body kern-body--small">
          {t('staff:desk.signed-in', { name: member.displayName ?? member.name, pseudonym: member.name })}
        </p>
        <form method="post" action="/staff/logout">
          <Button weight="tertiary">{t('staff:desk.sign-out')}</Button>
        </form>
      </div>
      <Menu member={member} />
      <H1>{title}</H1>
      {children}
    </>
  );
}

/**
 * What somebody has to do. On a narrow screen it is folded up and says where they are, so that the page itself stands on the first screen;
 * where somebody lands, it is all that there is.
 */
function Menu({ member }: { member: StaffMember }) {
  const { t, path } = usePage();
  const local = useLocal();
  const places = PLACES.filter(({ duty }) => mayDo(member.roles, duty));
  const current = places.find((place) => path.startsWith(place.path));
  return (
    <nav aria-label={t('staff:desk.nav')}>
      <details class="fs-menu" open={!current}>
        <summary>
          <span>
            {t('staff:desk.nav')}
            {current && <span class="fs-menu__here">: {t(current.title)}</span>}
          </span>
        </summary>
        <ul>
          {places.map((place) => (
            <li key={place.path}>
              <a class="kern-link" href={local(place.path)} aria-current={place === current ? 'page' : undefined}>
                {t(place.title)}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}

/** Where somebody lands after signing in. */
export function DeskView({ member }: { member: StaffMember }) {
  const { t } = usePage();
  return (
    <DeskFrame member={member} title={t('staff:desk.title')}>
      <P large>{t('staff:desk.lead')}</P>
      <P>
        {t('staff:desk.roles')}: {member.roles.map((role) => t(`staff:role.${role}`)).join(', ')}
      </P>
    </DeskFrame>
  );
}
