import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { ApprovalsModule } from '../approvals';
import { RegistrationsModule } from '../registrations';
import { WindowsModule } from '../windows';
import { HardshipDesk } from './hardship-desk.service';
import { HardshipGrantRow } from './hardship-grant.entity';
import { HardshipController } from './hardship.controller';
import { HardshipService } from './hardship.service';

/** Hardship grants. Stands beside `slots`: it knows registrations, and nobody knows it. */
@Module({})
export class HardshipModule {
  static readonly forRole = oncePerRole((role) => ({
    module: HardshipModule,
    imports: [
      TypeOrmModule.forFeature([HardshipGrantRow]),
      ApprovalsModule.forRole(role),
      RegistrationsModule.forRole(role),
      WindowsModule.forRole(role),
    ],
    controllers: role.web ? [HardshipController] : [],
    providers: [HardshipDesk, HardshipService],
    exports: [HardshipDesk, HardshipService],
  }));
}
