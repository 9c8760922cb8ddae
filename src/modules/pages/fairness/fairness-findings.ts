import type { Translate } from '../../../platform/i18n';
import type { Fairness } from '../../draws';
import type { SlotAccount } from '../../appointments';
import { countOutside, shareOf, type Wording } from './fairness-figures';

/** What each part of the page has to say, as its heading: the numbers decide which sentence is true. */

export function loadFinding(t: Translate, { people, slots }: Fairness, ratio: string): string {
  return people <= slots ? t('fairness:load.finding-enough') : t('fairness:load.finding', { ratio });
}

export function ticketsFinding(t: Translate, { byTickets }: Fairness): string {
  const count = countOutside(byTickets);
  if (count > 0) return t('fairness:tickets.finding-outside', { count, total: byTickets.length });
  return byTickets.length > 1 ? t('fairness:tickets.finding') : t('fairness:tickets.finding-single');
}

export function timeFinding(t: Translate, { byTime }: Fairness): string {
  const count = countOutside(byTime);
  return count === 0 ? t('fairness:time.finding') : t('fairness:time.finding-outside', { count, total: byTime.length });
}

export function waitsFinding({ t, formats }: Wording, { waits }: Fairness): string {
  const served = waits.reduce((sum, wait) => sum + wait.served, 0);
  const first = waits.find(({ from, to }) => from === 0 && to === 0);
  if (!first || served === 0) return t('fairness:waits.finding-none');
  return t('fairness:waits.finding', { share: formats.share(shareOf(first.served, served)) });
}

/** Slots that have not ended in one of the four ways. */
export function openSlots({ slots }: SlotAccount): number {
  return slots.total - slots.attended - slots.missed - slots.unused - slots.granted;
}

export function ledgerFinding(t: Translate, account: SlotAccount): string {
  const count = openSlots(account);
  return count === 0 ? t('fairness:ledger.finding-done') : t('fairness:ledger.finding-open', { count });
}

/** Every grant counts, from the day it was made, also one that was given back. */
export function grantsFinding(t: Translate, { granted }: SlotAccount): string {
  const count = granted.reduce((sum, { slots }) => sum + slots, 0);
  return count === 0 ? t('fairness:grants.finding-none') : t('fairness:grants.finding', { count });
}
