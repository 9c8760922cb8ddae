import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What may still be inserted is guarded like what may be changed: nothing is added to a draw after the step it belongs to, no step is taken
 * without its file, an offer says what the result says, a secret opens its commitment, and what has been decided or has ended stays so.
 *
 * Guards of large tables look once a statement. All name `public`, so that no search path leads them elsewhere.
 */
export class LastLine1764000000050 implements MigrationInterface {
  name = 'LastLine1764000000050';

  async up(runner: QueryRunner): Promise<void> {
    for (const { name, body } of GUARDS) {
      await runner.query(`CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`);
    }
    for (const { name, table, on } of TRIGGERS) await runner.query(`CREATE TRIGGER "${name}" ${on.replace('$table', `"${table}"`)}`);
    await runner.query(IDENTITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER "tr_registrations_identity" ON "registrations"');
    for (const { name, table } of TRIGGERS) await runner.query(`DROP TRIGGER "${name}" ON "${table}"`);
    for (const { name } of GUARDS) await runner.query(`DROP FUNCTION ${name}()`);
  }
}

const refuse = (text: string): string => `RAISE EXCEPTION '${text}' USING ERRCODE = 'FS001';`;

const GUARDS = [
  {
    name: 'guard_new_draw',
    body: `
      IF NEW.state <> 'scheduled' OR num_nonnulls(NEW.frozen_at, NEW.revealed_at, NEW.drawn_at, NEW.offered_at, NEW.published_at) > 0 THEN
        ${refuse('a draw begins as scheduled')}
      END IF;
      IF NOT EXISTS (SELECT FROM public.windows WHERE id = NEW.window_id AND announcement IS NOT NULL AND path || '/' || NEW.number = NEW.draw_id) THEN
        ${refuse('a draw is of an announced window and named after it')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_draw_step_files',
    body: `
      IF NEW.state IN ('frozen', 'revealed', 'drawn') AND NOT EXISTS (
        SELECT FROM public.draw_files WHERE draw_uuid = NEW.id
          AND name = CASE NEW.state WHEN 'frozen' THEN 'freeze.json' WHEN 'revealed' THEN 'reveal.json' ELSE 'result.txt' END) THEN
        ${refuse('a step of a draw is taken with its file')}
      END IF;
      IF NEW.state = 'drawn' AND (SELECT count(*) FROM public.draw_results WHERE draw_uuid = NEW.id)
         <> (SELECT count(*) FROM public.draw_entries WHERE draw_uuid = NEW.id) THEN
        ${refuse('a result has one line for each entry')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_draw_file',
    body: `
      IF NOT EXISTS (SELECT FROM public.draws WHERE id = NEW.draw_uuid AND CASE
          WHEN NEW.name IN ('announcement.json', 'entries.txt', 'slots.txt', 'freeze.json') THEN state = 'scheduled'
          WHEN NEW.name = 'reveal.json' THEN state = 'frozen'
          WHEN NEW.name IN ('beacon.json', 'result.txt') THEN state = 'revealed'
          ELSE state IN ('frozen', 'revealed', 'drawn', 'voided') AND published_at IS NULL END) THEN
        ${refuse('a file of a record is added at its step')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_frozen',
    body: `
      IF EXISTS (SELECT FROM (SELECT DISTINCT draw_uuid FROM added) a JOIN public.draws d ON d.id = a.draw_uuid WHERE d.state <> 'scheduled') THEN
        ${refuse('nothing is added to a draw after its freeze')}
      END IF;
      RETURN NULL;`,
  },
  {
    name: 'guard_new_slot',
    body: `
      IF EXISTS (SELECT FROM (SELECT DISTINCT window_id FROM added) a JOIN public.draws d ON d.window_id = a.window_id
        WHERE d.number = 0 AND d.state IN ('frozen', 'revealed', 'drawn')) THEN
        ${refuse('a window gets no slots after its main freeze')}
      END IF;
      RETURN NULL;`,
  },
  {
    name: 'guard_result',
    body: `
      IF EXISTS (SELECT FROM (SELECT DISTINCT draw_uuid FROM added) a JOIN public.draws d ON d.id = a.draw_uuid WHERE d.state <> 'revealed') THEN
        ${refuse('a result is written when a draw is drawn, and at no other time')}
      END IF;
      RETURN NULL;`,
  },
  {
    name: 'guard_contribution',
    body: `
      IF OLD.secret IS NOT NULL OR (NEW.draw_uuid, NEW.contributor, NEW.commitment, NEW.sealed_secret)
         IS DISTINCT FROM (OLD.draw_uuid, OLD.contributor, OLD.commitment, OLD.sealed_secret) THEN
        ${refuse('a contribution is revealed once, and does not change')}
      END IF;
      IF NOT EXISTS (SELECT FROM public.draws WHERE id = NEW.draw_uuid AND state = 'frozen' AND NEW.commitment = encode(sha256(convert_to(
           concat_ws(E'\\n', 'fairslot/v1/contribution', draw_id, NEW.contributor, NEW.secret, ''), 'UTF8')), 'hex')) THEN
        ${refuse('a secret is revealed between freeze and reveal, and opens its commitment')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_new_offer',
    body: `
      IF EXISTS (SELECT FROM added WHERE NOT EXISTS (
        SELECT FROM public.draws d
          JOIN public.draw_results result ON result.draw_uuid = d.id AND result.ticket_id = added.ticket_id AND result.pot IS NOT NULL
          JOIN public.draw_entries entry ON entry.draw_uuid = d.id AND entry.ticket_id = added.ticket_id
        WHERE d.id = added.draw_uuid AND d.state = 'drawn' AND entry.registration_id = added.registration_id)) THEN
        ${refuse('an offer goes to whom the result names')}
      END IF;
      RETURN NULL;`,
  },
  {
    name: 'guard_offer_slot',
    body: `
      IF EXISTS (SELECT FROM added WHERE NOT EXISTS (
        SELECT FROM public.offers offer
          JOIN public.draw_results result ON result.draw_uuid = offer.draw_uuid AND result.ticket_id = offer.ticket_id
          JOIN public.draw_slots drawn ON drawn.draw_uuid = offer.draw_uuid AND drawn.slot_uuid = added.slot_uuid
          JOIN public.slots slot ON slot.id = added.slot_uuid
        WHERE offer.id = added.offer_id AND slot.slot_id = ANY (result.slot_ids))) THEN
        ${refuse('an offer is of the slots that the result names')}
      END IF;
      RETURN NULL;`,
  },
  {
    name: 'guard_offer',
    body: `
      IF (NEW.id, NEW.draw_uuid, NEW.registration_id, NEW.ticket_id, NEW.answer_by, NEW.offered_at)
         IS DISTINCT FROM (OLD.id, OLD.draw_uuid, OLD.registration_id, OLD.ticket_id, OLD.answer_by, OLD.offered_at) THEN
        ${refuse('an offer keeps its draw, ticket, person and deadline')}
      END IF;
      IF NEW.state <> OLD.state AND (OLD.state IN ('declined', 'expired', 'cancelled', 'attended', 'missed') OR NEW.state = 'offered') THEN
        ${refuse('an offer that has ended has ended')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_offer_slot_change',
    body: `
      IF NOT OLD.live AND NEW.live OR (NEW.offer_id, NEW.slot_uuid) IS DISTINCT FROM (OLD.offer_id, OLD.slot_uuid) THEN
        ${refuse('what was let go does not come back')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_receipt',
    body: `
      IF OLD.batch_id IS NOT NULL OR (NEW.id, NEW.hash) IS DISTINCT FROM (OLD.id, OLD.hash) THEN
        ${refuse('a receipt is logged once')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_new_log_entry',
    body: `
      IF NEW.tree_index IS NOT NULL THEN ${refuse('the sequencer gives log entries their place')} END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_new_checkpoint',
    body: `
      IF NEW.size IS DISTINCT FROM (SELECT max(tree_index) + 1 FROM public.log_entries) THEN
        ${refuse('a checkpoint is of the log as it stands')}
      END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_new_approval',
    body: `
      IF NEW.decision IS NOT NULL THEN ${refuse('a request is decided after it was made')} END IF;
      RETURN NEW;`,
  },
  {
    name: 'guard_identity',
    body: `
      IF NEW.case_key IS DISTINCT FROM OLD.case_key THEN ${refuse('a registration keeps its case')} END IF;
      -- Asked for when everything else of the transaction is done: the decision is written last.
      IF NOT EXISTS (SELECT FROM public.approvals WHERE kind = 'name.correct' AND subject = NEW.id::text AND decision = 'approved'
           AND xmin = pg_current_xact_id()::xid) THEN
        ${refuse('a name is corrected by two people, in the transaction that stores their decision')}
      END IF;
      RETURN NULL;`,
  },
  {
    name: 'guard_hardship_end',
    body: `
      IF EXISTS (SELECT FROM public.registrations WHERE id = OLD.registration_id AND state NOT IN ('withdrawn', 'excluded', 'ended')) THEN
        ${refuse('a hardship grant goes with its registration')}
      END IF;
      RETURN OLD;`,
  },
] as const;

/** A statement that inserts has one look at all that it added. */
const inserted = (guard: string): string =>
  `AFTER INSERT ON $table REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ${guard}()`;
const row = (when: string, guard: string): string => `BEFORE ${when} ON $table FOR EACH ROW EXECUTE FUNCTION ${guard}()`;

const TRIGGERS = [
  { name: 'tr_draws_new', table: 'draws', on: row('INSERT', 'guard_new_draw') },
  {
    name: 'tr_draws_step_files',
    table: 'draws',
    on: `BEFORE UPDATE ON $table FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION guard_draw_step_files()`,
  },
  { name: 'tr_draw_files_at_their_step', table: 'draw_files', on: row('INSERT', 'guard_draw_file') },
  { name: 'tr_draw_entries_before_the_freeze', table: 'draw_entries', on: inserted('guard_frozen') },
  { name: 'tr_draw_entry_merges_before_the_freeze', table: 'draw_entry_merges', on: inserted('guard_frozen') },
  { name: 'tr_draw_slots_before_the_freeze', table: 'draw_slots', on: inserted('guard_frozen') },
  { name: 'tr_draw_contributions_before_the_freeze', table: 'draw_contributions', on: inserted('guard_frozen') },
  { name: 'tr_draw_contributions_guard', table: 'draw_contributions', on: row('UPDATE', 'guard_contribution') },
  { name: 'tr_slots_before_the_freeze', table: 'slots', on: inserted('guard_new_slot') },
  { name: 'tr_draw_results_once', table: 'draw_results', on: inserted('guard_result') },
  { name: 'tr_offers_as_drawn', table: 'offers', on: inserted('guard_new_offer') },
  { name: 'tr_offers_guard', table: 'offers', on: row('UPDATE', 'guard_offer') },
  { name: 'tr_offer_slots_as_drawn', table: 'offer_slots', on: inserted('guard_offer_slot') },
  { name: 'tr_offer_slots_guard', table: 'offer_slots', on: row('UPDATE', 'guard_offer_slot_change') },
  { name: 'tr_receipts_guard', table: 'receipts', on: row('UPDATE', 'guard_receipt') },
  { name: 'tr_log_entries_new', table: 'log_entries', on: row('INSERT', 'guard_new_log_entry') },
  { name: 'tr_log_checkpoints_new', table: 'log_checkpoints', on: row('INSERT', 'guard_new_checkpoint') },
  { name: 'tr_approvals_new', table: 'approvals', on: row('INSERT', 'guard_new_approval') },
  { name: 'tr_hardship_grants_delete', table: 'hardship_grants', on: row('DELETE', 'guard_hardship_end') },
] as const;

/** Erasing puts random keys in the place of those that led to somebody. */
const IDENTITY = `CREATE CONSTRAINT TRIGGER "tr_registrations_identity" AFTER UPDATE OF case_key, person_key ON "registrations"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.erased_at IS NULL AND (NEW.case_key IS DISTINCT FROM OLD.case_key OR NEW.person_key IS DISTINCT FROM OLD.person_key))
  EXECUTE FUNCTION guard_identity()`;
