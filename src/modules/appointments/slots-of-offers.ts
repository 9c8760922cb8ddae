import { type EntityManager, In } from 'typeorm';
import { SlotRow } from '../slots';
import { OfferSlotRow } from './offer.entities';

/** Slots of several offers, earliest first, by offer. */
export async function slotsOfOffers(em: EntityManager, offerIds: readonly string[]): Promise<Map<string, SlotRow[]>> {
  const given = await em.findBy(OfferSlotRow, { offerId: In([...offerIds]) });
  const slots = await em.find(SlotRow, { where: { id: In(given.map(({ slotUuid }) => slotUuid)) }, order: { startsAt: 'ASC' } });
  const byId = new Map(slots.map((slot, place) => [slot.id, { slot, place }]));
  const byOffer = new Map<string, { slot: SlotRow; place: number }[]>();
  for (const { offerId, slotUuid } of given) byOffer.set(offerId, [...(byOffer.get(offerId) ?? []), byId.get(slotUuid)!]);
  return new Map([...byOffer].map(([id, placed]) => [id, placed.sort((a, b) => a.place - b.place).map(({ slot }) => slot)]));
}
