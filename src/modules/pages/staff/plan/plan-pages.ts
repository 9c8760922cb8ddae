import { SlotsModule } from '../../../slots';
import { CapacityEditing } from './capacity-editing.service';
import { CapacityPagesController } from './capacity.controller';
import { WindowSlotsController } from './window-slots.controller';
import { TemplatePagesController } from './wizard/templates.controller';
import { PlanWizardController } from './wizard/wizard.controller';
import { PlansDesk } from './wizard/wizard.service';
import { WindowSlotsDesk } from './window-slots.service';

/** The pages of those who plan, for the module of the office's side. */
export const PLAN_PAGES = {
  modules: [SlotsModule],
  controllers: [CapacityPagesController, WindowSlotsController, PlanWizardController, TemplatePagesController],
  providers: [CapacityEditing, WindowSlotsDesk, PlansDesk],
};
