import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isOwn, officesOfRequest } from '../staff';
import { AuditSampleRow } from './audit.entities';
import { AuditError } from './audits.errors';

/** A sample with what its page says about it. */
export interface SampleLine extends Omit<AuditSampleRow, 'drawUuid' | 'logEntryId'> {
  readonly drawId: string;
  /** The exact bytes of announcement.json: which chain the round is of. */
  readonly announcement: Buffer;
  readonly announcedIndex: string | null;
  /** When the first checkpoint was signed that covers the announcement; null while none does. */
  readonly signedAt: Date | null;
  readonly picked: number;
  readonly confirmed: number;
  readonly objected: number;
}

/** An entry of a sample, and what has become of it. */
export interface SampledEntry {
  /** From 1. */
  readonly position: number;
  readonly ticketId: string;
  /** Pseudonyms of those who have opened it. */
  readonly openedBy: readonly string[];
  readonly outcome: 'confirmed' | 'objected' | null;
  readonly reason: string | null;
  readonly foundBy: string | null;
  readonly foundAt: Date | null;
}

/** Rows of samples. */
@Injectable()
export class AuditSamplesRepository {
  /** Locks a drawn draw against a second sample at the same moment. @returns its row's id */
  async lockDraw(em: EntityManager, drawId: string): Promise<string> {
    const [draw]: { id: string }[] = await em.query(`SELECT id FROM draws WHERE draw_id = $1 AND state = 'drawn' FOR UPDATE`, [drawId]);
    if (!draw) throw new AuditError('audit.not-drawn');
    return draw.id;
  }

  async hasWaiting(em: EntityManager, drawUuid: string): Promise<boolean> {
    const rows: unknown[] = await em.query(`SELECT FROM audit_samples WHERE draw_uuid = $1 AND drawn_at IS NULL`, [drawUuid]);
    return rows.length > 0;
  }

  async list(em: EntityManager, { id, drawId }: { id?: string; drawId?: string }): Promise<SampleLine[]> {
    return em.query(
      `SELECT sample.id, draws.draw_id AS "drawId", windows.announcement, sample.round, wanted, requested_by AS "requestedBy",
         requested_at AS "requestedAt", sample.drawn_at AS "drawnAt", signature, entry.tree_index AS "announcedIndex",
         (SELECT signed_at FROM log_checkpoints WHERE size > entry.tree_index ORDER BY size LIMIT 1) AS "signedAt",
         (SELECT count(*)::integer FROM audit_sample_entries picked WHERE picked.sample_id = sample.id) AS picked,
         (SELECT count(*)::integer FROM audit_findings found WHERE found.sample_id = sample.id AND outcome = 'confirmed') AS confirmed,
         (SELECT count(*)::integer FROM audit_findings found WHERE found.sample_id = sample.id AND outcome = 'objected') AS objected
       FROM audit_samples sample JOIN draws ON draws.id = draw_uuid JOIN windows ON windows.id = draws.window_id
       JOIN log_entries entry ON entry.id = sample.log_entry_id
       WHERE ($1::uuid IS NULL OR sample.id = $1) AND ($2::text IS NULL OR draws.draw_id = $2) AND ${isOwn('sample', 'sample.id', '$3')}
       ORDER BY requested_at DESC, sample.id LIMIT 200`,
      [id ?? null, drawId ?? null, officesOfRequest()],
    );
  }

  async listEntries(em: EntityManager, sampleId: string): Promise<SampledEntry[]> {
    return em.query(
      `SELECT position, ticket_id AS "ticketId", outcome, reason, found_by AS "foundBy", found_at AS "foundAt",
         ARRAY(SELECT opened_by FROM audit_openings opened
               WHERE opened.sample_id = picked.sample_id AND opened.ticket_id = picked.ticket_id ORDER BY opened_at, opened_by) AS "openedBy"
       FROM audit_sample_entries picked LEFT JOIN audit_findings USING (sample_id, ticket_id) WHERE sample_id = $1 ORDER BY position`,
      [sampleId],
    );
  }

  /** Samples without entries yet, with the draw they are of. */
  async listWaiting(em: EntityManager): Promise<{ id: string; drawId: string; round: string; wanted: number; announcement: Buffer }[]> {
    return em.query(
      `SELECT sample.id, draws.draw_id AS "drawId", sample.round, wanted, announcement FROM audit_samples sample
       JOIN draws ON draws.id = draw_uuid JOIN windows ON windows.id = window_id WHERE sample.drawn_at IS NULL ORDER BY requested_at`,
    );
  }

  /** The sample's row, locked: it is drawn once. Null if there is none. */
  async lock(em: EntityManager, id: string): Promise<AuditSampleRow | null> {
    return em.findOne(AuditSampleRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async addEntries(em: EntityManager, sampleId: string, ticketIds: readonly string[]): Promise<void> {
    await em.query(
      `INSERT INTO audit_sample_entries (sample_id, position, ticket_id)
       SELECT $1, place, ticket_id FROM unnest($2::text[]) WITH ORDINALITY AS picked (ticket_id, place)`,
      [sampleId, ticketIds],
    );
  }
}
