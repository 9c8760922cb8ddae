import { parseTime } from '../../../core';
import type { AppointmentPhase } from '../../appointments';
import type { DrawStory, DrawSummary } from '../../draws';
import type { OwnDetails } from '../../registrations';

/**
 * Where somebody stands, as the one sentence on top of their page says it. `in-draw`: frozen and not drawn; `not-in-draw`: the draw it would
 * have been in is frozen without it; `offer-coming`: drawn, and the offer is being made; `sits-out`: waits for the next window.
 */
export type Situation =
  | 'unconfirmed'
  | 'unconfirmed-late'
  | 'waiting'
  | 'no-window'
  | 'missed-closing'
  | 'in-draw'
  | 'not-in-draw'
  | 'draw-failed'
  | 'offered'
  | 'offer-coming'
  | 'appointment'
  | 'begun'
  | 'sits-out'
  | 'cancelled'
  | 'not-served'
  | 'no-loss'
  | 'withdrawn'
  | 'excluded'
  | 'merged'
  | 'attended'
  | 'missed'
  | 'ended';

export interface Seen {
  readonly details: OwnDetails;
  /** Of the newest offer there ever was; null for none. */
  readonly phase: AppointmentPhase | null;
  /** Newest first. */
  readonly stories: readonly DrawStory[];
  /** The newest main draw that the registration was in time for and that is frozen or over; null for none. */
  readonly lastDraw: DrawSummary | null;
}

/** @param now unix seconds */
export function situationOf(seen: Seen, now: number): Situation {
  const { details, phase, stories } = seen;
  switch (details.state) {
    case 'unconfirmed':
      return now > parseTime(details.confirmBy) ? 'unconfirmed-late' : 'unconfirmed';
    case 'withdrawn':
      return 'withdrawn';
    case 'excluded':
      return details.isMerged ? 'merged' : 'excluded';
    case 'ended':
      return phase === 'attended' || phase === 'missed' ? phase : 'ended';
    case 'offered':
      return phase === 'open' ? 'offered' : phase === 'expired' ? 'sits-out' : 'offer-coming';
    case 'served':
      return phase === 'begun' ? 'begun' : 'appointment';
    case 'confirmed':
      return stories.some(isPending) ? 'in-draw' : standingOf(seen);
  }
}

function standingOf({ details, phase, stories: [last], lastDraw }: Seen): Situation {
  if (details.sitsOut !== null) return 'sits-out';
  if (lastDraw && last?.drawId.startsWith(windowOf(lastDraw.drawId)) !== true) {
    if (hasFailed(lastDraw)) return 'draw-failed';
    if (lastDraw.state !== 'scheduled') return 'not-in-draw';
  }
  if (last && hasFailed(last)) return 'draw-failed';
  if (details.missed !== null && last === undefined) return 'missed-closing';
  if (last?.state === 'drawn') {
    if (last.servedBy === null) return last.couldBeMet ? 'not-served' : 'no-loss';
    if (phase === 'cancelled') return 'cancelled';
  }
  return details.prospect === null ? 'no-window' : 'waiting';
}

function isPending({ state }: DrawStory): boolean {
  return state === 'frozen' || state === 'revealed';
}

function hasFailed({ state }: Pick<DrawSummary, 'state'>): boolean {
  return state === 'voided' || state === 'skipped';
}

/** "a/b/c/0" -> "a/b/c/" */
function windowOf(drawId: string): string {
  return drawId.slice(0, drawId.lastIndexOf('/') + 1);
}
