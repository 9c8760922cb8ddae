import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the main job: log, services, windows, case register, registrations, slots, draws, appointments.
 *
 * The database is the last line of defence, so the rules that must never break are written here and not only in code:
 * what is public or signed is append-only (`refuse_change`), a draw's steps only go forward (`guard_draw_steps`), an
 * announcement can't change once it is public (`guard_announcement`), a slot ends in one state (`guard_slot_end`), one case has
 * one standing registration a service, one slot has one live offer.
 */
export class MainJob1764000000001 implements MigrationInterface {
  name = 'MainJob1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE "${table}"`);
    for (const name of FUNCTIONS) await runner.query(`DROP FUNCTION "${name}"()`);
  }
}

const FUNCTIONS = ['refuse_change', 'guard_log_entry', 'guard_announcement', 'guard_draw_steps', 'guard_slot_end'];

/** In the order in which they can be dropped. */
const TABLES = [
  'check_ins',
  'offer_slots',
  'offers',
  'draw_results',
  'draw_slots',
  'draw_entries',
  'draw_contributions',
  'draw_files',
  'draws',
  'slots',
  'hardship_grants',
  'review_items',
  'outbox_messages',
  'receipts',
  'receipt_batches',
  'registrations',
  'case_records',
  'windows',
  'window_templates',
  'slot_groups',
  'offices',
  'services',
  'log_checkpoints',
  'log_nodes',
  'log_entries',
  'installation',
];

