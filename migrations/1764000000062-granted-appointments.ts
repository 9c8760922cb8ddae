import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Appointments that two people grant outside any draw: they have neither a draw nor a ticket. In the place of a draw's result stands the
 * request that a second person approved in the same transaction; their slots are free when they are given.
 */
export class GrantedAppointments1764000000062 implements MigrationInterface {
  name = 'GrantedAppointments1764000000062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "offers" ALTER COLUMN "draw_uuid" DROP NOT NULL, ALTER COLUMN "ticket_id" DROP NOT NULL,
      ADD CONSTRAINT "ck_offers_drawn_or_granted" CHECK ((draw_uuid IS NULL) = (ticket_id IS NULL) AND (draw_uuid IS NOT NULL OR state NOT IN ('offered', 'declined', 'expired')))`);
    await runner.query(replace('guard_new_offer', offerGuard('added.draw_uuid IS NOT NULL AND')));
    await runner.query(replace('guard_offer_slot', slotGuard(GRANTED_SLOT)));
    await runner.query(`CREATE FUNCTION guard_grant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${GRANT} END $$`);
    await runner.query(`CREATE CONSTRAINT TRIGGER "tr_offers_granted_by_two" AFTER INSERT ON "offers"
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.draw_uuid IS NULL) EXECUTE FUNCTION guard_grant()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "tr_offers_granted_by_two" ON "offers"`);
    await runner.query('DROP FUNCTION guard_grant()');
    await runner.query(replace('guard_offer_slot', slotGuard('')));
    await runner.query(replace('guard_new_offer', offerGuard('')));
    await runner.query(`ALTER TABLE "offers" DROP CONSTRAINT "ck_offers_drawn_or_granted",
      ALTER COLUMN "draw_uuid" SET NOT NULL, ALTER COLUMN "ticket_id" SET NOT NULL`);
  }
}

const refuse = (text: string): string => `RAISE EXCEPTION '${text}' USING ERRCODE = 'FS001';`;
const replace = (name: string, body: string): string =>
  `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`;

const offerGuard = (granted: string): string => `
      IF EXISTS (SELECT FROM added WHERE ${granted ? `${granted} ` : ''}NOT EXISTS (
        SELECT FROM public.draws d
          JOIN public.draw_results result ON result.draw_uuid = d.id AND result.ticket_id = added.ticket_id AND result.pot IS NOT NULL
          JOIN public.draw_entries entry ON entry.draw_uuid = d.id AND entry.ticket_id = added.ticket_id
        WHERE d.id = added.draw_uuid AND d.state = 'drawn' AND entry.registration_id = added.registration_id)) THEN
        ${refuse('an offer goes to whom the result names')}
      END IF;
      RETURN NULL;`;

const slotGuard = (granted: string): string => `
      IF EXISTS (SELECT FROM added WHERE NOT EXISTS (
        SELECT FROM public.offers offer
          JOIN public.draw_results result ON result.draw_uuid = offer.draw_uuid AND result.ticket_id = offer.ticket_id
          JOIN public.draw_slots drawn ON drawn.draw_uuid = offer.draw_uuid AND drawn.slot_uuid = added.slot_uuid
          JOIN public.slots slot ON slot.id = added.slot_uuid
        WHERE offer.id = added.offer_id AND slot.slot_id = ANY (result.slot_ids))${granted}) THEN
        ${refuse('an offer is of the slots that the result names')}
      END IF;
      RETURN NULL;`;

const GRANTED_SLOT = ` AND NOT EXISTS (
        SELECT FROM public.offers offer JOIN public.slots slot ON slot.id = added.slot_uuid
        WHERE offer.id = added.offer_id AND offer.draw_uuid IS NULL AND slot.state = 'free')`;

/** Asked for when everything else of the transaction is done: the decision is written last. */
const GRANT = `
      IF NOT EXISTS (SELECT FROM public.approvals WHERE kind = 'slot.grant' AND subject = NEW.registration_id::text AND decision = 'approved'
           AND xmin = pg_current_xact_id()::xid) THEN
        ${refuse('a slot is granted by two people, in the transaction that stores their decision')}
      END IF;
      RETURN NULL;`;
