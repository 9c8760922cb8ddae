import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { officeDate, officeDay } from '../windows';
import { isOver } from './offer-deadline';
import type { OfferRow } from './offer.entities';
import { OfferSteps } from './offer-steps.service';
import { OffersRepository } from './offers.repository';
import { PaperDays } from './paper-days.service';

/**
 * What time alone does: offers expire, appointments that nobody came to are missed.
 *
 * Each row is a transaction of its own, so a crash leaves some done and the rest for the next run, which finds them by
 * the same question. Run twice or in two places, each row is done once: the state is asked again under the lock.
 */
@Injectable()
export class ExpiryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offers: OffersRepository,
    private readonly steps: OfferSteps,
    private readonly paper: PaperDays,
    private readonly clock: Clock,
  ) {}

  /** Deadlines still open, for whoever wakes us up. */
  async listDeadlines(): Promise<{ drawUuid: string; answerBy: Date }[]> {
    return this.unitOfWork.run((em) => this.offers.listDeadlines(em));
  }

  /** Expires a draw's offers whose last second has passed. @returns how many this call expired */
  async expireOverdue(drawUuid: string): Promise<number> {
    const now = this.clock.seconds();
    const overdue = await this.unitOfWork.run((em) => this.offers.listOverdue(em, drawUuid, new Date(now * 1000)));
    return this.each(overdue, 'expired', async (_, offer) => offer.state === 'offered' && isOver(offer, now));
  }

  /** Accepted appointments of past office days that nobody was checked in for; days whose outcomes are still on paper are not over. */
  async listNotCome(): Promise<OfferRow[]> {
    const { from: today } = officeDay(officeDate(this.clock.seconds()));
    return this.unitOfWork.run(async (em) => this.paper.withoutHeld(em, await this.offers.listAcceptedOver(em, new Date(today * 1000))));
  }

  /** Marks those as missed: the day is over, unless somebody has said since that it is on paper. @returns how many this call marked */
  async markNotCome(): Promise<number> {
    const isStill = async (em: EntityManager, offer: OfferRow): Promise<boolean> =>
      offer.state === 'accepted' && (await this.paper.withoutHeld(em, [offer])).length === 1;
    return this.each(await this.listNotCome(), 'missed', isStill);
  }

  private async each(
    found: readonly OfferRow[],
    step: 'expired' | 'missed',
    isStill: (em: EntityManager, offer: OfferRow) => Promise<boolean>,
  ): Promise<number> {
    let done = 0;
    for (const { id, registrationId } of found) {
      const taken = await this.unitOfWork.run(async (em) => {
        const offer = (await this.offers.lockOfCase(em, registrationId)).find((row) => row.id === id);
        if (offer === undefined || !(await isStill(em, offer))) return false;
        await this.steps.take(em, offer, step);
        return true;
      });
      if (taken) done++;
    }
    return done;
  }
}
