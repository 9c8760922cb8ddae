import { parseTime } from '../../core';
import type { AppointmentView } from './appointment-views.service';
import { isOver } from './offer-deadline';

/**
 * Where an offer is for the person who holds it, at a moment. `open`: to be accepted or declined; `upcoming`: accepted, and can be given
 * back; `begun`: its time has come. The rest is over: `given-back` and `superseded` by the person, `cancelled` and, after a hearing,
 * `revoked` by the office.
 */
export type AppointmentPhase =
  'open' | 'upcoming' | 'begun' | 'declined' | 'expired' | 'given-back' | 'superseded' | 'cancelled' | 'revoked' | 'attended' | 'missed';

/** Time counts, whether or not the sweep has written down yet what it has done. @param now unix seconds */
export function phaseOf(view: AppointmentView, now: number): AppointmentPhase {
  const { state, reason } = view;
  if (state === 'offered') return isOver({ answerBy: new Date(view.answerBy) }, now) ? 'expired' : 'open';
  if (state === 'accepted') return view.slots.some(({ startsAt }) => parseTime(startsAt) <= now) ? 'begun' : 'upcoming';
  if (state === 'cancelled') return reason === 'given-back' || reason === 'superseded' || reason === 'revoked' ? reason : 'cancelled';
  return state;
}
