import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LogEntry } from '../audit-log';
import type { EndedDraw, StepFailure } from './draw-faults';
import type { RegistrationChannel, RegistrationState } from '../registrations';

/** What the office's files say is behind an entry. Instants as stored. */
export interface EvidenceRow {
  readonly registrationId: string;
  /** As the freeze wrote it down. */
  readonly tickets: number;
  readonly reason: string;
  readonly losses: number;
  readonly criticalDate: string | null;
  readonly hardship: boolean;
  readonly widened: boolean;
  readonly authority: string;
  readonly state: RegistrationState;
  readonly channel: RegistrationChannel;
  readonly registeredBy: string | null;
  /** `register`, or the member of staff who vouched for the case. */
  readonly caseVerifiedBy: string | null;
  readonly receivedAt: Date;
  readonly confirmedAt: Date | null;
  readonly erasedAt: Date | null;
  readonly waivedPots: readonly string[];
  /** What staff have decided about the critical date; a source without a date: none counts. */
  readonly staffDate: string | null;
  readonly staffDateSource: string | null;
  readonly sealed: Buffer | null;
  readonly sealedSecret: Buffer | null;
}

/** A registration's facts where an entry stands for several of one person. */
interface MergedFactsRow {
  readonly registrationId: string;
  readonly tickets: number;
  readonly losses: number;
  readonly criticalDate: string | null;
  readonly hardship: boolean;
}

interface HardshipRow {
  readonly reason: string;
  /** Kind of the document seen. */
  readonly proof: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly approvedBy: string;
  readonly approvedAt: Date;
  /** From before the log had entries for grants: it can't tell of this one. */
  readonly olderThanLog: boolean;
}

/** A grant with its place in the log; null where no entry commits to it, it waits for its place, or nothing can be opened to look for it. */
export interface LoggedHardship extends HardshipRow {
  readonly logIndex: number | null;
}

export interface WeightRow {
  readonly ticketId: string;
  readonly tickets: number;
  readonly reason: string;
  readonly losses: number;
  readonly criticalDate: string | null;
  /** Where the date comes from, and whether the register or staff vouch for it. */
  readonly dateSource: string | null;
  readonly dateVerifiedBy: 'register' | 'staff' | null;
  readonly hardship: boolean;
  readonly couldBeMet: boolean;
  readonly widened: boolean;
}

/** A correction of a name: when, and who asked for it and decided. */
export interface CorrectionRow {
  readonly at: Date;
  readonly officers: readonly string[];
}

/** A case as the register's last import left it. */
export interface CaseRow {
  readonly criticalDate: string | null;
  readonly criticalDateSource: string | null;
  readonly applicationRecorded: boolean;
  readonly updatedAt: Date;
  readonly importId: string | null;
  readonly importedBy: string | null;
  readonly fileSha256: string | null;
}

/**
 * Reads the tables themselves, of whatever module, and not through the services that have written them: an auditor looks for what those would
 * rather not say.
 */
@Injectable()
export class EvidenceRepository {
  /** Null: nothing stands behind the line. */
  async find(em: EntityManager, drawId: string, ticketId: string): Promise<EvidenceRow | null> {
    const [row]: EvidenceRow[] = await em.query(
      `SELECT entry.registration_id AS "registrationId", entry.tickets, entry.reason, entry.losses, entry.critical_date::text AS "criticalDate",
         entry.hardship, entry.widened, services.authority, r.state, r.channel, r.registered_by AS "registeredBy",
         r.case_verified_by AS "caseVerifiedBy", r.received_at AS "receivedAt", r.confirmed_at AS "confirmedAt", r.erased_at AS "erasedAt",
         r.waived_pots AS "waivedPots", r.critical_date::text AS "staffDate", r.critical_date_source AS "staffDateSource", r.sealed,
         r.sealed_secret AS "sealedSecret"
       FROM draw_entries entry JOIN draws ON draws.id = entry.draw_uuid JOIN registrations r ON r.id = entry.registration_id
       JOIN services ON services.id = r.service_id WHERE draws.draw_id = $1 AND entry.ticket_id = $2`,
      [drawId, ticketId],
    );
    return row ?? null;
  }

  async listMerged(em: EntityManager, drawId: string, ticketId: string): Promise<MergedFactsRow[]> {
    return em.query(
      `SELECT registration_id AS "registrationId", tickets, losses, critical_date::text AS "criticalDate", hardship
       FROM draw_entry_merges JOIN draws ON draws.id = draw_uuid WHERE draw_id = $1 AND ticket_id = $2 ORDER BY tickets, registration_id`,
      [drawId, ticketId],
    );
  }

