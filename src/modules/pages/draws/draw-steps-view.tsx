import { Badge, H2, Link, Moment, P, Rich, Section, type Tone, usePage } from '../../../platform/html';
import type { DrawPage, Step } from './draw-page.service';

const TONES: Readonly<Record<Step['status'], Tone>> = { done: 'success', now: 'info', open: 'info', dropped: 'warning' };

/** How the page keeps itself up to date: by loading again, by a script that listens, or not at all. */
export type Refresh = 'auto' | 'live' | 'off';

/** Where a draw stands. While something is still to come, the page says how it keeps itself up to date, and how to stop that. */
export function DrawStepsView({ page, refresh }: { page: DrawPage; refresh: Refresh }) {
  const { t } = usePage();
  const { draw, isOver, roundDueAt } = page;
  return (
    <Section labelledBy="steps-title">
      <H2 id="steps-title">{t('draws:steps.title')}</H2>
      {draw.state === 'revealed' && (
        <P>
          <Rich text={t('draws:steps.waiting', { round: draw.round })} /> <Moment at={roundDueAt} />
        </P>
      )}
      <StepList page={page} />
      {!isOver && <Refreshing refresh={refresh} />}
    </Section>
  );
}

/** The six steps and their moments. */
export function StepList({ page: { draw, steps } }: { page: Pick<DrawPage, 'draw' | 'steps'> }) {
  const { t } = usePage();
  return (
    <ol class="fs-steps-list">
      {steps.map(({ name, status, at }) => (
        <li key={name} aria-current={status === 'now' ? 'step' : undefined}>
          <p class="fs-steps-list__name">
            <strong>{name === 'round' ? t('draws:steps.round', { round: draw.round }) : t(`draws:steps.${name}`)}</strong>
            <Badge tone={TONES[status]}>{t(`draws:steps.status.${status}`)}</Badge>
          </p>
          {at && (
            <p class="kern-body kern-body--muted">
              {at.kind !== 'done' && `${t(`draws:steps.${at.kind}`)} `}
              <Moment at={at.moment} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** In `live` both are there: the script shows the one that is true. */
function Refreshing({ refresh }: { refresh: Refresh }) {
  const { t } = usePage();
  return (
    <>
      {refresh !== 'off' && (
        <p class="kern-body kern-body--muted" hidden={refresh === 'live'} data-live-on={refresh === 'live' ? '' : undefined}>
          {t('draws:steps.live')} <Link href="?refresh=off">{t('draws:steps.stop')}</Link>
        </p>
      )}
      {refresh !== 'auto' && (
        <p class="kern-body kern-body--muted" data-live-off={refresh === 'live' ? '' : undefined}>
          {t('draws:steps.live-off')} <Link href="?refresh=off">{t('draws:steps.reload')}</Link> ·{' '}
          <Link href="?refresh=on">{t('draws:steps.start')}</Link>
        </p>
      )}
    </>
  );
}
