export { type GroupDays, GroupDaysService } from './group-days.service';
export { SlotImportService, type SlotImportReport } from './slot-import.service';
export { SLOT_ENDS, SLOT_STATES, SlotRow, type SlotState } from './slot.entity';
export type { SlotErrorCode, SlotRowError, SlotRowErrorCode } from './slots.errors';
export { SlotsModule } from './slots.module';
export { type SlotCounts, SlotsService } from './slots.service';