  async findHardship(em: EntityManager, registrationId: string): Promise<HardshipRow | null> {
    const [row]: HardshipRow[] = await em.query(
      `SELECT reason, proof, requested_by AS "requestedBy", requested_at AS "requestedAt", approved_by AS "approvedBy", approved_at AS "approvedAt",
         older_than_log AS "olderThanLog"
       FROM hardship_grants WHERE registration_id = $1`,
      [registrationId],
    );
    return row ?? null;
  }

  /** The first place in the log of an entry with this commitment. */
  async findCommitment(em: EntityManager, type: LogEntry['type'], commitment: string): Promise<number | null> {
    const [row]: { index: string | null }[] = await em.query(
      `SELECT min(tree_index) AS index FROM log_entries WHERE subject = '-' AND type = $1 AND body::jsonb ->> 'commitment' = $2`,
      [type, commitment],
    );
    return row!.index === null ? null : Number(row!.index);
  }

  async listCorrections(em: EntityManager, registrationId: string): Promise<CorrectionRow[]> {
    return em.query(
      `SELECT corrected_at AS at, ARRAY[requested_by, decided_by] AS officers
       FROM name_corrections JOIN approvals USING (id) WHERE registration_id = $1 AND corrected_at IS NOT NULL ORDER BY corrected_at`,
      [registrationId],
    );
  }

  async findCase(em: EntityManager, authority: string, caseKey: Buffer): Promise<CaseRow | null> {
    const [row]: CaseRow[] = await em.query(
      `SELECT critical_date::text AS "criticalDate", critical_date_source AS "criticalDateSource", application_recorded AS "applicationRecorded",
         updated_at AS "updatedAt", import_id AS "importId", imported_by AS "importedBy", file_sha256 AS "fileSha256"
       FROM case_records LEFT JOIN case_imports ON case_imports.id = import_id
       WHERE case_records.authority = $1 AND case_key = $2`,
      [authority, caseKey],
    );
    return row ?? null;
  }

  /** The files of a draw's record, exact bytes. */
  async getRecord(em: EntityManager, drawId: string): Promise<Map<string, Uint8Array>> {
    const rows: { name: string; content: Buffer }[] = await em.query(
      `SELECT name, content FROM draw_files JOIN draws ON draws.id = draw_uuid WHERE draw_id = $1 ORDER BY name COLLATE "C"`,
      [drawId],
    );
    return new Map(rows.map(({ name, content }) => [name, new Uint8Array(content.buffer, content.byteOffset, content.byteLength)]));
  }

  async listStepFailures(em: EntityManager, drawId: string): Promise<StepFailure[]> {
    return em.query(
      `SELECT step, code, attempts, first_at AS "firstAt", last_at AS "lastAt" FROM draw_step_failures JOIN draws ON draws.id = draw_uuid
       WHERE draw_id = $1 ORDER BY first_at, step, code`,
      [drawId],
    );
  }

  /** Draws of the same window that have ended without a result. */
  async listEndedDraws(em: EntityManager, drawId: string): Promise<EndedDraw[]> {
    return em.query(
      `SELECT other.draw_id AS "drawId", other.state, other.ended_reason AS reason FROM draws JOIN draws other USING (window_id)
       WHERE draws.draw_id = $1 AND other.state IN ('skipped', 'voided') ORDER BY other.number`,
      [drawId],
    );
  }

  /** What each entry's tickets were computed from, by ticket id: pseudonymous, for a court. */
  async listWeights(em: EntityManager, drawId: string): Promise<WeightRow[]> {
    return em.query(
      `SELECT ticket_id AS "ticketId", tickets, reason, losses, critical_date::text AS "criticalDate", critical_date_source AS "dateSource",
         date_verified_by AS "dateVerifiedBy", hardship, could_be_met AS "couldBeMet", widened
       FROM draw_entries JOIN draws ON draws.id = draw_uuid WHERE draw_id = $1 ORDER BY ticket_id`,
      [drawId],
    );
  }

  /** Ticket ids in a draw of the registrations of one case. */
  async listTickets(em: EntityManager, drawId: string, caseKey: Buffer): Promise<string[]> {
    const rows: { ticket_id: string }[] = await em.query(
      `SELECT entry.ticket_id FROM draw_entries entry JOIN draws ON draws.id = entry.draw_uuid
       JOIN registrations r ON r.id = entry.registration_id WHERE draws.draw_id = $1 AND r.case_key = $2 ORDER BY ticket_id`,
      [drawId, caseKey],
    );
    return rows.map((row) => row.ticket_id);
  }
}
