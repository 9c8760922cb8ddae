import { Badge, Foreign, Link, Table, type Tone, useFormats, useLocal, usePage } from '../../../platform/html';
import type { ListedDraw } from '../../draws';

type ShownState = ListedDraw['state'] | 'published';

const TONES: Readonly<Record<ShownState, Tone>> = {
  scheduled: 'info',
  frozen: 'info',
  revealed: 'info',
  drawn: 'info',
  published: 'success',
  skipped: 'warning',
  voided: 'danger',
};

/** "Main draw" or "Refill draw 3". */
export function DrawName({ number }: { number: number }) {
  const { t } = usePage();
  return <>{number === 0 ? t('draws:name.main') : t('draws:name.refill', { number })}</>;
}

function DrawStateBadge({ state, published }: { state: ListedDraw['state']; published: boolean }) {
  const { t } = usePage();
  const shown: ShownState = state === 'drawn' && published ? 'published' : state;
  return <Badge tone={TONES[shown]}>{t(`draws:state.${shown}`)}</Badge>;
}

/** Draws as a table, each leading to its page. */
export function DrawTable(props: {
  draws: readonly ListedDraw[];
  caption: string;
  withWindow?: boolean;
  /** Where each leads; by itself to its public page. */
  addressOf?: (draw: ListedDraw) => string;
}) {
  const { draws, caption, withWindow } = props;
  const { t } = usePage();
  const formats = useFormats();
  const local = useLocal();
  const addressOf = props.addressOf ?? ((draw: ListedDraw) => local(`/windows/${draw.window}/draws/${draw.number}`));
  return (
    <Table
      caption={caption}
      columns={[
        { title: t('draws:column.draw') },
        { title: t('draws:column.at') },
        { title: t('draws:column.state') },
        { title: t('draws:column.entries'), numeric: true },
        { title: t('draws:column.served'), numeric: true },
      ]}
      rows={draws.map((draw) => [
        <>
          <Link href={addressOf(draw)}>
            <span>
              <DrawName number={draw.number} />
              {withWindow && (
                <>
                  , <Foreign text={draw.windowTitle} />
                </>
              )}
            </span>
          </Link>
        </>,
        <time dateTime={draw.drawAt.toISOString()}>{formats.shortDay(draw.drawAt)}</time>,
        <DrawStateBadge state={draw.state} published={draw.publishedAt !== null} />,
        draw.state === 'scheduled' ? '–' : formats.count(draw.entries),
        draw.state === 'drawn' ? formats.count(draw.served) : '–',
      ])}
    />
  );
}
