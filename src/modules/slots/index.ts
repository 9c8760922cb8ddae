export {
  type CapacityPattern,
  type Closure,
  COUNTER_NAME,
  GROUP_NAME,
  LEAST_SLOT_MINUTES,
  MOST_SLOT_MINUTES,
  type Shift,
  SLOT_PLACE,
  slotsAWeek,
} from './capacity/capacity-pattern';
export { CapacityPatterns, type StoredPattern } from './capacity/capacity-patterns.service';
export { type CapacityPlan, CapacityPlanning } from './capacity/capacity-planning.service';
export { changesBetween, type PatternChanges } from './capacity/pattern-changes';
export type { PlannedDay } from './capacity/plan-days';
export { type Land, LANDS } from './capacity/public-holidays';
export { type InventoryView, SlotListService } from './slot-list.service';
export { GroupDaysService } from './group-days.service';
export { SlotImportService, type SlotImportReport } from './slot-import.service';
export { SLOT_ENDS, SLOT_STATES, SlotRow, type SlotState } from './slot.entity';
export type { SlotRowError, SlotRowErrorCode } from './slots.errors';
export { SlotsModule } from './slots.module';
export { type SlotCounts, SlotsService } from './slots.service';
