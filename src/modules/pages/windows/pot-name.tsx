import { usePage } from '../../../platform/html';
import type { Announcement } from '../../../core';

/** A pot in words; one that this program does not know goes by its name. */
export function PotName({ pot, announcement }: { pot: string; announcement: Announcement }) {
  const { t, texts, language } = usePage();
  const losses = announcement.tickets.parameters.guaranteeAfter;
  return <>{texts.find(language, `windows:passes.pot.${pot}`, { losses }) ?? t('windows:passes.pot.other', { name: pot })}</>;
}
