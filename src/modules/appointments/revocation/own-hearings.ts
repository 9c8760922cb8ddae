import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database';
import type { ActNote, OwnKey, StatementWay, TakenWay } from '../../registrations';
import type { StaffMember } from '../../staff';
import { AnswerAccess } from '../answer-access.service';
import { AppointmentViews } from '../appointment-views.service';
import { Hearings } from './hearings.service';
import { HearingViews, type OwnHearing } from './hearing-views.service';
import { RevocationError } from './revocation.errors';

/** The hearing of one's own appointment. */
@Injectable()
export class OwnHearings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AnswerAccess,
    private readonly appointments: AppointmentViews,
    private readonly hearings: Hearings,
    private readonly views: HearingViews,
  ) {}

  /** What the holder can answer to; null for nothing. @throws DomainError `registration.not-found`, `registration.too-many-tries` */
  async find(key: OwnKey): Promise<OwnHearing | null> {
    const accepted = (await this.appointments.listOwn(key)).find(({ state }) => state === 'accepted');
    return accepted ? this.unitOfWork.run((em) => this.views.findOwn(em, accepted.appointment)) : null;
  }

  /** @throws DomainError `registration.not-found`, `registration.too-many-tries`, `offer.none`, `revocation.no-hearing`, `request.too-many` */
  async answer(key: OwnKey, text: string): Promise<void> {
    await this.add(key, text, 'page', null);
  }

  /** What a caller has told a member of staff. @throws as {@link answer} */
  async take(key: OwnKey, text: string, via: TakenWay, taker: StaffMember, note: ActNote): Promise<void> {
    await this.add(key, text, via, taker, note);
  }

  private async add(key: OwnKey, text: string, via: StatementWay, taker: StaffMember | null, note?: ActNote): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      // The live one of the registration, where there is one.
      const { offer } = await this.access.lock(em, key);
      if (offer.state !== 'accepted') throw new RevocationError('revocation.no-hearing');
      await this.hearings.answer(em, offer.id, text, via, taker);
      await note?.(em);
    });
  }
}
