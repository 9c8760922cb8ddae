import { Badge, H2, Link, Moment, P, Table, useFormats, useLocal, usePage } from '../../../platform/html';
import type { DrawSummary } from '../../draws';
import { mayDo, type StaffMember } from '../../staff';
import type { WindowView } from '../../windows';
import { DeskFrame } from './desk-frame';

export interface WindowWithDraws {
  readonly window: WindowView;
  readonly draws: readonly DrawSummary[];
}

/** States in which two people can still void a draw. */
const RUNNING: readonly DrawSummary['state'][] = ['scheduled', 'frozen', 'revealed'];

/** All windows, each with its draws and the step each of them waits for. */
export function StaffWindowsView({ member, windows }: { member: StaffMember; windows: readonly WindowWithDraws[] }) {
  const { t } = usePage();
  return (
    <DeskFrame member={member} title={t('staff:windows.title')}>
      <P>{t('staff:windows.lead')}</P>
      {windows.length === 0 && <P>{t('staff:windows.none')}</P>}
      {windows.map((each) => (
        <WindowPart key={each.window.window} member={member} {...each} />
      ))}
    </DeskFrame>
  );
}

function WindowPart({ member, window, draws }: WindowWithDraws & { member: StaffMember }) {
  const { t } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  const column = (name: 'draw' | 'state' | 'next' | 'entries' | 'slots' | 'served' | 'act', numeric = false) => ({
    title: t(`staff:windows.column.${name}`),
    numeric,
  });
  return (
    <>
      <H2>
        <span lang="de">{window.title}</span>
      </H2>
      <p>
        <Badge tone={window.state === 'open' ? 'success' : 'info'}>{t(`staff:windows.state.${window.state}`)}</Badge>{' '}
        <Link href={local(`/windows/${window.window}`)}>{t('staff:windows.public')}</Link>
      </p>
      {draws.length > 0 && (
        <Table
          caption={t('staff:windows.caption', { title: window.title })}
          columns={[
            column('draw'),
            column('state'),
            column('next'),
            column('entries', true),
            column('slots', true),
            column('served', true),
            column('act'),
          ]}
          rows={draws.map((draw) => [
            <Link href={local(`/windows/${window.window}/draws/${draw.number}`)}>
              {draw.number === 0 ? t('staff:windows.main') : t('staff:windows.refill', { number: draw.number })}
            </Link>,
            t(`staff:windows.draw-state.${draw.state}`),
            <NextStep draw={draw} />,
            draw.frozenAt && count(draw.entries),
            draw.frozenAt && count(draw.slots),
            draw.drawnAt && count(draw.served),
            RUNNING.includes(draw.state) && mayDo(member.roles, 'ask-for-voiding') && (
              <Link href={local(`/staff/void/${draw.drawId}`)}>{t('staff:windows.void')}</Link>
            ),
          ])}
        />
      )}
    </>
  );
}

function NextStep({ draw }: { draw: DrawSummary }) {
  if (draw.state === 'scheduled') return <Moment at={draw.freezeAt} />;
  if (draw.state === 'frozen') return <Moment at={draw.revealBy} />;
  return draw.state === 'revealed' ? <Moment at={draw.drawAt} /> : null;
}
