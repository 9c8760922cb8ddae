export { AssistedActRow, type AssistedActKind } from './assisted-act.entity';
export { AssistedRegistrations } from './assisted-registrations.service';
export { Callers, WRONG_CALLERS } from './callers.service';
