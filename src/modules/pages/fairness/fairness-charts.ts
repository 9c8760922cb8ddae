import type { SlotAccount } from '../../appointments';
import type { Fairness } from '../../draws';
import { bandColumns, bandRows, countColumns } from './chart-bands';
import { barChart, type BarRow } from './chart-bars';
import type { Chart, ChartLook } from './chart-frame';
import { bandRow, loadRows, ticketsLabel, timeMark, unitOf, waitRow, type Wording } from './fairness-figures';
import { openSlots } from './fairness-findings';

/** The charts there are; each has its own address. */
export const CHARTS = ['load', 'tickets', 'arrivals', 'time', 'waits', 'ledger'] as const;
export type ChartName = (typeof CHARTS)[number];

export interface FairnessSubject {
  readonly fairness: Fairness;
  readonly account: SlotAccount;
}

/** How a slot can have ended, and, while its window lives, that it has not. */
export const LEDGER_STATES = ['attended', 'missed', 'unused', 'granted', 'open'] as const;
type LedgerState = (typeof LEDGER_STATES)[number];

export function ledgerCount(account: SlotAccount, state: LedgerState): number {
  return state === 'open' ? openSlots(account) : account.slots[state];
}

/** @returns null where there is nothing that could be shown (too few people) */
export function chartOf(name: ChartName, { fairness, account }: FairnessSubject, wording: Wording, isNarrow: boolean): Chart | null {
  const { t, formats } = wording;
  const look: ChartLook = { isRightToLeft: wording.isRightToLeft, isNarrow, formatShare: (share) => formats.share(share) };
  const { byTickets, byTime, binSeconds, waits } = fairness;
  const timeAxis = t(`fairness:time.axis.${unitOf(binSeconds)}`);
  const marks = byTime.map((each) => timeMark(wording, each, binSeconds));
  switch (name) {
    case 'load':
      return barChart(look, loadRows(wording, fairness));
    case 'tickets': {
      const rows = byTickets.map((each) => bandRow(wording, ticketsLabel(wording, each), each));
      return rows.length === 0 ? null : bandRows(look, rows, t('fairness:tickets.axis'));
    }
    case 'arrivals': {
      const rows = byTime.map(({ people }, place) => ({ label: marks[place]!, count: people }));
      const titles = { x: timeAxis, y: t('fairness:column.people') };
      return rows.length === 0 ? null : countColumns(look, rows, titles, (count) => formats.count(count));
    }
    case 'time': {
      const rows = byTime.map((each, place) => bandRow(wording, marks[place]!, each));
      return rows.length === 0 ? null : bandColumns(look, rows, { x: timeAxis, y: t('fairness:tickets.axis') });
    }
    case 'waits':
      return waits.length === 0
        ? null
        : barChart(
            look,
            waits.map((wait) => waitRow(wording, wait)),
          );
    case 'ledger':
      return account.slots.total === 0 ? null : barChart(look, ledgerRows(wording, account));
  }
}

function ledgerRows({ t, formats }: Wording, account: SlotAccount): BarRow[] {
  return LEDGER_STATES.filter((state) => state !== 'open' || openSlots(account) > 0).map((state) => {
    const part = ledgerCount(account, state);
    return { label: t(`fairness:ledger.state.${state}`), part, text: formats.count(part) };
  });
}
