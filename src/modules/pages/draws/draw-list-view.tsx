import { H1, Link, P, useLocal, usePage } from '../../../platform/html';
import type { ListedDraw } from '../../draws';
import { DrawTable } from './draw-table';

/** All draws there are, a page of them. */
export function DrawListView({ draws, page, hasMore }: { draws: readonly ListedDraw[]; page: number; hasMore: boolean }) {
  const { t } = usePage();
  const local = useLocal();
  const addressOf = (number: number): string => local(number === 1 ? '/draws' : `/draws?page=${number}`);
  return (
    <>
      <H1>{t('draws:title')}</H1>
      <P large>{t('draws:lead')}</P>
      {draws.length === 0 ? (
        <P>{page === 1 ? t('draws:none') : t('draws:none-on-page')}</P>
      ) : (
        <DrawTable draws={draws} caption={page === 1 ? t('draws:title') : `${t('draws:title')}, ${t('draws:page', { page })}`} withWindow />
      )}
      {(page > 1 || hasMore) && (
        <nav aria-label={t('draws:pages')} class="fs-actions">
          {page > 1 && <Link href={addressOf(page - 1)}>{t('draws:newer')}</Link>}
          <span>{t('draws:page', { page })}</span>
          {hasMore && <Link href={addressOf(page + 1)}>{t('draws:older')}</Link>}
        </nav>
      )}
    </>
  );
}
