import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { equalSecrets, KeyedHash } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database';
import type { SlotRow } from '../slots';
import type { OfferRow } from './offer.entities';
import { isOver } from './offer-deadline';
import { OffersRepository } from './offers.repository';
import { formatPrintedCode, keyedCharactersOf, type PrintedCode, readTypedCode } from './printed-code';

/**
 * What somebody is told who asks about a piece of paper. Never a name, a time or a place: those stand on the paper, and whoever has
 * only found a code learns nothing about a person.
 *
 * - `mistyped`: the check character does not fit; the same answer whether or not there is such an appointment
 * - `unknown`: nothing of the kind was ever given out
 * - `offered`: genuine, and still to be accepted by the person it was offered to
 * - `valid`: an accepted appointment that is still to come, or is going on
 * - `ended`: there was one; it has been kept, missed, given back or taken back, or its time is over
 */
export type AppointmentVerdict = 'mistyped' | 'unknown' | 'offered' | 'valid' | 'ended';

const DOMAIN = 'appointment-code';

/**
 * Number and check code that every confirmation carries, so that anybody can ask whether it is genuine.
 *
 * Nothing is stored: the number is the beginning of the offer's id, the code a keyed hash over the whole of it. 40 random bits have to
 * be hit to find an appointment at all, and 35 keyed ones to be told anything about it; who asks is limited in how often (pages).
 */
@Injectable()
export class AppointmentCodes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offers: OffersRepository,
    private readonly keyedHash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /** What a confirmation prints, and the page of an appointment shows. @param offerId `AppointmentView.appointment` */
  codeOf(offerId: string): PrintedCode {
    return formatPrintedCode(offerId, this.macOf(offerId));
  }

  /** What is told about a number and a code as somebody typed them. Reads only. */
  async check(number: string, code: string): Promise<AppointmentVerdict> {
    const typed = readTypedCode(number, code);
    if (typed === null) return 'mistyped';
    return this.unitOfWork.run(async (em) => {
      const candidates = await this.offers.listByIdPrefix(em, typed.prefix);
      const offer = candidates.find(({ id }) => equalSecrets(typed.mac, keyedCharactersOf(this.macOf(id))));
      if (!offer) return 'unknown';
      return this.judge(offer, await this.offers.getSlots(em, offer.id));
    });
  }

  /** Time counts, whether or not the sweep has written down yet what it has done. */
  private judge(offer: OfferRow, slots: readonly SlotRow[]): AppointmentVerdict {
    const now = this.clock.seconds();
    if (offer.state === 'offered') return isOver(offer, now) ? 'ended' : 'offered';
    if (offer.state !== 'accepted') return 'ended';
    return slots.every((slot) => slot.endsAt.getTime() / 1000 < now) ? 'ended' : 'valid';
  }

  private macOf(offerId: string): Buffer {
    return this.keyedHash.digest(DOMAIN, offerId);
  }
}
