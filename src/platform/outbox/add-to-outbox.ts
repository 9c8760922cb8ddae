import type { EntityManager } from 'typeorm';

/** One message to be sent. Ids only: no name, no address, no text. */
interface OutgoingMessage {
  readonly kind: string;
  readonly registrationId: string;
  /** The offer or draw it is about, where there is one. */
  readonly subjectId?: string;
}

/**
 * Puts messages into the outbox, in the caller's transaction and in one statement. They leave after the commit, in this
 * order as far as they succeed at once.
 */
export async function addToOutbox(em: EntityManager, rows: readonly OutgoingMessage[]): Promise<void> {
  if (rows.length === 0) return;
  // Due since the epoch means due at once, whatever the clocks of the database and of the application say.
  await em.query(
    `INSERT INTO outbox_messages (kind, registration_id, subject_id, next_attempt_at)
     SELECT kind, registration_id, subject_id, to_timestamp(0)
     FROM unnest($1::text[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS message (kind, registration_id, subject_id, place)
     ORDER BY place`,
    [rows.map((row) => row.kind), rows.map((row) => row.registrationId), rows.map((row) => row.subjectId ?? null)],
  );
}
