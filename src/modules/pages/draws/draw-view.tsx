import { Alert, Details, Foreign, H1, Link, List, P, useFormats, useLocal, usePage } from '../../../platform/html';
import type { DrawPage } from './draw-page.service';
import { CheckView } from './check-view';
import { DrawChanceView } from './draw-chance-view';
import { DrawNumbersView } from './draw-numbers-view';
import { DrawRecordView } from './draw-record-view';
import { DrawStepsView, type Refresh, StepList } from './draw-steps-view';
import { DrawName } from './draw-table';

/** One draw: where it stands, and once it is over, everything it came to. */
export function DrawView({ page, refresh }: { page: DrawPage; refresh: Refresh }) {
  const { t } = usePage();
  const local = useLocal();
  const { window, draw, announcement, outcome, isOver, isPublished } = page;
  return (
    <>
      <H1 preline={t('draws:draw.preline')}>
        <DrawName number={draw.number} />:{' '}
        <span lang="de">
          <Foreign text={window.title} />
        </span>
      </H1>
      <div
        class="fs-flow"
        id="draw-state"
        data-live={isOver ? undefined : `/api/windows/${window.window}/draws/${draw.number}/events`}
        data-live-mode={isOver ? undefined : refresh}
      >
        <Sentence page={page} />
        {!isPublished && <DrawStepsView page={page} refresh={refresh} />}
      </div>
      {isPublished && <CheckView page={page} />}
      {outcome && <DrawNumbersView draw={draw} outcome={outcome} announcement={announcement} />}
      {outcome && <DrawChanceView outcome={outcome} />}
      <DrawRecordView window={window.window} draw={draw} />
      {isPublished && (
        <Details summary={t('draws:steps.title')}>
          <StepList page={page} />
        </Details>
      )}
      <List
        items={[
          ...(draw.state === 'drawn'
            ? [<Link href={local(`/windows/${window.window}/draws/${draw.number}/fairness`)}>{t('draws:draw.fairness')}</Link>]
            : []),
          <Link href={local(`/windows/${window.window}`)}>{t('draws:draw.to-rules')}</Link>,
          <Link href={local('/draws')}>{t('draws:draw.to-all')}</Link>,
        ]}
      />
    </>
  );
}

/** The state of the draw in one sentence. */
function Sentence({ page: { draw, isPublished } }: { page: DrawPage }) {
  const { t, texts, language } = usePage();
  const formats = useFormats();
  if (draw.state === 'skipped' || draw.state === 'voided') {
    const tone = draw.state === 'voided' ? 'danger' : 'info';
    return <Alert tone={tone} title={texts.find(language, `draws:draw.ended.${draw.endedReason}`) ?? t(`draws:state.${draw.state}`)} />;
  }
  if (draw.state !== 'drawn' || !isPublished) return <P large>{t(`draws:draw.sentence.${draw.state}`)}</P>;
  const counts = { entries: formats.count(draw.entries), slots: formats.count(draw.slots) };
  return (
    <>
      <P large>{t('draws:draw.sentence.published', { ...counts, count: draw.served })}</P>
      {draw.slots >= draw.entries && <P>{t('draws:draw.served-all')}</P>}
    </>
  );
}
