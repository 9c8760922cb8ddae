import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import type { StaffMember } from '../staff';
import { officeDate } from '../windows';
import type { OfferRow } from './offer.entities';
import { PaperDayRow } from './paper-day.entity';
import { slotsOfOffers } from './slots-of-offers';

/** Seconds after which a day that somebody has left open is closed by itself: a registration must not wait for ever. */
const LONGEST = 7 * 86_400;

/**
 * Days on which the counters worked from paper. Until their outcomes have been entered, nobody of that day becomes "missed" by the night: an end
 * in the log is final, and paper comes late.
 */
@Injectable()
export class PaperDays {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Keeps a day open. Twice is once; a day that was closed can be opened again while its outcomes are. */
  async hold(clerk: StaffMember, day: string): Promise<void> {
    await this.unitOfWork.run((em) =>
      em.query(
        `INSERT INTO paper_days (day, held_by, held_at) VALUES ($1, $2, $3) ON CONFLICT (day)
         DO UPDATE SET held_by = excluded.held_by, held_at = excluded.held_at, entered_at = NULL, entered_by = NULL`,
        [day, clerk.name, this.clock.now()],
      ),
    );
  }

  /** All outcomes have been entered: whoever is left did not come. */
  async close(clerk: StaffMember, day: string): Promise<void> {
    const entered = { enteredAt: this.clock.now(), enteredBy: clerk.name };
    await this.unitOfWork.run((em) => em.update(PaperDayRow, { day, enteredAt: IsNull() }, entered));
  }

  /** Whether a day is kept open now. */
  async isHeldNow(day: string): Promise<boolean> {
    return this.unitOfWork.run((em) => this.isHeld(em, day));
  }

  private async isHeld(em: EntityManager, day: string): Promise<boolean> {
    const heldAt = MoreThan(new Date((this.clock.seconds() - LONGEST) * 1000));
    return em.existsBy(PaperDayRow, { day, enteredAt: IsNull(), heldAt });
  }

  /** Those offers whose days are not kept open. */
  async withoutHeld(em: EntityManager, offers: readonly OfferRow[]): Promise<OfferRow[]> {
    const slots = await slotsOfOffers(
      em,
      offers.map(({ id }) => id),
    );
    const dayOf = ({ id }: OfferRow): string => officeDate(slots.get(id)![0]!.startsAt.getTime() / 1000);
    const held = new Set<string>();
    for (const day of new Set(offers.map(dayOf))) if (await this.isHeld(em, day)) held.add(day);
    return offers.filter((offer) => !held.has(dayOf(offer)));
  }
}
