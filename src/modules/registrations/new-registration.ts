import { byteaArray } from '../../platform/database';
import type { CaseCheck, IdentityKeySet } from '../identity';
import type { ContactKind, RegistrationChannel } from './registration.entity';

/** A registration that is ready to be written: checked, hashed and sealed. Nothing in it is plain personal data. */
export interface NewRegistration {
  readonly id: string;
  readonly serviceId: string;
  readonly authority: string;
  readonly channel: RegistrationChannel;
  readonly locale: string;
  readonly keys: IdentityKeySet;
  readonly contactKind: ContactKind;
  readonly contactKey: Buffer | null;
  readonly networkKey: Buffer | null;
  readonly sealed: Buffer;
  readonly sealedSecret: Buffer;
  readonly size: number;
  readonly choices: string;
  readonly waivedPots: readonly string[];
  readonly receivedAt: Date;
  readonly confirmBy: Date;
  readonly receiptHash: Buffer;
}

/**
 * Registrations, receipts and letters of a whole group in one statement, so that the group costs one commit and there is
 * never one without the others. Rows of people who came in person get no "please confirm" letter.
 */
export const INSERT_REGISTRATIONS = `
WITH told AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::text[], $8::bytea[],
    $9::bytea[], $10::bytea[], $11::smallint[], $12::text[], $13::text[], $14::text[], $15::timestamptz[], $16::timestamptz[], $17::bytea[],
    $18::bytea[])
  AS t (id, service_id, channel, locale, case_key, person_key, contact_kind, contact_key,
    sealed, sealed_secret, size, choices, waived_pots, case_verified_by, received_at, confirm_by, receipt_hash, network_key)
), registered AS (
  INSERT INTO registrations (id, service_id, state, channel, locale, case_key, person_key, contact_kind, contact_key,
    sealed, sealed_secret, size, choices, waived_pots, case_verified_by, received_at, confirm_by, network_key)
  SELECT id, service_id, 'unconfirmed', channel, locale, case_key, person_key, contact_kind, contact_key,
    sealed, sealed_secret, size, choices, string_to_array(waived_pots, ','), case_verified_by, received_at, confirm_by, network_key
  FROM told
), receipted AS (
  INSERT INTO receipts (hash) SELECT receipt_hash FROM told
)
INSERT INTO outbox_messages (kind, registration_id, next_attempt_at)
SELECT 'registration.received', id, to_timestamp(0) FROM told WHERE channel = 'online'`;

/** The parameters of {@link INSERT_REGISTRATIONS}. `checks`: what the register says about each row, in the same order. */
export function parametersOf(rows: readonly NewRegistration[], checks: readonly CaseCheck[]): unknown[] {
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.serviceId),
    rows.map((row) => row.channel),
    rows.map((row) => row.locale),
    byteaArray(rows.map((row) => row.keys.caseKey)),
    byteaArray(rows.map((row) => row.keys.personKey)),
    rows.map((row) => row.contactKind),
    byteaArray(rows.map((row) => row.contactKey)),
    byteaArray(rows.map((row) => row.sealed)),
    byteaArray(rows.map((row) => row.sealedSecret)),
    rows.map((row) => row.size),
    rows.map((row) => row.choices),
    rows.map((row) => row.waivedPots.join(',')),
    checks.map((check) => (check === 'matches' ? 'register' : null)),
    rows.map((row) => row.receivedAt),
    rows.map((row) => row.confirmBy),
    byteaArray(rows.map((row) => row.receiptHash)),
    byteaArray(rows.map((row) => row.networkKey)),
  ];
}
