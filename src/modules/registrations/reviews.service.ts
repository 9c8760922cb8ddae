import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import type { StaffMember } from '../staff';
import { parseSeenDate } from './critical-dates';
import { EntryGate } from './entry-gate';
import { RegistrationAdmission } from './registration-admission';
import { RegistrationExclusion } from './registration-exclusion';
import type { RegistrationRow } from './registration.entity';
import { RegistrationError } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';
import type { DecideReviewDto, SeenFactsDto } from './review.dto';
import type { ReviewDecision, ReviewItemRow } from './review-item.entity';
import { ReviewItemsRepository } from './review-items.repository';

/** What has been decided. */
export interface ReviewAnswer {
  readonly id: string;
  readonly decision: ReviewDecision;
}

/**
 * Answers to the questions that only a person may decide. Everything a decision changes, its log entry included, commits
 * together; the item's lock lets one of two officers decide while the other is told. The person is told at the freeze (DecisionNotices).
 */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ReviewItemsRepository,
    private readonly repository: RegistrationsRepository,
    private readonly admission: RegistrationAdmission,
    private readonly exclusion: RegistrationExclusion,
    private readonly gate: EntryGate,
    private readonly clock: Clock,
  ) {}

  /**
   * Decides an open item. Sending the same decision again gives the same answer and changes nothing.
   * @throws RegistrationError `review.not-found`, `review.decided-already`, `review.nothing-to-merge`, `review.nothing-to-replace`, `review.too-late`, `review.in-draw`,
   *   `registration.case-stands-already`, `registration.malformed-date`
   */
  async decide(id: string, body: DecideReviewDto, staff: StaffMember): Promise<ReviewAnswer> {
    return this.unitOfWork.run(async (em) => {
      const item = await this.items.lock(em, id);
      if (item === null) throw new RegistrationError('review.not-found');
      if (item.decision !== null) return repeated(item, body.decision, staff);
      // First of all: what a decision changes is in the next freeze, or in the one after it, as a whole.
      await this.gate.enter(em, (await this.repository.get(em, item.registrationId)).serviceId);
      const decided = { decision: body.decision, decidedBy: staff.name, decidedAt: this.clock.now() };
      await this.items.change(em, id, decided);
      const excluded = await this.carryOut(em, item, body, staff);
      if (excluded) await this.items.closeOthers(em, item.registrationId, decided);
      return { id, decision: body.decision };
    });
  }

  /** @returns whether the registration is out now */
  private async carryOut(em: EntityManager, item: ReviewItemRow, body: DecideReviewDto, staff: StaffMember): Promise<boolean> {
    if (body.decision === 'keep') {
      await this.keep(em, item, body.facts, staff);
      return false;
    }
    if (body.decision === 'replace') {
      const replaced = await this.exclusion.replace(em, item, staff);
      await this.items.closeOthers(em, replaced, { decision: 'replace', decidedBy: staff.name, decidedAt: this.clock.now() });
      await this.keep(em, item, body.facts, staff);
      return false;
    }
    if (body.decision === 'merge') await this.exclusion.merge(em, item, staff);
    else await this.exclusion.refuse(em, item, staff);
    return true;
  }

  /** The registration takes part. Where its case was the question, the member of staff vouches for it with their name. */
  private async keep(em: EntityManager, item: ReviewItemRow, facts: SeenFactsDto | undefined, staff: StaffMember): Promise<void> {
    const row = (await this.repository.lock(em, item.registrationId))!;
    if (facts) await this.repository.change(em, row.id, seen(facts));
    if (row.state !== 'in_review') {
      // A hint about one that stands or is over: there is nothing to change but the question itself.
      if (row.state === 'offered' || row.state === 'served') throw new RegistrationError('review.too-late');
      return;
    }
    const verified: RegistrationRow = { ...row, caseVerifiedBy: row.caseVerifiedBy ?? staff.name };
    if (!(await this.admission.tryToStand(em, verified))) throw new RegistrationError('registration.case-stands-already');
    await this.repository.change(em, row.id, { decisionUntold: true });
  }
}

function seen(facts: SeenFactsDto): Partial<RegistrationRow> {
  return {
    criticalDate: parseSeenDate(facts.criticalDate),
    criticalDateSource: facts.criticalDateSource,
    ...(facts.applicationRecorded === undefined ? {} : { applicationRecorded: facts.applicationRecorded }),
  };
}

/** The same click twice is one decision. */
function repeated(item: ReviewItemRow, decision: ReviewDecision, staff: StaffMember): ReviewAnswer {
  if (item.decision !== decision || item.decidedBy !== staff.name) throw new RegistrationError('review.decided-already');
  return { id: item.id, decision };
}
