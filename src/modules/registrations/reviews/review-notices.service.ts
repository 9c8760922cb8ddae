import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Clock, timeOf } from '../../../platform/clock';
import { CONFIG, type Config } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database';
import { addToOutbox } from '../../../platform/outbox';
import type { StaffMember } from '../../staff';
import type { ActNote } from '../registration-access.service';
import { RegistrationError } from '../registrations.errors';
import type { StatementView, StatementWay, TakenWay, Telling } from '../statements';
import { RegistrationExclusion } from './registration-exclusion';
import { ReviewItemsRepository } from './review-items.repository';
import { ReviewNoticeRow, type Suspicion } from './review-notice.entity';
import type { ReviewStatementRow } from './review-statement.entity';
import { ReviewStatements } from './review-statements';

/** Days that a printed letter may be on its way, beside the time to object (§ 41 VwVfG: four). */
export const POST_DAYS = 4;
const DAY_MS = 86_400_000;

/** A notice as its person sees it. */
export interface OwnNotice {
  readonly suspicion: Suspicion;
  readonly sentAt: string;
  readonly objectBy: string;
  /** When the last answer came. */
  readonly objectedAt: string | null;
}

/** A notice as reviewers see it. */
export interface NoticeView extends OwnNotice {
  readonly sentBy: string;
  /** What the person says, the first answer first. */
  readonly statements: readonly StatementView[];
  /** Whether the person has been heard, so that an exclusion may be asked for. */
  readonly isHeard: boolean;
}

/**
 * Tells people that their registration may be excluded, and hears them. Nobody is excluded who has not been told and given time
 * (`OBJECTION_DAYS`) or has answered; an answer counts until the decision, also a late one. What whoever sent the notice, or asks for the
 * exclusion, has written down for the person does not take the rest of their time.
 */
