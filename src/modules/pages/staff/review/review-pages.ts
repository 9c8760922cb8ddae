import { RegistrationsModule } from '../../../registrations';
import { MemberPagesController } from './member-pages.controller';
import { MemberPages } from './member-pages.service';
import { ReviewPagesController } from './review-pages.controller';

/** What the pages of the review bring with them. */
export const REVIEW_PAGES = {
  modules: [RegistrationsModule],
  controllers: [ReviewPagesController, MemberPagesController],
  providers: [MemberPages],
};
