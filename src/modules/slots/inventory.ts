import { officeDate, type WindowFrame } from '../windows';
import { indexLane, listOverlaps } from './lanes';
import type { SlotFileRow } from './slot-file';
import type { SlotRowError, SlotRowErrorCode } from './slots.errors';

/** A slot as the inventory compares it. Instants are unix seconds. */
export interface InventorySlot {
  readonly slotId: string;
  readonly group: string;
  readonly lane: string;
  readonly label: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
}

/** What a file changes about a window's inventory. `laneIndexes` holds every slot of the lanes that get a new one. */
interface InventoryChange {
  readonly added: readonly InventorySlot[];
  readonly unchanged: number;
  readonly laneIndexes: ReadonlyMap<string, number>;
  readonly errors: readonly SlotRowError[];
}

/** Public names for what the office has not named, or names too tellingly. Each the same whenever it is asked for the same. */
export interface PublicNames {
  /** The id of a slot whose row has none. */
  slot(row: SlotFileRow): string;
  /** The lane of a counter on one of the office's days. Keyed: `slots.txt` is public, and the calendar is not (docs/spec: record). */
  lane(counter: string, date: string): string;
}

/**
 * Works out what the rows of a file change. Pure: the same file and the same inventory give the same change, and a file
 * that is already in the inventory gives none.
 */
export function planInventory(
  frame: Pick<WindowFrame, 'groups' | 'labels' | 'drawAt'>,
  stored: readonly InventorySlot[],
  rows: readonly SlotFileRow[],
  names: PublicNames,
): InventoryChange {
  const known = new Map(stored.map((slot) => [slot.slotId, slot]));
  const seen = new Set<string>();
  const added: (InventorySlot & { line: number })[] = [];
  const errors: SlotRowError[] = [];
  for (const row of rows) {
    const slot = slotOf(row, names);
    const wrong = findMistake(frame, slot, known.get(slot.slotId), seen);
    if (wrong) errors.push({ line: row.line, ...wrong });
    else if (!known.has(slot.slotId)) added.push({ ...slot, line: row.line });
    seen.add(slot.slotId);
  }
  const laneIndexes = new Map<string, number>();
  for (const lane of new Set(added.map((slot) => slot.lane))) {
    const inLane = [...stored, ...added].filter((slot) => slot.lane === lane);
    errors.push(...describeOverlaps(inLane));
    indexLane(inLane).forEach((index, place) => laneIndexes.set(inLane[place]!.slotId, index));
  }
  errors.sort((a, b) => a.line - b.line);
  return { added, unchanged: rows.length - added.length - errors.length, laneIndexes, errors };
}

function slotOf(row: SlotFileRow, names: PublicNames): InventorySlot {
  const { group, label, startsAt, endsAt, place } = row;
  const lane = names.lane(row.counter, officeDate(startsAt));
  return { slotId: row.slotId ?? names.slot(row), group, lane, label, startsAt, endsAt, place };
}

function findMistake(
  frame: Pick<WindowFrame, 'groups' | 'labels' | 'drawAt'>,
  slot: InventorySlot,
  stored: InventorySlot | undefined,
  seen: ReadonlySet<string>,
): { field: string; code: SlotRowErrorCode } | null {
  if (seen.has(slot.slotId)) return { field: 'slot_id', code: 'slots.duplicate-id' };
  if (!frame.groups.includes(slot.group)) return { field: 'group', code: 'slots.unknown-group' };
  if (!frame.labels.includes(slot.label)) return { field: 'label', code: 'slots.unknown-label' };
  if (slot.startsAt <= frame.drawAt) return { field: 'starts_at', code: 'slots.before-draw' };
  if (stored && !isSame(stored, slot)) return { field: 'slot_id', code: 'slots.differs' };
  return null;
}

function isSame(a: InventorySlot, b: InventorySlot): boolean {
  const fields = ['group', 'lane', 'label', 'startsAt', 'endsAt', 'place'] as const;
  return fields.every((field) => a[field] === b[field]);
}

/** The line at fault is one of the file's: the later slot's, or the earlier one's where the later is there already. */
function describeOverlaps(inLane: readonly (InventorySlot & { line?: number })[]): SlotRowError[] {
  return listOverlaps(inLane).map(([earlier, later]) => ({
    line: (inLane[later]!.line ?? inLane[earlier]!.line)!,
    field: 'starts_at',
    code: 'slots.overlap' as const,
  }));
}
