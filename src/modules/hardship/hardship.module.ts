import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { ApprovalsModule } from '../approvals';
import { AuditLogModule } from '../audit-log';
import { RegistrationsModule } from '../registrations';
import { WindowsModule } from '../windows';
import { HardshipDesk } from './hardship-desk.service';
import { HardshipGrantRow } from './hardship-grant.entity';
import { HardshipController } from './hardship.controller';
import { HardshipService } from './hardship.service';

/** Hardship: who asks, who has agreed, how much is set apart. Knows registrations and windows; appointments ask it who has been granted hardship. */
@Module({})
export class HardshipModule {
  static readonly forRole = oncePerRole((role) => ({
    module: HardshipModule,
    imports: [
      TypeOrmModule.forFeature([HardshipGrantRow]),
      ApprovalsModule.forRole(role),
      AuditLogModule.forRole(role),
      RegistrationsModule.forRole(role),
      WindowsModule.forRole(role),
    ],
    controllers: role.web ? [HardshipController] : [],
    providers: [HardshipDesk, HardshipService],
    exports: [HardshipDesk, HardshipService],
  }));
}
