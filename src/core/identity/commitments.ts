import { sha256HexOfText, taggedHash } from '../encoding/sha256';

/**
 * The entry's id in one draw: only who holds the receipt secret can compute it, and nobody can link the ids of two
 * draws (record.md). 32 hex digits.
 */
export function deriveTicketId(drawId: string, receiptSecretHex: string): string {
  return taggedHash('fairslot/v1/ticket', drawId, receiptSecretHex).slice(0, 32);
}

/** The salt that keeps a person's commitment from being guessed by trying names (record.md). 64 hex digits. */
export function deriveSalt(drawId: string, receiptSecretHex: string): string {
  return taggedHash('fairslot/v1/salt', drawId, receiptSecretHex);
}

/**
 * The commitment of an entry to one person (record.md): fixes who can use a won slot before anybody can know who
 * wins. `identity` is the text of `formatIdentity`.
 */
export function derivePersonCommitment(drawId: string, receiptSecretHex: string, identity: string): string {
  const ticketId = deriveTicketId(drawId, receiptSecretHex);
  const salt = deriveSalt(drawId, receiptSecretHex);
  return taggedHash('fairslot/v1/person', drawId, ticketId, salt, sha256HexOfText(identity));
}

/**
 * What the log says of a corrected name (log.md): who holds the receipt secret and both identities can open it, nobody else learns anything.
 * @param service `<authority>/<service>`
 */
export function deriveNameCorrectionCommitment(service: string, receiptSecretHex: string, identity: string, corrected: string): string {
  const salt = deriveSalt(service, receiptSecretHex);
  return taggedHash('fairslot/v1/name-correction', service, salt, sha256HexOfText(identity), sha256HexOfText(corrected));
}

/**
 * What the log says of a grant of hardship (log.md): who, and why, for whoever holds the receipt secret and the identity, and nobody else.
 * @param service `<authority>/<service>`
 * @param reason code of the reason
 */
export function deriveHardshipCommitment(service: string, receiptSecretHex: string, identity: string, reason: string): string {
  const salt = deriveSalt(service, receiptSecretHex);
  return taggedHash('fairslot/v1/hardship-grant', service, salt, sha256HexOfText(identity), reason);
}

/** A slot's calendar facts, which the public record hides behind a commitment. */
interface SlotFacts {
  readonly drawId: string;
  readonly slotId: string;
  /** 64 random hex digits, kept by the office until the slot is opened to somebody. */
  readonly salt: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly startsAt: string;
  /** Free text, may be non-ASCII. */
  readonly place: string;
}

/** The commitment of a slot to its time and place (record.md). */
export function deriveSlotCommitment(slot: SlotFacts): string {
  return taggedHash('fairslot/v1/slot', slot.drawId, slot.slotId, slot.salt, slot.startsAt, sha256HexOfText(slot.place));
}

/** The commitment to a contributor's secret, frozen before the secret is revealed (record.md). */
export function deriveContributionCommitment(drawId: string, contributor: string, secret: string): string {
  return taggedHash('fairslot/v1/contribution', drawId, contributor, secret);
}
