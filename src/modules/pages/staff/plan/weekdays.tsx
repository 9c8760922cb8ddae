import { usePage } from '../../../../platform/html';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** "Mo–Fr" or "Di, Do". */
export function Weekdays({ days }: { days: readonly number[] }) {
  const { t } = usePage();
  const short = (day: number): string => t(`staff-plan:weekday.short.${day as 1}`);
  const [first, last] = [days[0]!, days.at(-1)!];
  const isRun = days.length > 2 && last - first === days.length - 1;
  return <>{isRun ? `${short(first)}–${short(last)}` : days.map(short).join(', ')}</>;
}
