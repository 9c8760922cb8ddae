import { H2, Link, Section, Table, useFormats, useLocal, usePage } from '../../../platform/html';
import type { DrawStory } from '../../draws';
import { drawPath } from './next-steps-view';

/** Every draw that the registration was in, with the way to its sheet. */
export function OwnDrawsTable({ stories, own }: { stories: readonly DrawStory[]; own: string }) {
  const { t } = usePage();
  const formats = useFormats();
  const local = useLocal();
  return (
    <Section labelledBy="draws">
      <H2 id="draws">{t('own:draws.title')}</H2>
      <Table
        caption={t('own:draws.caption')}
        columns={[
          { title: t('own:draws.when') },
          { title: t('own:draws.tickets'), numeric: true },
          { title: t('own:draws.chance'), numeric: true },
          { title: t('own:draws.result') },
        ]}
        rows={stories.map((story) => [
          <Link href={local(story.state === 'drawn' ? `${own}${sheetPath(story.drawId)}` : drawPath(story.drawId))}>
            {formats.shortDay(story.drawAt)}
            {story.number > 0 && ` (${t('own:draws.refill')})`}
          </Link>,
          formats.count(story.tickets),
          formats.share(story.chance),
          t(`own:draws.${resultOf(story)}`),
        ])}
      />
    </Section>
  );
}

function resultOf({ state, servedBy }: DrawStory): 'pending' | 'void' | 'served' | 'not-served' {
  if (state === 'voided' || state === 'skipped') return 'void';
  if (state !== 'drawn') return 'pending';
  return servedBy === null ? 'not-served' : 'served';
}

/** "a/b/c/0" -> "/draws/a/b/c/0" */
function sheetPath(drawId: string): string {
  return `/draws/${drawId}`;
}
