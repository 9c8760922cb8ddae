import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { WindowsModule } from '../windows';
import { CapacityPatternRow } from './capacity/capacity-pattern.entity';
import { CapacityPatterns } from './capacity/capacity-patterns.service';
import { CapacityPlanning } from './capacity/capacity-planning.service';
import { CapacityController } from './capacity/capacity.controller';
import { GroupDaysService } from './group-days.service';
import { SlotImportService } from './slot-import.service';
import { SlotListService } from './slot-list.service';
import { SlotRow } from './slot.entity';
import { SlotsController } from './slots.controller';
import { SlotsRepository } from './slots.repository';
import { SlotsService } from './slots.service';

/** Capacity: which slots a window has, and where each of them is on its way to one end. */
@Module({})
export class SlotsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: SlotsModule,
    imports: [TypeOrmModule.forFeature([SlotRow, CapacityPatternRow]), WindowsModule.forRole(role)],
    controllers: role.web ? [SlotsController, CapacityController] : [],
    providers: [SlotsRepository, SlotsService, SlotImportService, SlotListService, GroupDaysService, CapacityPatterns, CapacityPlanning],
    exports: [SlotsService, SlotImportService, SlotListService, GroupDaysService, CapacityPatterns, CapacityPlanning],
  }));
}
