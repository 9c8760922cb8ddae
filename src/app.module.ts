import { type DynamicModule, Module } from '@nestjs/common';
import { DeploymentModule } from './deployment.module';
import { AppointmentsModule } from './modules/appointments';
import { AuditsModule } from './modules/audits';
import { AuditLogModule } from './modules/audit-log';
import { DrawsModule } from './modules/draws';
import { HardshipModule } from './modules/hardship';
import { IdentityModule } from './modules/identity';
import { NotificationsModule } from './modules/notifications';
import { PagesModule, StaffPagesModule } from './modules/pages';
import { OfferReportsModule } from './modules/offer-reports';
import { RegistrationsModule } from './modules/registrations';
import { RetentionModule } from './modules/retention';
import { SlotsModule } from './modules/slots';
import { StaffModule } from './modules/staff';
import { WindowsModule } from './modules/windows';
import { PlatformModule } from './platform/platform.module';
import type { ProcessRole } from './platform/role';
import type { Runtime } from './platform/runtime';
import { SweepsModule } from './platform/schedule';

export type { ProcessRole as Roles } from './platform/role';

/** The whole service, for one role. */
@Module({})
export class AppModule {
  static forRole(role: ProcessRole, runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(runtime),
        SweepsModule,
        DeploymentModule,
        StaffModule.forRole(role),
        AuditLogModule.forRole(role),
        WindowsModule.forRole(role),
        IdentityModule.forRole(role),
        RegistrationsModule.forRole(role),
        HardshipModule.forRole(role),
        SlotsModule.forRole(role),
        DrawsModule.forRole(role),
        AppointmentsModule.forRole(role),
        AuditsModule.forRole(role),
        NotificationsModule.forRole(role),
        RetentionModule.forRole(role),
        OfferReportsModule.forRole(role),
        PagesModule.forRole(role),
        StaffPagesModule.forRole(role),
      ],
    };
  }
}
