import { AXE, FIND_BARRIERS, FOLD, UNFOLD } from './in-page';
import { withoutIdentifiers } from './one-s-own';
import type { PageWorld } from './page-world';
import type { Setting } from './setting';

/** Pages without a barrier, by their document and what else their looks depend on. */
const free = new Set<string>();

/**
 * What axe finds on a page as it stands, with all that is folded up opened. It takes longer than everything else on a page together, so the
 * same page at the same width is looked at once in a test file, whoever comes to it.
 * @param html the page's document
 */
export async function findBarriers(world: PageWorld, { width, script }: Setting, html: string): Promise<string[]> {
  const key = `${width} ${html.includes('<noscript') && script} ${withoutNumbers(withoutIdentifiers(html))}`;
  if (free.has(key)) return [];
  await world.change(UNFOLD);
  const found = await world.evaluate<string[]>(AXE, FIND_BARRIERS);
  await world.change(FOLD);
  if (found.length === 0) free.add(key);
  return found;
}

/** Days, times and counts that are read; those in tags say how the page is made. */
function withoutNumbers(html: string): string {
  return html.replaceAll(/>[^<]*</g, (text) => text.replaceAll(/\d+/g, '#'));
}
