import { AppointmentsModule } from '../../../appointments';
import { RegistrationsModule } from '../../../registrations';
import { SlotsModule } from '../../../slots';
import { OwnAppointments } from '../../own/own-appointments.service';
import { Journeys } from '../../register/journey.service';
import { AssistController } from '../assist/assist.controller';
import { AssistDesk } from '../assist/assist-desk.service';
import { LetterPagesController } from '../assist/letters.controller';
import { CallerConcerns } from '../assist/caller-concerns.service';
import { CallerDesk } from '../assist/caller-desk.service';
import { CounterDesk } from './counter-desk.service';
import { CounterPagesController } from './counter.controller';
import { PaperListController } from './paper-list.controller';

/** What the pages of counter and hotline add to the module of the office's side. */
export const COUNTER_PAGES = {
  modules: [AppointmentsModule, RegistrationsModule, SlotsModule],
  controllers: [PaperListController, CounterPagesController, AssistController, LetterPagesController],
  providers: [AssistDesk, CallerConcerns, CallerDesk, CounterDesk, Journeys, OwnAppointments],
};
