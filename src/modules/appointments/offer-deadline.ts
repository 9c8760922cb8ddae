/**
 * Last second in which an offer can be accepted: the service's time to answer, but never after the appointment begins.
 * All in unix seconds.
 */
export function deriveAnswerBy(offeredAt: number, answerWithinSeconds: number, firstSlotStartsAt: number): number {
  return Math.min(offeredAt + answerWithinSeconds, firstSlotStartsAt);
}

/**
 * Whether that second has passed. The one rule for answers and for expiry, so that no instant belongs to both or to none.
 * @param now unix seconds
 */
export function isOver(offer: { readonly answerBy: Date }, now: number): boolean {
  return now > offer.answerBy.getTime() / 1000;
}
