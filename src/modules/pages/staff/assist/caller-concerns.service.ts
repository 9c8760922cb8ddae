import { Injectable } from '@nestjs/common';
import { OwnHearings } from '../../../appointments';
import { type ActNote, type OwnDetails, type ProvenKey, ReviewNotices, type TakenWay } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { type Concern, concernOfHearing, concernOfNotice } from '../../own/concern';

/** What the office holds against a caller, to be read out, and what they say to it. */
@Injectable()
export class CallerConcerns {
  constructor(
    private readonly notices: ReviewNotices,
    private readonly hearings: OwnHearings,
  ) {}

  async list(key: ProvenKey, { notice }: OwnDetails): Promise<Concern[]> {
    const hearing = await this.hearings.find(key);
    return [...(notice ? [concernOfNotice(notice)] : []), ...(hearing ? [concernOfHearing(hearing)] : [])];
  }

  /** @throws DomainError `review.no-notice`, `revocation.no-hearing`, `offer.none` */
  async take(
    member: StaffMember,
    key: ProvenKey,
    registration: string,
    { about, text, via }: { about: Concern['kind']; text: string; via: TakenWay },
    note: ActNote,
  ): Promise<void> {
    if (about === 'notice') await this.notices.take(registration, text, via, member, note);
    else await this.hearings.take(key, text, via, member, note);
  }
}
