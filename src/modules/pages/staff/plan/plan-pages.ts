import { AppointmentsModule } from '../../../appointments';
import { IdentityModule } from '../../../identity';
import { RegistrationsModule } from '../../../registrations';
import { SlotsModule } from '../../../slots';
import { DashboardController } from '../dashboard/dashboard.controller';
import { WindowDesk } from '../dashboard/window-desk.service';
import { CaseRegisterController } from '../case-register/case-register.controller';
import { NearCriticalController } from '../near-critical/near-critical.controller';
import { OfficeReport } from '../report/office-report.service';
import { ReportPagesController } from '../report/report.controller';
import { CapacityEditing } from './capacity-editing.service';
import { CapacityPagesController } from './capacity.controller';
import { WindowSlotsController } from './window-slots.controller';
import { TemplatePagesController } from './wizard/templates.controller';
import { PlanWizardController } from './wizard/wizard.controller';
import { PlansDesk } from './wizard/wizard.service';
import { WindowSlotsDesk } from './window-slots.service';

/** The pages of those who plan, for the module of the office's side. */
export const PLAN_PAGES = {
  modules: [SlotsModule, AppointmentsModule, IdentityModule, RegistrationsModule],
  controllers: [
    DashboardController,
    CapacityPagesController,
    WindowSlotsController,
    PlanWizardController,
    TemplatePagesController,
    ReportPagesController,
    NearCriticalController,
    CaseRegisterController,
  ],
  providers: [WindowDesk, CapacityEditing, WindowSlotsDesk, PlansDesk, OfficeReport],
};
