import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { formatTime } from '../../../core';
import { Clock, unixSeconds } from '../../../platform/clock';
import { CONFIG, type Config } from '../../../platform/config';
import { Envelope } from '../../../platform/crypto';
import { UnitOfWork } from '../../../platform/database';
import { addToOutbox } from '../../../platform/outbox';
import { RegistrationError } from '../registrations.errors';
import { RegistrationExclusion } from './registration-exclusion';
import { type ObjectionWay, ReviewNoticeRow, type Suspicion } from './review-notice.entity';
import { ReviewItemsRepository } from './review-items.repository';

/** Days that a printed letter may be on its way, beside the time to object (§ 41 VwVfG: four). */
export const POST_DAYS = 4;
const DAY_MS = 86_400_000;

/** A notice as its person sees it. */
export interface OwnNotice {
  readonly suspicion: Suspicion;
  readonly sentAt: string;
  readonly objectBy: string;
  readonly objectedAt: string | null;
}

/** A notice as reviewers see it. */
export interface NoticeView extends OwnNotice {
  readonly sentBy: string;
  readonly objectedVia: ObjectionWay | null;
  /** What the person says. */
  readonly objection: string | null;
  /** Whether the person has been heard, so that an exclusion may be asked for. */
  readonly isHeard: boolean;
}

/**
 * Tells people that their registration may be excluded, and hears them. Nobody is excluded who has not been told and given time
 * (`OBJECTION_DAYS`) or has answered; an answer counts until the decision, also a late one.
 */
@Injectable()
export class ReviewNotices {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly exclusion: RegistrationExclusion,
    private readonly items: ReviewItemsRepository,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Tells somebody about whom a question is open. Row and letter commit together; the same again changes nothing.
   * @throws RegistrationError `review.not-found`, `review.too-late`, `review.in-draw`
   */
  async send(registrationId: string, suspicion: Suspicion, by: string): Promise<NoticeView> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.exclusion.lockExcludable(em, registrationId);
      const known = await this.findOpen(em, registrationId);
      if (known !== null) return this.view(known);
      if (!(await this.isAskedAbout(em, registrationId))) throw new RegistrationError('review.not-found');
      const sentAt = this.clock.now();
      const days = this.config.objectionDays + (row.contactKind === 'none' ? POST_DAYS : 0);
      const notice = {
        id: randomUUID(),
        registrationId,
        suspicion,
        sentBy: by,
        sentAt,
        objectBy: new Date(sentAt.getTime() + days * DAY_MS),
      };
      await em.insert(ReviewNoticeRow, notice);
      await addToOutbox(em, [{ kind: 'review.notice', registrationId, subjectId: notice.id }]);
      return this.view({ ...notice, objection: null, objectedAt: null, objectedVia: null, endedAt: null });
    });
  }

  /**
   * Keeps what somebody has to say, for staff to read before they decide. The last text stands.
   * @throws RegistrationError `review.no-notice`
   */
  async object(em: EntityManager, registrationId: string, text: string, via: ObjectionWay): Promise<NoticeView> {
    const notice = await em.findOne(ReviewNoticeRow, {
      where: { registrationId, endedAt: IsNull() },
      lock: { mode: 'for_no_key_update' },
    });
    if (notice === null) throw new RegistrationError('review.no-notice');
    const change = { objection: this.envelope.seal(text, placeOf(notice.id)), objectedAt: this.clock.now(), objectedVia: via };
    await em.update(ReviewNoticeRow, { id: notice.id }, change);
    return this.view({ ...notice, ...change });
  }

  /** For staff who were told by phone or letter. @throws RegistrationError `review.no-notice` */
  async take(registrationId: string, text: string, via: 'phone' | 'letter'): Promise<NoticeView> {
    return this.unitOfWork.run((em) => this.object(em, registrationId, text, via));
  }

  /** @throws RegistrationError `review.notice-first`, `review.time-to-object` */
  async assertHeard(em: EntityManager, registrationId: string): Promise<void> {
    const notice = await this.findOpen(em, registrationId);
    if (notice === null) throw new RegistrationError('review.notice-first');
    if (!this.isHeard(notice)) throw new RegistrationError('review.time-to-object');
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
    return row && ownNoticeOf(row);
  }

  private async findOpen(em: EntityManager, registrationId: string): Promise<ReviewNoticeRow | null> {
    return em.findOneBy(ReviewNoticeRow, { registrationId, endedAt: IsNull() });
  }

  /** Of several registrations, by id. */
  async listOpen(em: EntityManager, registrationIds: readonly string[]): Promise<Map<string, NoticeView>> {
    const rows = await em.findBy(ReviewNoticeRow, { registrationId: In([...registrationIds]), endedAt: IsNull() });
    return new Map(rows.map((row) => [row.registrationId, this.view(row)]));
  }

  private async isAskedAbout(em: EntityManager, registrationId: string): Promise<boolean> {
    const [own, about] = [await this.items.listOpenOf(em, registrationId), await this.items.listOpenAbout(em, registrationId)];
    return own.length + about.length > 0;
  }

  private isHeard({ objectBy, objectedAt }: ReviewNoticeRow): boolean {
    return objectedAt !== null || objectBy.getTime() < this.clock.milliseconds();
  }

  private view(row: ReviewNoticeRow): NoticeView {
    return {
      ...ownNoticeOf(row),
      sentBy: row.sentBy,
      objectedVia: row.objectedVia,
      objection: row.objection && this.envelope.openText(row.objection, placeOf(row.id)),
      isHeard: this.isHeard(row),
    };
  }
}

function ownNoticeOf({ suspicion, sentAt, objectBy, objectedAt }: ReviewNoticeRow): OwnNotice {
  const time = (at: Date): string => formatTime(Math.floor(unixSeconds(at)));
  return { suspicion, sentAt: time(sentAt), objectBy: time(objectBy), objectedAt: objectedAt && time(objectedAt) };
}

function placeOf(noticeId: string): string {
  return `review_notices.objection ${noticeId}`;
}
