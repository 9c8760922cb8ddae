import { Module } from '@nestjs/common';
import { oncePerRole } from '../../../platform/role';
import { ApprovalsModule } from '../../approvals';
import { DrawsModule } from '../../draws';
import { WindowsModule } from '../../windows';
import { HardshipModule } from '../../hardship';
import { RegistrationsModule } from '../../registrations';
import { ApprovalCases } from './approvals/approval-cases.service';
import { ApprovalPagesController } from './approvals/approvals.controller';
import { HardshipPagesController } from './hardship/hardship-pages.controller';
import { StaffPagesController } from './staff-pages.controller';

const MODULES = [ApprovalsModule, DrawsModule, HardshipModule, RegistrationsModule, WindowsModule];
const CONTROLLERS = [StaffPagesController, ApprovalPagesController, HardshipPagesController];
const PROVIDERS = [ApprovalCases];

/** Pages for the office's side. */
@Module({})
export class StaffPagesModule {
  static readonly forRole = oncePerRole((role) => ({
    module: StaffPagesModule,
    imports: role.web ? MODULES.map((module) => module.forRole(role)) : [],
    providers: role.web ? PROVIDERS : [],
    controllers: role.web ? CONTROLLERS : [],
  }));
}
