import { deriveContributionCommitment } from '../../core';
import { randomBytes } from '../../platform/crypto';

/** Name under which the service itself contributes, where the announcement lists it. */
export const OWN_CONTRIBUTOR = 'office';

/** Stands in freeze.json for a contributor who delivered no commitment in time: no secret is known that hashes to it (docs/spec/settled.md). */
export const ABSENT_COMMITMENT = '0'.repeat(64);

/**
 * Makes the service's own secret for one draw.
 *
 * The only place in this module where anything is random, apart from the beacon (an architecture test sees to it). It is made when the draw is
 * scheduled, committed to before the freeze, and revealed before the round exists: at no moment can it be chosen knowing what it does.
 */
export function makeOwnContribution(drawId: string): { secret: string; commitment: string } {
  const secret = randomBytes(32).toString('hex');
  return { secret, commitment: deriveContributionCommitment(drawId, OWN_CONTRIBUTOR, secret) };
}
