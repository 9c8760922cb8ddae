import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database';
import { type ApprovalEffect, Approvals, type ApprovalView } from '../../approvals';
import type { StaffMember } from '../../staff';
import { WindowsService } from '../../windows';
import { RegistrationError } from '../registrations.errors';
import { RegistrationsRepository } from '../registrations.repository';
import { RemovalActs, REPLACING } from './removal-acts';
import { ReviewNotices } from './review-notices.service';

/**
 * Excluding a registration, and merging one into another: an operator asks with a reason, an approver decides. State, questions, notice, log
 * entry and decision commit together. Whoever is to be excluded has had a notice and time to object; if the freeze comes first, nobody is: a
 * registration that is in a draw stays in it until it is drawn.
 */
@Injectable()
export class RemovalService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly acts: RemovalActs,
    private readonly notices: ReviewNotices,
    private readonly repository: RegistrationsRepository,
    private readonly windows: WindowsService,
  ) {}

  onModuleInit(): void {
    this.approvals.register('registration.exclude', {
      assertPossible: (em, request) => this.acts.assertExcludable(em, request),
      carryOut: (em, request, officers) => this.acts.exclude(em, request, officers),
    } satisfies ApprovalEffect);
    this.approvals.register('registration.merge', {
      assertPossible: (em, request) => this.acts.assertMergeable(em, request),
      carryOut: (em, request, officers) => this.acts.merge(em, request, officers),
    } satisfies ApprovalEffect);
  }

  /**
   * @throws RegistrationError `review.not-found`, `review.notice-first`, `review.time-to-object`, `review.own-record`, `review.too-late`,
   *   `review.in-draw`, `review.nothing-to-replace`; ApprovalError
   */
  async askToExclude(member: StaffMember, registrationId: string, reason: string): Promise<ApprovalView> {
    return this.ask(member, 'registration.exclude', registrationId, reason, {});
  }

  /** @throws RegistrationError `review.not-found`, `review.nothing-to-merge`, `review.too-late`, `review.in-draw`; ApprovalError */
  async askToMerge(member: StaffMember, registrationId: string, into: string, reason: string): Promise<ApprovalView> {
    return this.ask(member, 'registration.merge', registrationId, reason, { into });
  }

  private async ask(
    member: StaffMember,
    kind: 'registration.exclude' | 'registration.merge',
    subject: string,
    reason: string,
    details: object,
  ): Promise<ApprovalView> {
    const known = await this.unitOfWork.run(async (em) => {
      const row = await this.repository.find(em, subject);
      if (row === null) throw new RegistrationError('review.not-found');
      const { authority, slug } = await this.windows.getServiceById(em, row.serviceId);
      // Both people decide about the same one: whoever waits by then may be another.
      if (kind === 'registration.exclude') await this.notices.assertHeardByOthers(em, subject, member);
      const coming = reason === REPLACING ? { coming: await this.acts.findComing(em, subject) } : {};
      return { path: `${authority}/${slug}`, page: `/staff/review/of/${subject}`, ...coming };
    });
    return this.approvals.request(member, { kind, subject, reason, details: { ...known, ...details } });
  }
}
