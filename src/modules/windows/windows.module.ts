import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { ApprovalsModule } from '../approvals';
import { AuditLogModule } from '../audit-log';
import { AnnouncementRequests } from './announcement-requests.service';
import { OfficeRow, ServiceRow, SlotGroupRow } from './catalogue.entities';
import { CatalogueService } from './catalogue.service';
import { WindowDraftRow } from './drafts/window-draft.entity';
import { WindowDrafts } from './drafts/window-drafts.service';
import { PlanningService } from './planning.service';
import { PublicWindowsController } from './public-windows.controller';
import { StaffWindowsController } from './staff-windows.controller';
import { TemplatesService } from './templates.service';
import { WindowListService } from './window-list.service';
import { WindowRow, WindowTemplateRow } from './window.entities';
import { WINDOWS_QUEUE, WindowsProcessor } from './windows.processor';
import { WindowsScheduler } from './windows.scheduler';
import { WindowsService } from './windows.service';

/**
 * Services, offices, groups and windows. Needs {@link BEACON_CHAIN} and the log's identity from a global module, because
 * both stand in every announcement.
 */
@Module({})
export class WindowsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: WindowsModule,
    imports: [
      TypeOrmModule.forFeature([ServiceRow, OfficeRow, SlotGroupRow, WindowTemplateRow, WindowRow, WindowDraftRow]),
      registerQueue(WINDOWS_QUEUE),
      AuditLogModule.forRole(role),
      ApprovalsModule.forRole(role),
    ],
    controllers: role.web ? [PublicWindowsController, StaffWindowsController] : [],
    providers: [
      AnnouncementRequests,
      CatalogueService,
      PlanningService,
      TemplatesService,
      WindowDrafts,
      WindowListService,
      WindowsService,
      ...(role.worker ? [WindowsProcessor, WindowsScheduler] : []),
    ],
    exports: [AnnouncementRequests, WindowsService, WindowListService, CatalogueService, PlanningService, TemplatesService, WindowDrafts],
  }));
}
