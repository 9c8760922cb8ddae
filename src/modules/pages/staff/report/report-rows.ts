import { writeCsv } from '../../../../platform/csv';
import type { Translate } from '../../../../platform/i18n';
import { APPROVAL_KINDS } from '../../../approvals';
import { LEAST_PEOPLE } from '../../../draws';
import { HARDSHIP_REASONS } from '../../../registrations';
import type { ReportedWindow } from './office-report.service';

/** A number of the report; null where it is not known yet, `few` where it is too small to be told. */
export type Figure = number | null | 'few';

interface ReportRow {
  readonly label: string;
  readonly figure: Figure;
}

/** The numbers of one window, in the same order for every window. What is about people and smaller than five is not told, except where the public ledger tells it. */
export function rowsOf(reported: ReportedWindow, t: Translate): ReportRow[] {
  const { registrations, entries, served, refills, ledger, cancelled, waited } = reported;
  const { slots, offers } = ledger;
  const cancelledBy = (reason: string): number => cancelled.find((each) => each.reason === reason)?.offers ?? 0;
  const days = (value: number | null): Figure => (few(waited.people) === 'few' ? 'few' : value);
  const rows = {
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
    'wait-median': days(waited.median),
    'wait-ninety': days(waited.ninety),
  };
  const plain = Object.entries(rows).map(([name, figure]) => ({
    label: t(`staff-plan:report.figure.${name as keyof typeof rows}`),
    figure: figure,
  }));
  return [...plain, ...grantRows(reported, t), ...hardshipRows(reported, t)];
}

/** Slots that two people have given outside the draws, by reason: all acts, also where the slot came back later. */
function grantRows({ granted }: ReportedWindow, t: Translate): ReportRow[] {
  return APPROVAL_KINDS['slot.grant'].reasons.map((reason) => ({
    label: t('staff-plan:report.granted-for', { reason: t(`fairness:grants.reasons.${reason}`) }),
    figure: granted.find((each) => each.reason === reason)?.slots ?? 0,
  }));
}

/** Entries of the main draw with a grant of hardship, together and by reason. */
function hardshipRows({ fairness }: ReportedWindow, t: Translate): ReportRow[] {
  const all = fairness?.hardship ?? null;
  const sum = all && all.shown.reduce((people, each) => people + each.people, 0) + (all.rest ?? 0);
  const figureOf = (reason: string): Figure => {
    if (all === null) return null;
    // A reason that is not shown is one of the small ones, or of nobody where there are no small ones.
    return all.shown.find((each) => each.reason === reason)?.people ?? (all.rest === 0 ? 0 : 'few');
  };
  return [
    { label: t('staff-plan:report.figure.hardship'), figure: all?.rest === null ? 'few' : sum },
    ...HARDSHIP_REASONS.map((reason) => ({
      label: t('staff-plan:report.hardship-for', { reason: t(`fairness:hardship.reason.${reason}`) }),
      figure: figureOf(reason),
    })),
  ];
}

function few(people: number): Figure {
  return people > 0 && people < LEAST_PEOPLE ? 'few' : people;
}

/** The report as a file for spreadsheets: one line a window. @param windows at least one */
export function reportCsv(windows: readonly ReportedWindow[], t: Translate): string {
  const head = [t('staff-plan:report.path'), t('staff-plan:report.window'), t('staff-plan:report.opens'), t('staff-plan:report.draw')];
  const lines = windows.map((reported) => {
    const { window, title, timetable } = reported.window;
    return { cells: [window, title, timetable.opensAt, timetable.drawAt], rows: rowsOf(reported, t) };
  });
  const write = (figure: Figure): string | number =>
    figure === 'few' ? t('staff-plan:report.few', { count: LEAST_PEOPLE }) : (figure ?? '');
  const labels = lines[0]?.rows.map(({ label }) => label) ?? [];
  return writeCsv([[...head, ...labels], ...lines.map(({ cells, rows }) => [...cells, ...rows.map(({ figure }) => write(figure))])], true);
}