@Injectable()
export class ReviewNotices {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly exclusion: RegistrationExclusion,
    private readonly items: ReviewItemsRepository,
    private readonly statements: ReviewStatements,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Tells somebody about whom a question is open. Row and letter commit together; the same again changes nothing.
   * @throws RegistrationError `review.not-found`, `review.too-late`, `review.in-draw`
   */
  async send(registrationId: string, suspicion: Suspicion, by: StaffMember): Promise<NoticeView> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.exclusion.lockExcludable(em, registrationId);
      const known = await this.findOpen(em, registrationId);
      if (known !== null) return this.open(em, known);
      if (!(await this.isAskedAbout(em, registrationId))) throw new RegistrationError('review.not-found');
      const sentAt = this.clock.now();
      const days = this.config.objectionDays + (row.contactKind === 'none' ? POST_DAYS : 0);
      const notice = {
        id: randomUUID(),
        registrationId,
        suspicion,
        sentBy: by.name,
        sentPerson: by.person,
        sentAt,
        objectBy: new Date(sentAt.getTime() + days * DAY_MS),
      };
      await em.insert(ReviewNoticeRow, notice);
      await addToOutbox(em, [{ kind: 'review.notice', registrationId, subjectId: notice.id }]);
      return this.open(em, { ...notice, endedAt: null });
    });
  }

  /**
   * Keeps what somebody says on their own page, for staff to read before they decide.
   * @throws RegistrationError `review.no-notice`; DomainError `request.too-many`
   */
  async object(em: EntityManager, registrationId: string, text: string): Promise<NoticeView> {
    return this.add(em, registrationId, text, 'page', null);
  }

  /** Keeps what somebody has told a member of staff. @throws RegistrationError `review.no-notice` */
  async take(registrationId: string, text: string, via: TakenWay, taker: StaffMember, note?: ActNote): Promise<NoticeView> {
    return this.unitOfWork.run(async (em) => {
      const view = await this.add(em, registrationId, text, via, taker);
      await note?.(em);
      return view;
    });
  }

  private async add(
    em: EntityManager,
    registrationId: string,
    text: string,
    via: StatementWay,
    taker: StaffMember | null,
  ): Promise<NoticeView> {
    const where = { registrationId, endedAt: IsNull() };
    const notice = await em.findOne(ReviewNoticeRow, { where, lock: { mode: 'for_no_key_update' } });
    if (notice === null) throw new RegistrationError('review.no-notice');
    await this.statements.add(em, notice.id, text, via, taker);
    return this.open(em, notice);
  }

  /** @throws RegistrationError `review.notice-first`, `review.time-to-object` */
  async assertHeard(em: EntityManager, registrationId: string): Promise<void> {
    const notice = await this.findOpen(em, registrationId);
    if (notice === null) throw new RegistrationError('review.notice-first');
    if (!(await this.isHeard(em, notice))) throw new RegistrationError('review.time-to-object');
  }

  /** Nobody asks for an exclusion before the time is over on the strength of an answer that they have written down themselves. @throws RegistrationError `review.own-record` */
  async assertHeardByOthers(em: EntityManager, registrationId: string, asker: StaffMember): Promise<void> {
    const notice = await this.findOpen(em, registrationId);
    if (notice !== null && (await this.isHeard(em, notice)) && !(await this.isHeard(em, notice, asker)))
      throw new RegistrationError('review.own-record');
  }

  /** A decided registration needs its notice no more. */
  async end(em: EntityManager, registrationId: string): Promise<void> {
    await em.update(ReviewNoticeRow, { registrationId, endedAt: IsNull() }, { endedAt: this.clock.now() });
  }

  /** Ends a notice when no question about its registration is left. The person is told that it takes part, as they were told of the doubt. */
  async endIfAnswered(em: EntityManager, registrationId: string): Promise<void> {
    if ((await this.findOpen(em, registrationId)) === null || (await this.isAskedAbout(em, registrationId))) return;
    await this.end(em, registrationId);
    await em.query(`UPDATE registrations SET decision_untold = true, version = version + 1 WHERE id = $1 AND state = 'standing'`, [
      registrationId,
    ]);
  }

  /** An open notice as its person sees it. */
  async findOwn(em: EntityManager, registrationId: string): Promise<OwnNotice | null> {
    const row = await this.findOpen(em, registrationId);
    return row && ownNoticeOf(row, await this.statements.listAbout(em, row.id));
  }

  private async findOpen(em: EntityManager, registrationId: string): Promise<ReviewNoticeRow | null> {
    return em.findOneBy(ReviewNoticeRow, { registrationId, endedAt: IsNull() });
  }

  /** Of several registrations, by id. */
  async listOpen(em: EntityManager, registrationIds: readonly string[]): Promise<Map<string, NoticeView>> {
    const rows = await em.findBy(ReviewNoticeRow, { registrationId: In([...registrationIds]), endedAt: IsNull() });
    const said = await this.statements.listOf(
      em,
      rows.map(({ id }) => id),
    );
    return new Map(rows.map((row) => [row.registrationId, this.view(row, said.get(row.id)!)]));
  }

  private async isAskedAbout(em: EntityManager, registrationId: string): Promise<boolean> {
    const [own, about] = [await this.items.listOpenOf(em, registrationId), await this.items.listOpenAbout(em, registrationId)];
    return own.length + about.length > 0;
  }

  private async isHeard(em: EntityManager, notice: ReviewNoticeRow, asker?: StaffMember): Promise<boolean> {
    return this.statements.isHeard(tellingOf(notice), await this.statements.listAbout(em, notice.id), asker);
  }

  private async open(em: EntityManager, row: ReviewNoticeRow): Promise<NoticeView> {
    return this.view(row, await this.statements.listAbout(em, row.id));
  }

  private view(row: ReviewNoticeRow, said: readonly ReviewStatementRow[]): NoticeView {
    return {
      ...ownNoticeOf(row, said),
      sentBy: row.sentBy,
      statements: said.map((each) => this.statements.view(each)),
      isHeard: this.statements.isHeard(tellingOf(row), said),
    };
  }
}

function tellingOf({ sentBy, sentPerson, objectBy }: ReviewNoticeRow): Telling {
  return { by: sentBy, person: sentPerson, until: objectBy };
}

function ownNoticeOf({ suspicion, sentAt, objectBy }: ReviewNoticeRow, said: readonly ReviewStatementRow[]): OwnNotice {
  const last = said.at(-1);
  return { suspicion, sentAt: timeOf(sentAt), objectBy: timeOf(objectBy), objectedAt: last === undefined ? null : timeOf(last.at) };
}
