import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { StaffModule } from '../staff';
import { ApprovalRow } from './approval.entity';
import { ApprovalsController } from './approvals.controller';
import { Approvals } from './approvals.service';

/** Acts that take two people. */
@Module({})
export class ApprovalsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: ApprovalsModule,
    imports: [TypeOrmModule.forFeature([ApprovalRow]), StaffModule.forRole(role)],
    controllers: role.web ? [ApprovalsController] : [],
    providers: [Approvals],
    exports: [Approvals],
  }));
}
