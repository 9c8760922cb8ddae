import { usePage } from '../../../../platform/html';
import type { HearingView } from '../../../appointments';

/** How a hearing stands, in words. */
export function useHearingState(): (hearing: HearingView) => string {
  const { t } = usePage();
  return ({ outcome, answeredAt, isHeard }) =>
    t(`staff-acts:revocation.is.${outcome ?? (answeredAt !== null ? 'answered' : isHeard ? 'time-over' : 'waiting')}`);
}
