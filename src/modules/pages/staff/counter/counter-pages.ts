import { AppointmentsModule } from '../../../appointments';
import { CounterDesk } from './counter-desk.service';
import { CounterPagesController } from './counter.controller';
import { PaperListController } from './paper-list.controller';

/** What the counter's pages add to the module of the office's side. */
export const COUNTER_PAGES = {
  modules: [AppointmentsModule],
  controllers: [PaperListController, CounterPagesController],
  providers: [CounterDesk],
};
