import { Injectable } from '@nestjs/common';
import { type EntityManager, type FindOptionsWhere, IsNull, MoreThan } from 'typeorm';
import { Clock } from '../../platform/clock';
import { lockInTransaction, shareLockInTransaction, UnitOfWork } from '../../platform/database';
import type { StaffMember } from '../staff';
import { officeDate, officeDay } from '../windows';
import type { OfferRow } from './offer.entities';
import { PaperDayRow } from './paper-day.entity';

/** Seconds after which a day that somebody has left open is closed by itself: a registration must not wait for ever. */
const LONGEST = 7 * 86_400;

/** A day at one office. */
interface OfficeDay {
  /** Id of the office. */
  readonly office: string;
  /** `YYYY-MM-DD`, as the office counts days. */
  readonly day: string;
}

/** An office at which somebody is expected on a day, and whether that day is kept open there. */
export interface OfficeOnPaper {
  readonly office: string;
  readonly name: string;
  readonly isHeld: boolean;
}

const SLOTS_AT_OFFICES = `slots JOIN windows ON windows.id = slots.window_id
  JOIN slot_groups own ON own.service_id = windows.service_id AND own.name = slots.group_name`;

/** Offices with slots on a day ($1; $2 and $3 its first second and the next day's), and those that hold it. $4: slugs, null for all; $5: held since. */
const OFFICES_OF_DAY = `
SELECT office.id AS office, office.name,
  EXISTS (SELECT FROM paper_days WHERE office_id = office.id AND day = $1 AND entered_at IS NULL AND held_at > $5) AS "isHeld"
FROM offices office
WHERE ($4::text[] IS NULL OR office.slug = ANY ($4)) AND (
  EXISTS (SELECT FROM ${SLOTS_AT_OFFICES} WHERE own.office_id = office.id AND starts_at >= $2 AND starts_at < $3)
  OR EXISTS (SELECT FROM paper_days WHERE office_id = office.id AND day = $1))
ORDER BY office.name, office.id`;

/** Where and when offers are. */
const OFFICES_OF_OFFERS = `
SELECT given.offer_id AS offer, own.office_id AS office, min(slots.starts_at) AS "startsAt"
FROM ${SLOTS_AT_OFFICES} JOIN offer_slots given ON given.slot_uuid = slots.id
WHERE given.offer_id = ANY ($1) GROUP BY 1, 2`;

/**
 * Days on which an office's counters worked from paper. Until their outcomes have been entered, nobody of that day and office becomes "missed" by
 * the night: an end in the log is final, and paper comes late.
 */
@Injectable()
export class PaperDays {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a day open. Twice is once; a day that was closed can be opened again while its outcomes are. Once this has returned nobody becomes
   * "missed": it waits for those who are just becoming so.
   */
  async hold(clerk: StaffMember, { office, day }: OfficeDay): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      await lockInTransaction(em, lockOf({ office, day }));
      if (await this.isHeld(em, { office, day })) return;
      await em.insert(PaperDayRow, { officeId: office, day, heldBy: clerk.name, heldAt: this.clock.now() });
    });
  }

  /** All outcomes of the office have been entered: whoever is left did not come. */
  async close(clerk: StaffMember, { office, day }: OfficeDay): Promise<void> {
    const entered = { enteredAt: this.clock.now(), enteredBy: clerk.name };
    await this.unitOfWork.run((em) => em.update(PaperDayRow, this.stillHeld({ office, day }), entered));
  }

  /** The member's offices at which there are appointments on a day, by name. */
  async listOffices({ offices = null }: StaffMember, day: string): Promise<OfficeOnPaper[]> {
    const { from, until } = officeDay(day);
    const bounds = [new Date(from * 1000), new Date(until * 1000)];
    return this.unitOfWork.run((em) => em.query(OFFICES_OF_DAY, [day, ...bounds, offices, this.heldSince()]));
  }

  /** Those offers whose days are not kept open, and will not be before the transaction has ended. */
  async withoutHeld(em: EntityManager, offers: readonly OfferRow[]): Promise<OfferRow[]> {
    const ids = offers.map(({ id }) => id);
    const places: { offer: string; office: string; startsAt: Date }[] = await em.query(OFFICES_OF_OFFERS, [ids]);
    const days = new Map<string, OfficeDay & { offers: string[] }>();
    for (const { offer, office, startsAt } of places) {
      const day = officeDate(startsAt.getTime() / 1000);
      const key = lockOf({ office, day });
      days.set(key, { office, day, offers: [...(days.get(key)?.offers ?? []), offer] });
    }
    const held = new Set<string>();
    for (const [key, { offers: those, ...officeDay }] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
      await shareLockInTransaction(em, key);
      if (await this.isHeld(em, officeDay)) for (const offer of those) held.add(offer);
    }
    return offers.filter(({ id }) => !held.has(id));
  }

  private async isHeld(em: EntityManager, day: OfficeDay): Promise<boolean> {
    return em.existsBy(PaperDayRow, this.stillHeld(day));
  }

  private stillHeld({ office, day }: OfficeDay): FindOptionsWhere<PaperDayRow> {
    return { officeId: office, day, enteredAt: IsNull(), heldAt: MoreThan(this.heldSince()) };
  }

  /** What was held before is over by itself. */
  private heldSince(): Date {
    return new Date((this.clock.seconds() - LONGEST) * 1000);
  }
}

function lockOf({ office, day }: OfficeDay): string {
  return `paper day ${office} ${day}`;
}
