import { Module } from '@nestjs/common';
import { oncePerRole } from '../../../platform/role';
import { ApprovalsModule } from '../../approvals';
import { DrawsModule } from '../../draws';
import { WindowsModule } from '../../windows';
import { StaffPagesController } from './staff-pages.controller';

const MODULES = [ApprovalsModule, DrawsModule, WindowsModule];

/** Pages for the office's side. */
@Module({})
export class StaffPagesModule {
  static readonly forRole = oncePerRole((role) => ({
    module: StaffPagesModule,
    imports: role.web ? MODULES.map((module) => module.forRole(role)) : [],
    controllers: role.web ? [StaffPagesController] : [],
  }));
}
