import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database';
import type { OwnKey } from '../../registrations';
import { AnswerAccess } from '../answer-access.service';
import { AppointmentViews } from '../appointment-views.service';
import { Hearings, type OwnHearing } from './hearings.service';
import { RevocationError } from './revocation.errors';

/** The hearing of one's own appointment. */
@Injectable()
export class OwnHearings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AnswerAccess,
    private readonly views: AppointmentViews,
    private readonly hearings: Hearings,
  ) {}

  /** What the holder can answer to; null for nothing. @throws DomainError `registration.not-found`, `registration.too-many-tries` */
  async find(key: OwnKey): Promise<OwnHearing | null> {
    const accepted = (await this.views.listOwn(key)).find(({ state }) => state === 'accepted');
    return accepted ? this.unitOfWork.run((em) => this.hearings.findOwn(em, accepted.appointment)) : null;
  }

  /** The last text stands. @throws DomainError `registration.not-found`, `registration.too-many-tries`, `offer.none`, `revocation.no-hearing` */
  async answer(key: OwnKey, text: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      // The live one of the registration, where there is one.
      const { offer } = await this.access.lock(em, key);
      if (offer.state !== 'accepted') throw new RevocationError('revocation.no-hearing');
      await this.hearings.answer(em, offer.id, text, 'page');
    });
  }
}
