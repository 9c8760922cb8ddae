import { HEX_32_BYTES, NAME, parseDecimal } from '../encoding/grammar';
import { formatLines, readLines, splitFields, underLine } from '../encoding/lines';
import { matching } from '../encoding/shape';
import { CoreError } from '../errors';
import type { Slot } from '../draw';
import type { Announcement } from './announcement';

const MAX_INDEX = 999_999;

type SlotAssertion = (slot: Slot, line: number) => void;

/**
 * Reads `slots.txt` (record.md): well formed, slot ids and places unique. Whether groups and labels are announced is
 * for {@link parseAnnouncedSlots}. Throws `slots.malformed`, `slots.duplicate`.
 */
export function parseSlots(file: Uint8Array): Slot[] {
  return readSlots(file, () => undefined);
}

/**
 * Reads `slots.txt` and holds every line against the announcement. Throws the first of `slots.malformed`,
 * `slots.duplicate`, `slots.group`, `slots.label`, line by line.
 */
export function parseAnnouncedSlots(file: Uint8Array, { choices, passes }: Announcement): Slot[] {
  const groups = new Set(choices.groups);
  const labels = new Set(passes.flatMap((pass) => pass.from));
  return readSlots(file, (slot, line) => {
    if (!groups.has(slot.group)) {
      throw new CoreError('slots.group', { expected: `one of ${choices.groups.join()}`, actual: slot.group, line });
    }
    if (!labels.has(slot.label)) {
      throw new CoreError('slots.label', { expected: `one of ${[...labels].join()}`, actual: slot.label, line });
    }
  });
}

/** `slots.txt` of slots in the order in which they are given. Throws what {@link parseSlots} throws. */
export function formatSlots(slots: readonly Slot[]): Uint8Array {
  const file = formatLines(slots.map(formatSlot), 'slots.malformed');
  parseSlots(file);
  return file;
}

function readSlots(file: Uint8Array, assert: SlotAssertion): Slot[] {
  const slots: Slot[] = [];
  const [ids, places] = [new Set<string>(), new Set<string>()];
  readLines(file, 'slots.malformed', (line, number) => {
    const slot = underLine('slots.malformed', number, () => readSlot(line));
    const place = `${slot.lane} ${slot.index}`;
    if (ids.has(slot.slotId) || places.has(place)) {
      throw new CoreError('slots.duplicate', { expected: 'a new slot id and place', actual: `${slot.slotId} ${place}`, line: number });
    }
    assert(slot, number);
    ids.add(slot.slotId);
    places.add(place);
    slots.push(slot);
  });
  return slots;
}

function formatSlot({ slotId, group, lane, index, label, commitment }: Slot): string {
  return `${slotId} ${group} ${lane} ${index} ${label} ${commitment}`;
}

const readName = matching(NAME);
const readCommitment = matching(HEX_32_BYTES);

function readSlot(line: string): Slot {
  const [slotId, group, lane, index, label, commitment] = splitFields(line, 6) as [string, string, string, string, string, string];
  return {
    slotId: readName(slotId, 'slotId'),
    group: readName(group, 'group'),
    lane: readName(lane, 'lane'),
    index: parseDecimal(index, 0, MAX_INDEX),
    label: readName(label, 'label'),
    commitment: readCommitment(commitment, 'commitment'),
  };
}
