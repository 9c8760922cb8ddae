import { Module } from '@nestjs/common';
import { oncePerRole } from '../../../platform/role';
import { ApprovalsModule } from '../../approvals';
import { DrawsModule } from '../../draws';
import { WindowsModule } from '../../windows';
import { ACTS_PAGES } from './acts-pages';
import { AUDIT_PAGES } from './audit/audit-pages';
import { COUNTER_PAGES } from './counter/counter-pages';
import { PLAN_PAGES } from './plan/plan-pages';
import { REVIEW_PAGES } from './review/review-pages';
import { StaffPagesController } from './staff-pages.controller';

const MODULES = [
  ApprovalsModule,
  DrawsModule,
  WindowsModule,
  ...ACTS_PAGES.modules,
  ...AUDIT_PAGES.modules,
  ...COUNTER_PAGES.modules,
  ...PLAN_PAGES.modules,
  ...REVIEW_PAGES.modules,
];
const CONTROLLERS = [
  StaffPagesController,
  ...ACTS_PAGES.controllers,
  ...AUDIT_PAGES.controllers,
  ...COUNTER_PAGES.controllers,
  ...PLAN_PAGES.controllers,
  ...REVIEW_PAGES.controllers,
];
const PROVIDERS = [...ACTS_PAGES.providers, ...COUNTER_PAGES.providers, ...PLAN_PAGES.providers, ...REVIEW_PAGES.providers];

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
