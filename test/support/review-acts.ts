import type { EntityManager } from 'typeorm';
import { Approvals, type ApprovalView } from '../../src/modules/approvals';
import { RegistrationRow, RemovalService, ReviewNotices } from '../../src/modules/registrations';
import { ReviewQuestions } from '../../src/modules/registrations/reviews';
import type { ReviewReason } from '../../src/modules/registrations/reviews/review-item.entity';
import type { StaffMember } from '../../src/modules/staff';

export const OPERATOR: StaffMember = { name: 'operator-1', person: 'one', roles: ['operator'] };
/** Writes down what people say, and holds nothing against anybody. */
export const HOTLINE: StaffMember = { name: 'hotline-1', person: 'five', roles: ['hotline'] };
export const APPROVER: StaffMember = { name: 'approver-1', person: 'two', roles: ['approver'] };

/** A world, or an application: whatever finds services and runs transactions. */
export interface ReviewPlace {
  get<T>(type: abstract new (...parameters: never[]) => T): T;
  transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T>;
}

/** Opens a question about a registration. @returns its id */
export async function askAbout(place: ReviewPlace, id: string, reason: ReviewReason, other: string | null = null): Promise<string> {
  return place.transaction(async (em) => {
    const row = await em.findOneByOrFail(RegistrationRow, { id });
    const questions = place.get(ReviewQuestions);
    if (reason === 'person-registered-already') await questions.askAboutPerson(em, row, other!, null);
    else await questions.askAboutCase(em, row, reason, other);
    const [item]: { id: string }[] = await em.query(
      `SELECT id FROM review_items WHERE registration_id = $1 AND reason = $2 AND decision IS NULL`,
      [id, reason],
    );
    return item!.id;
  });
}

/** Tells somebody of the doubt, and hears them at once. */
export async function hear(place: ReviewPlace, id: string): Promise<void> {
  await place.get(ReviewNotices).send(id, 'details', OPERATOR);
  await place.get(ReviewNotices).take(id, 'That is me.', 'phone', HOTLINE);
}

export const approve = (place: ReviewPlace, { id }: ApprovalView): Promise<ApprovalView> =>
  place.get(Approvals).decide(APPROVER, id, 'approved');

/** All of it: notice, answer, and two people. */
export async function excludeByTwo(place: ReviewPlace, id: string, reason = 'unknown-case'): Promise<void> {
  await hear(place, id);
  await approve(place, await place.get(RemovalService).askToExclude(OPERATOR, id, reason));
}

export async function mergeByTwo(place: ReviewPlace, id: string, into: string): Promise<void> {
  await approve(place, await place.get(RemovalService).askToMerge(OPERATOR, id, into, 'same-person'));
}
