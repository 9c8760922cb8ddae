import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { LogCheckpointRow, LogEntryRow, LogNodeRow } from './audit-log.entities';
import { AuditLogService } from './audit-log.service';
import { LogBrowser } from './log-browser.service';
import { LogProofsService } from './log-proofs.service';
import { LogTreeRepository } from './log-tree.repository';
import { LogController } from './log.controller';
import { LogScheduler } from './log.scheduler';
import { Sequencer } from './sequencer.service';
import { TilesService } from './tiles.service';

/** The transparency log. Needs a `LOG_IDENTITY` from a global module. */
@Module({})
export class AuditLogModule {
  static readonly forRole = oncePerRole((role) => ({
    module: AuditLogModule,
    imports: [TypeOrmModule.forFeature([LogEntryRow, LogNodeRow, LogCheckpointRow])],
    controllers: role.web ? [LogController] : [],
    providers: [
      AuditLogService,
      Sequencer,
      LogBrowser,
      LogProofsService,
      LogTreeRepository,
      TilesService,
      ...(role.worker ? [LogScheduler] : []),
    ],
    exports: [AuditLogService, Sequencer, LogBrowser, LogProofsService],
  }));
}
