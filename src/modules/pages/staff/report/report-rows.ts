import { writeCsv } from '../../../../platform/csv';
import type { Translate } from '../../../../platform/i18n';
import { LEAST_PEOPLE } from '../../../draws';
import type { ReportedWindow } from './office-report.service';

/** A number of the report; null where it is not known yet, `few` where it is too small to be told. */
export type Figure = number | null | 'few';

const SLOT_ENDS = ['attended', 'missed', 'unused', 'granted'] as const;
export const FIGURES = [
  'registrations',
  'entries',
  'served',
  'refills',
  'slots',
  ...SLOT_ENDS,
  'declined',
  'expired',
  'given-back',
  'revoked',
  'hardship',
] as const;
export type FigureName = (typeof FIGURES)[number];

/** The numbers of one window. What is about people and smaller than five is not told, except where the public ledger tells it. */
export function figuresOf({
  registrations,
  entries,
  served,
  refills,
  ledger,
  cancelled,
  fairness,
}: ReportedWindow): Record<FigureName, Figure> {
  const { slots, offers } = ledger;
  const hardship = fairness && fairness.hardship.shown.reduce((sum, { people }) => sum + people, 0) + (fairness.hardship.rest ?? 0);
  const cancelledBy = (reason: string): number => cancelled.find((each) => each.reason === reason)?.offers ?? 0;
  return {
    registrations: few(registrations),
    entries,
    served,
    refills,
    slots: slots.total,
    attended: slots.attended,
    missed: slots.missed,
    unused: slots.unused,
    granted: slots.granted,
    declined: offers.declined,
    expired: offers.expired,
    'given-back': cancelledBy('given-back'),
    revoked: cancelledBy('revoked'),
    hardship: fairness?.hardship.rest === null ? 'few' : hardship,
  };
}

function few(people: number): Figure {
  return people > 0 && people < LEAST_PEOPLE ? 'few' : people;
}

/** The report as a file for spreadsheets: one line a window. */
export function reportCsv(windows: readonly ReportedWindow[], t: Translate): string {
  const header = [
    t('staff-plan:report.path'),
    t('staff-plan:report.window'),
    t('staff-plan:report.opens'),
    t('staff-plan:report.draw'),
    ...FIGURES.map((name) => t(`staff-plan:report.figure.${name}`)),
  ];
  const rows = windows.map((reported) => {
    const { window } = reported;
    const figures = figuresOf(reported);
    const cells = FIGURES.map((name) =>
      figures[name] === 'few' ? t('staff-plan:report.few', { count: LEAST_PEOPLE }) : (figures[name] ?? ''),
    );
    return [window.window, window.title, window.timetable.opensAt, window.timetable.drawAt, ...cells];
  });
  return writeCsv([header, ...rows], true);
}
