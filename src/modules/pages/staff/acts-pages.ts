import { AppointmentsModule } from '../../appointments';
import { AuditsModule } from '../../audits';
import { HardshipModule } from '../../hardship';
import { OfferReportsModule } from '../../offer-reports';
import { RegistrationsModule } from '../../registrations';
import { StaffModule } from '../../staff';
import { ApprovalCases } from './approvals/approval-cases.service';
import { ApprovalPagesController } from './approvals/approvals.controller';
import { CaseDesk } from './cases/case-desk';
import { CorrectionPagesController } from './corrections/corrections.controller';
import { GrantableSlots } from './grants/grantable-slots.service';
import { GrantPagesController } from './grants/grants.controller';
import { HardshipPagesController } from './hardship/hardship-pages.controller';
import { MembersController } from './members/members.controller';
import { HearingPagesController } from './revocation/hearing-pages.controller';
import { RevocationDesk } from './revocation/revocation-desk.service';
import { RevocationEvidenceController } from './revocation/revocation-evidence.controller';
import { RevocationPagesController } from './revocation/revocation.controller';

/** Pages of the acts that take two people. */
export const ACTS_PAGES = {
  modules: [AppointmentsModule, AuditsModule, HardshipModule, OfferReportsModule, RegistrationsModule, StaffModule],
  controllers: [
    ApprovalPagesController,
    HardshipPagesController,
    CorrectionPagesController,
    GrantPagesController,
    RevocationPagesController,
    HearingPagesController,
    RevocationEvidenceController,
    MembersController,
  ],
  providers: [ApprovalCases, CaseDesk, GrantableSlots, RevocationDesk],
};