/** Makes a table append-only for everybody, its owner included. `TG_ARGV` names nothing: the table says enough. */
const appendOnly = (table: string): string[] => [
  `CREATE TRIGGER "tr_${table}_append_only" BEFORE UPDATE OR DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER "tr_${table}_no_truncate" BEFORE TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const noDelete = (table: string): string[] => [
  `CREATE TRIGGER "tr_${table}_no_delete" BEFORE DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER "tr_${table}_no_truncate" BEFORE TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const functions = [
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% on % is refused: this table only grows', TG_OP, TG_TABLE_NAME USING ERRCODE = 'FS001';
   END $$`,
  `CREATE FUNCTION guard_log_entry() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     -- The sequencer gives an entry its place in the tree, once; nothing else about it ever changes.
     IF OLD.tree_index IS NOT NULL OR NEW.tree_index IS NULL OR (NEW.id, NEW.type, NEW.subject, NEW.body, NEW.created_at)
        IS DISTINCT FROM (OLD.id, OLD.type, OLD.subject, OLD.body, OLD.created_at) THEN
       RAISE EXCEPTION 'a log entry can''t change' USING ERRCODE = 'FS001';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE FUNCTION guard_announcement() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'DELETE' THEN
       IF OLD.announcement IS NOT NULL THEN
         RAISE EXCEPTION 'an announced window can''t be deleted' USING ERRCODE = 'FS001';
       END IF;
       RETURN OLD;
     END IF;
     IF OLD.announcement IS NOT NULL AND (to_jsonb(NEW) - 'state' - 'closed_out_at') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'closed_out_at') THEN
       RAISE EXCEPTION 'an announced window can''t change' USING ERRCODE = 'FS001';
     END IF;
     IF OLD.state = 'closed_out' OR (OLD.state = 'announced' AND NEW.state = 'planned') THEN
       RAISE EXCEPTION 'a window goes from planned to announced to closed_out' USING ERRCODE = 'FS001';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE FUNCTION guard_draw_steps() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (NEW.id, NEW.window_id, NEW.number, NEW.draw_id, NEW.freeze_at, NEW.reveal_by, NEW.draw_at, NEW.round)
        IS DISTINCT FROM (OLD.id, OLD.window_id, OLD.number, OLD.draw_id, OLD.freeze_at, OLD.reveal_by, OLD.draw_at, OLD.round) THEN
       RAISE EXCEPTION 'a draw''s timetable can''t change' USING ERRCODE = 'FS001';
     END IF;
     IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('scheduled', 'frozen'), ('scheduled', 'skipped'), ('scheduled', 'voided'),
        ('frozen', 'revealed'), ('frozen', 'voided'), ('revealed', 'drawn'), ('revealed', 'voided')) THEN
       RAISE EXCEPTION 'draw %: no way from % to %', OLD.draw_id, OLD.state, NEW.state USING ERRCODE = 'FS001';
     END IF;
     IF (OLD.frozen_at IS NOT NULL AND NEW.frozen_at IS DISTINCT FROM OLD.frozen_at)
        OR (OLD.revealed_at IS NOT NULL AND NEW.revealed_at IS DISTINCT FROM OLD.revealed_at)
        OR (OLD.drawn_at IS NOT NULL AND NEW.drawn_at IS DISTINCT FROM OLD.drawn_at)
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
        OR (OLD.offered_at IS NOT NULL AND NEW.offered_at IS DISTINCT FROM OLD.offered_at) THEN
       RAISE EXCEPTION 'draw %: a step happens once', OLD.draw_id USING ERRCODE = 'FS001';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE FUNCTION guard_slot_end() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF OLD.state IN ('attended', 'missed', 'unused', 'granted') THEN
       RAISE EXCEPTION 'slot % has ended as %', OLD.slot_id, OLD.state USING ERRCODE = 'FS001';
     END IF;
     IF (NEW.id, NEW.window_id, NEW.slot_id, NEW.label, NEW.group_name) IS DISTINCT FROM (OLD.id, OLD.window_id, OLD.slot_id, OLD.label, OLD.group_name) THEN
       RAISE EXCEPTION 'a slot keeps its window, id, group and label' USING ERRCODE = 'FS001';
     END IF;
     RETURN NEW;
   END $$`,
];

const installation = [
  `CREATE TABLE "installation" (
     "id" boolean NOT NULL DEFAULT true,
     "keys_fingerprint" text NOT NULL,
     "log_origin" text NOT NULL,
     CONSTRAINT "pk_installation" PRIMARY KEY ("id"),
     CONSTRAINT "ck_installation_one_row" CHECK (id)
   )`,
  ...appendOnly('installation'),
];

const auditLog = [
  `CREATE TABLE "log_entries" (
     "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
     "type" text NOT NULL,
     "subject" text NOT NULL,
     "body" text NOT NULL,
     "tree_index" bigint,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "pk_log_entries" PRIMARY KEY ("id"),
     CONSTRAINT "uq_log_entries_one_place_in_the_tree" UNIQUE ("tree_index")
   )`,
  `CREATE INDEX "ix_log_entries_subject" ON "log_entries" ("subject", "type")`,
  `CREATE UNIQUE INDEX "uq_log_entries_one_step_per_subject" ON "log_entries" ("subject", "type") WHERE type = 'window.announced' OR type LIKE 'draw.%'`,
  `CREATE INDEX "ix_log_entries_unsequenced" ON "log_entries" ("id") WHERE tree_index IS NULL`,
  `CREATE TABLE "log_nodes" (
     "level" smallint NOT NULL,
     "node_index" bigint NOT NULL,
     "hash" bytea NOT NULL,
     CONSTRAINT "pk_log_nodes" PRIMARY KEY ("level", "node_index"),
     CONSTRAINT "ck_log_nodes_hash_is_sha256" CHECK (octet_length(hash) = 32)
   )`,
  `CREATE TABLE "log_checkpoints" (
     "size" bigint NOT NULL,
     "root" bytea NOT NULL,
     "note" text NOT NULL,
     "signed_at" timestamptz NOT NULL,
     CONSTRAINT "pk_log_checkpoints" PRIMARY KEY ("size")
   )`,
  `CREATE TRIGGER "tr_log_entries_guard" BEFORE UPDATE ON "log_entries" FOR EACH ROW EXECUTE FUNCTION guard_log_entry()`,
  ...noDelete('log_entries'),
  ...appendOnly('log_nodes'),
  ...appendOnly('log_checkpoints'),
];

const planning = [
  `CREATE TABLE "services" (
     "id" uuid NOT NULL,
     "authority" text NOT NULL,
     "slug" text NOT NULL,
     "title" text NOT NULL,
     "confirm_within_seconds" integer NOT NULL,
     "answer_within_seconds" integer NOT NULL,
     "legal_effect" text NOT NULL,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "pk_services" PRIMARY KEY ("id"),
     CONSTRAINT "uq_services_one_slug_per_authority" UNIQUE ("authority", "slug"),
     CONSTRAINT "ck_services_legal_effect" CHECK (legal_effect IN ('none', 'application')),
     CONSTRAINT "ck_services_time_limits" CHECK (confirm_within_seconds > 0 AND answer_within_seconds > 0)
   )`,
  `CREATE TABLE "offices" (
     "id" uuid NOT NULL,
     "authority" text NOT NULL,
     "slug" text NOT NULL,
     "name" text NOT NULL,
     "address" text NOT NULL,
     CONSTRAINT "pk_offices" PRIMARY KEY ("id"),
     CONSTRAINT "uq_offices_one_slug_per_authority" UNIQUE ("authority", "slug")
   )`,
  `CREATE TABLE "slot_groups" (
     "id" uuid NOT NULL,
     "service_id" uuid NOT NULL,
     "office_id" uuid NOT NULL,
     "name" text NOT NULL,
     "title" text NOT NULL,
     CONSTRAINT "pk_slot_groups" PRIMARY KEY ("id"),
     CONSTRAINT "uq_slot_groups_one_name_per_service" UNIQUE ("service_id", "name"),
     CONSTRAINT "fk_slot_groups_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id"),
     CONSTRAINT "fk_slot_groups_office" FOREIGN KEY ("office_id") REFERENCES "offices" ("id")
   )`,
  `CREATE TABLE "window_templates" (
     "id" uuid NOT NULL,
     "service_id" uuid NOT NULL,
     "name" text NOT NULL,
     "plan" jsonb NOT NULL,
     "repeat_days" integer NOT NULL,
     "announce_seconds_before" integer NOT NULL,
     "next_opens_at" timestamptz NOT NULL,
     "paused" boolean NOT NULL DEFAULT false,
     CONSTRAINT "pk_window_templates" PRIMARY KEY ("id"),
     CONSTRAINT "uq_window_templates_one_name_per_service" UNIQUE ("service_id", "name"),
     CONSTRAINT "ck_window_templates_repeat" CHECK (repeat_days > 0 AND announce_seconds_before > 0),
     CONSTRAINT "fk_window_templates_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id")
   )`,
  `CREATE TABLE "windows" (
     "id" uuid NOT NULL,
     "service_id" uuid NOT NULL,
     "template_id" uuid,
     "path" text NOT NULL,
     "title" text NOT NULL,
     "state" text NOT NULL,
     "plan" jsonb NOT NULL,
     "opens_at" timestamptz NOT NULL,
     "closes_at" timestamptz NOT NULL,
     "draw_at" timestamptz NOT NULL,
     "last_refill_at" timestamptz NOT NULL,
     "announcement" bytea,
     "announcement_sha256" text,
     "announced_at" timestamptz,
     "closed_out_at" timestamptz,
     CONSTRAINT "pk_windows" PRIMARY KEY ("id"),
     CONSTRAINT "uq_windows_one_path" UNIQUE ("path"),
     CONSTRAINT "uq_windows_one_opening_per_template" UNIQUE ("template_id", "opens_at"),
     CONSTRAINT "ck_windows_state" CHECK (state IN ('planned', 'announced', 'closed_out')),
     CONSTRAINT "ck_windows_announced_with_file" CHECK ((state = 'planned') = (announcement IS NULL)),
     CONSTRAINT "ck_windows_order" CHECK (opens_at < closes_at AND closes_at < draw_at),
     CONSTRAINT "fk_windows_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id"),
     CONSTRAINT "fk_windows_template" FOREIGN KEY ("template_id") REFERENCES "window_templates" ("id")
   )`,
  `CREATE INDEX "ix_windows_service" ON "windows" ("service_id", "opens_at")`,
  `CREATE TRIGGER "tr_windows_guard" BEFORE UPDATE OR DELETE ON "windows" FOR EACH ROW EXECUTE FUNCTION guard_announcement()`,
  `CREATE TRIGGER "tr_windows_no_truncate" BEFORE TRUNCATE ON "windows" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const people = [
  `CREATE TABLE "case_records" (
     "authority" text NOT NULL,
     "case_key" bytea NOT NULL,
     "name_keys" bytea[] NOT NULL,
     "birth_key" bytea NOT NULL,
     "critical_date" date,
     "critical_date_source" text,
     "application_recorded" boolean NOT NULL,
     "updated_at" timestamptz NOT NULL,
     CONSTRAINT "pk_case_records" PRIMARY KEY ("authority", "case_key"),
     CONSTRAINT "ck_case_records_dated_with_source" CHECK ((critical_date IS NULL) = (critical_date_source IS NULL))
   )`,
  `CREATE TABLE "registrations" (
     "id" uuid NOT NULL,
     "service_id" uuid NOT NULL,
     "state" text NOT NULL,
     "channel" text NOT NULL,
     "locale" text NOT NULL,
     "case_key" bytea NOT NULL,
     "person_key" bytea NOT NULL,
     "contact_kind" text NOT NULL,
     "contact_key" bytea,
     "sealed" bytea,
     "sealed_secret" bytea,
     "size" smallint NOT NULL,
     "choices" text NOT NULL,
     "waived_pots" text[] NOT NULL,
     "case_verified_by" text,
     "critical_date" date,
     "critical_date_source" text,
     "application_recorded" boolean NOT NULL DEFAULT false,
     "losses" integer NOT NULL DEFAULT 0,
     "justified_declines" integer NOT NULL DEFAULT 0,
     "sits_out_window_id" uuid,
     "code_attempts" smallint NOT NULL DEFAULT 0,
     "confirm_by" timestamptz NOT NULL,
     "received_at" timestamptz NOT NULL,
     "confirmed_at" timestamptz,
     "ended_at" timestamptz,
     "version" integer NOT NULL DEFAULT 1,
     CONSTRAINT "pk_registrations" PRIMARY KEY ("id"),
     CONSTRAINT "ck_registrations_state" CHECK (state IN ('unconfirmed', 'in_review', 'standing', 'offered', 'served', 'withdrawn', 'excluded', 'ended')),
     CONSTRAINT "ck_registrations_channel" CHECK (channel IN ('online', 'phone', 'counter')),
     CONSTRAINT "ck_registrations_contact_kind" CHECK (contact_kind IN ('mail', 'phone', 'none')),
     CONSTRAINT "ck_registrations_size" CHECK (size BETWEEN 1 AND 9),
     CONSTRAINT "ck_registrations_losses" CHECK (losses >= 0),
     CONSTRAINT "ck_registrations_standing_is_verified" CHECK (state NOT IN ('standing', 'offered', 'served') OR (case_verified_by IS NOT NULL AND confirmed_at IS NOT NULL)),
     CONSTRAINT "fk_registrations_service" FOREIGN KEY ("service_id") REFERENCES "services" ("id"),
     CONSTRAINT "fk_registrations_sits_out" FOREIGN KEY ("sits_out_window_id") REFERENCES "windows" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_registrations_one_per_case_and_service" ON "registrations" ("service_id", "case_key") WHERE state IN ('standing', 'offered')`,
  `CREATE INDEX "ix_registrations_case" ON "registrations" ("case_key")`,
  `CREATE INDEX "ix_registrations_person" ON "registrations" ("person_key")`,
  `CREATE INDEX "ix_registrations_unconfirmed" ON "registrations" ("confirm_by") WHERE state = 'unconfirmed'`,
  `CREATE TABLE "receipt_batches" (
     "id" uuid NOT NULL,
     "count" integer NOT NULL,
     "root" bytea NOT NULL,
     "log_entry_id" bigint NOT NULL,
     CONSTRAINT "pk_receipt_batches" PRIMARY KEY ("id"),
     CONSTRAINT "fk_receipt_batches_log_entry" FOREIGN KEY ("log_entry_id") REFERENCES "log_entries" ("id")
   )`,
  ...appendOnly('receipt_batches'),
  `CREATE TABLE "receipts" (
     "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
     "hash" bytea NOT NULL,
     "batch_id" uuid,
     "batch_index" integer,
     CONSTRAINT "pk_receipts" PRIMARY KEY ("id"),
     CONSTRAINT "uq_receipts_one_row_per_receipt" UNIQUE ("hash"),
     CONSTRAINT "fk_receipts_batch" FOREIGN KEY ("batch_id") REFERENCES "receipt_batches" ("id")
   )`,
  `CREATE INDEX "ix_receipts_unlogged" ON "receipts" ("id") WHERE batch_id IS NULL`,
  `CREATE INDEX "ix_receipts_batch" ON "receipts" ("batch_id", "batch_index")`,
  ...noDelete('receipts'),
  `CREATE TABLE "outbox_messages" (
     "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
     "kind" text NOT NULL,
     "registration_id" uuid NOT NULL,
     "subject_id" uuid,
     "attempts" smallint NOT NULL DEFAULT 0,
     "next_attempt_at" timestamptz NOT NULL DEFAULT now(),
     "sent_at" timestamptz,
     "given_up_at" timestamptz,
     CONSTRAINT "pk_outbox_messages" PRIMARY KEY ("id"),
     CONSTRAINT "fk_outbox_messages_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE INDEX "ix_outbox_messages_waiting" ON "outbox_messages" ("next_attempt_at") WHERE sent_at IS NULL AND given_up_at IS NULL`,
  `CREATE TABLE "review_items" (
     "id" uuid NOT NULL,
     "registration_id" uuid NOT NULL,
     "other_registration_id" uuid,
     "reason" text NOT NULL,
     "opened_at" timestamptz NOT NULL,
     "decision" text,
     "decided_by" text,
     "decided_at" timestamptz,
     CONSTRAINT "pk_review_items" PRIMARY KEY ("id"),
     CONSTRAINT "ck_review_items_reason" CHECK (reason IN ('unknown-case', 'identity-differs', 'case-registered-already', 'person-registered-already')),
     CONSTRAINT "ck_review_items_decision" CHECK (decision IN ('keep', 'merge', 'refuse', 'replace')),
     CONSTRAINT "ck_review_items_decided_by_somebody" CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
     CONSTRAINT "fk_review_items_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id"),
     CONSTRAINT "fk_review_items_other" FOREIGN KEY ("other_registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_review_items_one_open_per_reason" ON "review_items" ("registration_id", "reason") WHERE decision IS NULL`,
  `CREATE TABLE "hardship_grants" (
     "registration_id" uuid NOT NULL,
     "reason" text NOT NULL,
     "requested_by" text NOT NULL,
     "requested_at" timestamptz NOT NULL,
     "approved_by" text,
     "approved_at" timestamptz,
     CONSTRAINT "pk_hardship_grants" PRIMARY KEY ("registration_id"),
     CONSTRAINT "ck_hardship_grants_two_people" CHECK (approved_by IS NULL OR approved_by <> requested_by),
     CONSTRAINT "fk_hardship_grants_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
];

const capacity = [
  `CREATE TABLE "slots" (
     "id" uuid NOT NULL,
     "window_id" uuid NOT NULL,
     "slot_id" text NOT NULL,
     "group_name" text NOT NULL,
     "lane" text NOT NULL,
     "lane_index" integer NOT NULL,
     "label" text NOT NULL,
     "starts_at" timestamptz NOT NULL,
     "ends_at" timestamptz NOT NULL,
     "place" text NOT NULL,
     "state" text NOT NULL DEFAULT 'free',
     CONSTRAINT "pk_slots" PRIMARY KEY ("id"),
     CONSTRAINT "uq_slots_one_id_per_window" UNIQUE ("window_id", "slot_id"),
     CONSTRAINT "uq_slots_one_place_per_lane" UNIQUE ("window_id", "lane", "lane_index"),
     CONSTRAINT "ck_slots_state" CHECK (state IN ('free', 'frozen', 'offered', 'accepted', 'attended', 'missed', 'unused', 'granted')),
     CONSTRAINT "ck_slots_times" CHECK (starts_at < ends_at),
     CONSTRAINT "fk_slots_window" FOREIGN KEY ("window_id") REFERENCES "windows" ("id")
   )`,
  `CREATE INDEX "ix_slots_state" ON "slots" ("window_id", "state")`,
  `CREATE TRIGGER "tr_slots_guard" BEFORE UPDATE ON "slots" FOR EACH ROW EXECUTE FUNCTION guard_slot_end()`,
  ...noDelete('slots'),
];

const draws = [
  `CREATE TABLE "draws" (
     "id" uuid NOT NULL,
     "window_id" uuid NOT NULL,
     "number" integer NOT NULL,
     "draw_id" text NOT NULL,
     "state" text NOT NULL,
     "freeze_at" timestamptz NOT NULL,
     "reveal_by" timestamptz NOT NULL,
     "draw_at" timestamptz NOT NULL,
     "round" bigint NOT NULL,
     "frozen_at" timestamptz,
     "revealed_at" timestamptz,
     "drawn_at" timestamptz,
     "offered_at" timestamptz,
     "published_at" timestamptz,
     "ended_reason" text,
     CONSTRAINT "pk_draws" PRIMARY KEY ("id"),
     CONSTRAINT "uq_draws_one_per_number" UNIQUE ("window_id", "number"),
     CONSTRAINT "uq_draws_one_per_draw_id" UNIQUE ("draw_id"),
     CONSTRAINT "ck_draws_state" CHECK (state IN ('scheduled', 'frozen', 'revealed', 'drawn', 'skipped', 'voided')),
     CONSTRAINT "ck_draws_ended_with_reason" CHECK ((state IN ('skipped', 'voided')) = (ended_reason IS NOT NULL)),
     CONSTRAINT "ck_draws_drawn_once" CHECK ((state = 'drawn') = (drawn_at IS NOT NULL)),
     CONSTRAINT "fk_draws_window" FOREIGN KEY ("window_id") REFERENCES "windows" ("id")
   )`,
  `CREATE INDEX "ix_draws_unfinished" ON "draws" ("freeze_at") WHERE state IN ('scheduled', 'frozen', 'revealed') OR (state = 'drawn' AND published_at IS NULL)`,
  `CREATE TRIGGER "tr_draws_guard" BEFORE UPDATE ON "draws" FOR EACH ROW EXECUTE FUNCTION guard_draw_steps()`,
  ...noDelete('draws'),
  `CREATE TABLE "draw_files" (
     "draw_uuid" uuid NOT NULL,
     "name" text NOT NULL,
     "content" bytea NOT NULL,
     "sha256" text NOT NULL,
     CONSTRAINT "pk_draw_files" PRIMARY KEY ("draw_uuid", "name"),
     CONSTRAINT "fk_draw_files_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws" ("id")
   )`,
  ...appendOnly('draw_files'),
  `CREATE TABLE "draw_contributions" (
     "draw_uuid" uuid NOT NULL,
     "contributor" text NOT NULL,
     "commitment" text NOT NULL,
     "sealed_secret" bytea,
     "secret" text,
     "revealed_at" timestamptz,
     CONSTRAINT "pk_draw_contributions" PRIMARY KEY ("draw_uuid", "contributor"),
     CONSTRAINT "ck_draw_contributions_revealed_with_secret" CHECK ((secret IS NULL) = (revealed_at IS NULL)),
     CONSTRAINT "fk_draw_contributions_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws" ("id")
   )`,
  ...noDelete('draw_contributions'),
  `CREATE TABLE "draw_entries" (
     "draw_uuid" uuid NOT NULL,
     "ticket_id" text NOT NULL,
     "registration_id" uuid NOT NULL,
     "tickets" smallint NOT NULL,
     "reason" text NOT NULL,
     "losses" integer NOT NULL,
     "critical_date" date,
     "hardship" boolean NOT NULL DEFAULT false,
     "could_be_met" boolean NOT NULL,
     CONSTRAINT "pk_draw_entries" PRIMARY KEY ("draw_uuid", "ticket_id"),
     CONSTRAINT "uq_draw_entries_one_entry_per_registration" UNIQUE ("draw_uuid", "registration_id"),
     CONSTRAINT "fk_draw_entries_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws" ("id"),
     CONSTRAINT "fk_draw_entries_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE INDEX "ix_draw_entries_registration" ON "draw_entries" ("registration_id")`,
  ...appendOnly('draw_entries'),
  `CREATE TABLE "draw_slots" (
     "draw_uuid" uuid NOT NULL,
     "slot_uuid" uuid NOT NULL,
     "position" integer NOT NULL,
     CONSTRAINT "pk_draw_slots" PRIMARY KEY ("draw_uuid", "slot_uuid"),
     CONSTRAINT "fk_draw_slots_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws" ("id"),
     CONSTRAINT "fk_draw_slots_slot" FOREIGN KEY ("slot_uuid") REFERENCES "slots" ("id")
   )`,
  ...appendOnly('draw_slots'),
  `CREATE TABLE "draw_results" (
     "draw_uuid" uuid NOT NULL,
     "rank" integer NOT NULL,
     "ticket_id" text NOT NULL,
     "pot" text,
     "slot_ids" text[] NOT NULL,
     CONSTRAINT "pk_draw_results" PRIMARY KEY ("draw_uuid", "rank"),
     CONSTRAINT "uq_draw_results_one_rank_per_entry" UNIQUE ("draw_uuid", "ticket_id"),
     CONSTRAINT "ck_draw_results_served_by_a_pot" CHECK ((pot IS NULL) = (cardinality(slot_ids) = 0)),
     CONSTRAINT "fk_draw_results_entry" FOREIGN KEY ("draw_uuid", "ticket_id") REFERENCES "draw_entries" ("draw_uuid", "ticket_id")
   )`,
  ...appendOnly('draw_results'),
];

const appointments = [
  `CREATE TABLE "offers" (
     "id" uuid NOT NULL,
     "draw_uuid" uuid NOT NULL,
     "registration_id" uuid NOT NULL,
     "ticket_id" text NOT NULL,
     "state" text NOT NULL,
     "answer_by" timestamptz NOT NULL,
     "offered_at" timestamptz NOT NULL,
     "answered_at" timestamptz,
     "reason" text,
     CONSTRAINT "pk_offers" PRIMARY KEY ("id"),
     CONSTRAINT "uq_offers_one_per_draw_and_entry" UNIQUE ("draw_uuid", "ticket_id"),
     CONSTRAINT "ck_offers_state" CHECK (state IN ('offered', 'accepted', 'declined', 'expired', 'cancelled', 'attended', 'missed')),
     CONSTRAINT "fk_offers_draw" FOREIGN KEY ("draw_uuid") REFERENCES "draws" ("id"),
     CONSTRAINT "fk_offers_registration" FOREIGN KEY ("registration_id") REFERENCES "registrations" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_offers_one_live_per_registration" ON "offers" ("registration_id") WHERE state IN ('offered', 'accepted')`,
  `CREATE INDEX "ix_offers_unanswered" ON "offers" ("answer_by") WHERE state = 'offered'`,
  ...noDelete('offers'),
  `CREATE TABLE "offer_slots" (
     "offer_id" uuid NOT NULL,
     "slot_uuid" uuid NOT NULL,
     "live" boolean NOT NULL DEFAULT true,
     CONSTRAINT "pk_offer_slots" PRIMARY KEY ("offer_id", "slot_uuid"),
     CONSTRAINT "fk_offer_slots_offer" FOREIGN KEY ("offer_id") REFERENCES "offers" ("id"),
     CONSTRAINT "fk_offer_slots_slot" FOREIGN KEY ("slot_uuid") REFERENCES "slots" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_offer_slots_one_live_offer_per_slot" ON "offer_slots" ("slot_uuid") WHERE live`,
  ...noDelete('offer_slots'),
  `CREATE TABLE "check_ins" (
     "id" uuid NOT NULL,
     "offer_id" uuid NOT NULL,
     "outcome" text NOT NULL,
     "differs" text[] NOT NULL,
     "commitment_opened" boolean NOT NULL,
     "checked_by" text NOT NULL,
     "checked_at" timestamptz NOT NULL,
     CONSTRAINT "pk_check_ins" PRIMARY KEY ("id"),
     CONSTRAINT "ck_check_ins_outcome" CHECK (outcome IN ('matched', 'mismatched')),
     CONSTRAINT "fk_check_ins_offer" FOREIGN KEY ("offer_id") REFERENCES "offers" ("id")
   )`,
  `CREATE UNIQUE INDEX "uq_check_ins_one_match_per_offer" ON "check_ins" ("offer_id") WHERE outcome = 'matched'`,
  ...appendOnly('check_ins'),
];

const UP = [...functions, ...installation, ...auditLog, ...planning, ...people, ...capacity, ...draws, ...appointments];
