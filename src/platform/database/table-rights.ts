/** What the two working roles may do with one table, besides what everybody below may: the service reads every table. */
export interface TableRights {
  /** What the service may do besides reading. Columns that are not named here never change. */
  readonly insert?: true;
  readonly update?: readonly string[];
  readonly delete?: true;
  /** Columns that the audit role does not read: sealed personal fields, and keyed hashes of people, cases and contacts. `all`: the whole table. */
  readonly sealed?: readonly string[] | 'all';
}

/** Rows that are written once: the log, results, and whatever was signed or published. */
const ONLY_GROWS: TableRights = { insert: true };

/**
 * THE table: what the database lets the service and auditors do. Nothing else is granted to anybody but the owner, who migrates
 * (docs/adr/0017). A new table needs a line here, a new column that changes its name in `update`; tests compare this with the schema and with
 * what PostgreSQL has granted, and the whole suite runs as the service.
 */
export const TABLE_RIGHTS: Readonly<Record<string, TableRights>> = {
  migrations: {},
  installation: ONLY_GROWS,

  log_entries: { insert: true, update: ['tree_index'] },
  log_nodes: ONLY_GROWS,
  log_checkpoints: ONLY_GROWS,

  services: ONLY_GROWS,
  offices: ONLY_GROWS,
  slot_groups: ONLY_GROWS,
  window_templates: { insert: true, update: ['next_opens_at', 'paused'] },
  window_drafts: { insert: true, update: ['answers', 'version', 'changed_by', 'changed_at', 'window_id', 'template_id'] },
  capacity_patterns: ONLY_GROWS,
  windows: { insert: true, update: ['state', 'announcement', 'announcement_sha256', 'announced_at', 'closed_out_at'] },

  case_imports: ONLY_GROWS,
  case_records: {
    insert: true,
    update: ['name_keys', 'birth_key', 'critical_date', 'critical_date_source', 'application_recorded', 'updated_at', 'import_id'],
    sealed: ['case_key', 'name_keys', 'birth_key'],
  },
  registrations: {
    insert: true,
    update: [
      ...['state', 'locale', 'case_key', 'person_key', 'contact_kind', 'contact_key', 'sealed', 'sealed_secret', 'size', 'choices'],
      ...['waived_pots', 'case_verified_by', 'registered_by', 'critical_date', 'critical_date_source', 'application_recorded', 'losses'],
      ...['justified_declines', 'sits_out_window_id', 'code_attempts', 'confirm_by', 'confirmed_at', 'ended_at', 'erased_at'],
      ...['merged_into', 'decision_untold', 'network_key', 'compared_at', 'version'],
    ],
    sealed: ['case_key', 'person_key', 'contact_key', 'network_key', 'sealed', 'sealed_secret'],
  },
  assisted_acts: ONLY_GROWS,
  case_number_tries: { insert: true, update: ['wrong', 'since'] },
  registration_forms: { insert: true, update: ['state', 'sealed', 'changed_at'], delete: true, sealed: ['sealed'] },
  receipts: { insert: true, update: ['batch_id', 'batch_index'] },
  receipt_batches: ONLY_GROWS,
  registration_traits: { insert: true, delete: true, sealed: ['key'] },
  review_clusters: { insert: true, update: ['key', 'grade', 'signs', 'size', 'closed_at', 'kept_size'], delete: true, sealed: ['key'] },
  review_items: { insert: true, update: ['decision', 'keep_reason', 'decided_by', 'decided_at'], delete: true },
  review_notices: { insert: true, update: ['ended_at'], delete: true },
  // They go with their notice or hearing; before that nobody's words change.
  review_statements: { insert: true, sealed: ['text'] },
  hardship_grants: { insert: true, delete: true },
  name_corrections: { insert: true, update: ['corrected_at', 'commitment'], delete: true, sealed: ['sealed'] },

  slots: { insert: true, update: ['state', 'lane_index'] },
  draws: {
    insert: true,
    update: ['state', 'frozen_at', 'revealed_at', 'drawn_at', 'offered_at', 'published_at', 'ended_reason'],
  },
  draw_files: ONLY_GROWS,
  draw_contributions: { insert: true, update: ['secret', 'revealed_at'], sealed: ['sealed_secret'] },
  draw_entries: ONLY_GROWS,
  draw_entry_merges: ONLY_GROWS,
  draw_slots: ONLY_GROWS,
  draw_results: ONLY_GROWS,
  draw_step_failures: { insert: true, update: ['attempts', 'last_at'] },

  offers: { insert: true, update: ['state', 'answered_at', 'reason', 'reminded_at'] },
  offer_slots: { insert: true, update: ['live'] },
  revocation_hearings: {
    insert: true,
    update: ['ended_at', 'outcome', 'dropped_by', 'drop_reason'],
    delete: true,
  },
  hearing_statements: { insert: true, sealed: ['text'] },
  check_ins: ONLY_GROWS,
  paper_days: { insert: true, update: ['entered_at', 'entered_by'] },

  audit_samples: { insert: true, update: ['drawn_at', 'signature'] },
  audit_sample_entries: ONLY_GROWS,
  audit_openings: ONLY_GROWS,
  audit_findings: ONLY_GROWS,
  audit_exports: ONLY_GROWS,

  outbox_messages: {
    insert: true,
    update: ['attempts', 'next_attempt_at', 'sent_at', 'given_up_at', 'counted_for'],
    delete: true,
    sealed: ['counted_for'],
  },
  letter_allowances: { insert: true, update: ['used'], delete: true, sealed: 'all' },
  letters_to_print: { insert: true, update: ['printed_at', 'printed_by', 'dropped_at'], delete: true },
  offer_reports: { insert: true, delete: true, sealed: ['sealed'] },

  staff_people: { insert: true, sealed: ['person_key'] },
  staff_sessions: {
    insert: true,
    update: ['seen_at', 'ended_at', 'ended_by'],
    delete: true,
    sealed: ['token_sha256', 'person_key', 'sealed_name', 'sealed_id_token'],
  },
  approvals: { insert: true, update: ['decision', 'decided_by', 'decided_person', 'decided_at'] },

  rate_limits: { insert: true, update: ['points', 'expire'], delete: true, sealed: 'all' },
  used_proofs: { insert: true, delete: true, sealed: 'all' },
};
