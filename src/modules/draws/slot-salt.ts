import type { KeyedHash } from '../../platform/crypto';

/**
 * The salt under which a slot's time and place are hidden in one draw's slots.txt (docs/spec: record): 64 hex digits that nobody can guess without the
 * installation's key, and that need not be stored. Whoever was given the slot gets it, and can open the commitment.
 */
export function deriveSlotSalt(keyedHash: KeyedHash, drawId: string, slotId: string): string {
  return keyedHash.digest('slot-salt', `${drawId} ${slotId}`).toString('hex');
}
