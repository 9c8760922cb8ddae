import { DomainError } from '../../platform/http';

/** Why a file of slots, or one of its rows, is refused. */
const ROW_MESSAGES = {
  'slots.empty-file': 'The file has no rows.',
  'slots.unreadable-csv': 'This line is not CSV in UTF-8.',
  'slots.wrong-columns': 'The first line must name the columns group, counter, starts_at, ends_at, label, place, and may name slot_id.',
  'slots.malformed-name': 'This must be 1 to 40 of a-z 0-9 . _ - and begin with a letter or digit.',
  'slots.malformed-counter': 'This must be 1 to 31 of a-z 0-9 . _ - and begin with a letter or digit.',
  'slots.malformed-time': 'This must be an instant in UTC, YYYY-MM-DDTHH:MM:SSZ.',
  'slots.malformed-place': 'This must be 1 to 200 characters without control characters.',
  'slots.ends-before-start': 'A slot must end after it starts.',
  'slots.before-draw': 'A slot must start after the draw that gives it away.',
  'slots.unknown-group': 'The window does not offer this group.',
  'slots.unknown-label': 'No pass of the window gives from slots with this label.',
  'slots.duplicate-id': 'An earlier line has the same slot id.',
  'slots.differs': 'A slot of this id is there already and is another one.',
  'slots.overlap': 'Another slot of this counter lasts until after this one starts.',
} as const;

export type SlotRowErrorCode = keyof typeof ROW_MESSAGES;
type SlotErrorCode = SlotRowErrorCode | 'slots.frozen' | 'slots.changed-meanwhile';

/** One thing that is wrong with a row. */
export interface SlotRowError {
  /** Line of the file, counted from 1; where a quoted field spans lines, the row's last one. */
  readonly line: number;
  readonly field?: string;
  readonly code: SlotRowErrorCode;
}

/** The whole file is refused because of one or more rows; nothing of it has been taken over. */
export class SlotImportError extends DomainError<SlotErrorCode> {
  constructor(first: SlotRowError, errors = 1) {
    const field = first.field === undefined ? {} : { field: first.field };
    super('invalid', first.code, ROW_MESSAGES[first.code], { line: first.line, ...field, details: { errors } });
  }
}

/** What a draw has frozen is public: the inventory of a window grows until its main freeze and not after. */
export const inventoryFrozen = () =>
  new DomainError<SlotErrorCode>('too-late', 'slots.frozen', 'The slots of this window have been frozen for its draw.');

/** A slot was not in the state that a step starts from. The step's transaction is rolled back. */
export const slotsChangedMeanwhile = () =>
  new DomainError<SlotErrorCode>('conflict', 'slots.changed-meanwhile', 'Some of these slots have another state by now.');
