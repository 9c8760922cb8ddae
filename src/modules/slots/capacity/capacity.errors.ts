import { mapConstraints } from '../../../platform/database';
import { DomainError } from '../../../platform/http';

type CapacityErrorCode =
  | 'capacity.changed-meanwhile'
  | 'capacity.unknown-group'
  | 'capacity.ends-before-start'
  | 'capacity.counter-busy'
  | 'capacity.too-many-days'
  | 'capacity.no-slots';

const refuse = (kind: ConstructorParameters<typeof DomainError>[0], code: CapacityErrorCode, message: string, field: string) =>
  new DomainError<CapacityErrorCode>(kind, code, message, { field });

/** Somebody else has stored a version after the one that this change starts from. Nothing has been stored. */
export const patternChangedMeanwhile = () =>
  refuse('conflict', 'capacity.changed-meanwhile', 'Somebody has changed the pattern meanwhile; read it again.', 'version');
export const patternGroupUnknown = () => refuse('invalid', 'capacity.unknown-group', 'The service has no such group.', 'group');
export const endsBeforeStart = (field: string) =>
  refuse('invalid', 'capacity.ends-before-start', 'This must come after the beginning, and leave room for a slot.', field);
export const counterBusy = () =>
  refuse('invalid', 'capacity.counter-busy', 'One of these counters has another shift at that time.', 'counters');
export const tooManyDays = () => refuse('invalid', 'capacity.too-many-days', 'Choose 1 to 366 days, the first one first.', 'until');
export const noSlotsPlanned = () => refuse('invalid', 'capacity.no-slots', 'The pattern makes no slot on these days.', 'until');

// Of two who store the same next version at once one is first.
mapConstraints({ pk_capacity_patterns: patternChangedMeanwhile });
