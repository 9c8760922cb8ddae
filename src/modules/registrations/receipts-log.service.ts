import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hexFromBytes, inclusionProof, merkleRoot } from '../../core';
import { lockInTransaction, UnitOfWork } from '../../platform/database';
import { AuditLogService, LogProofsService } from '../audit-log';
import { RegistrationError } from './registrations.errors';

/** Evidence that a receipt is in the transparency log. */
export interface ReceiptProof {
  /** The receipt's hash, as asked for. */
  readonly hash: string;
  /** Null while the receipt waits for its batch. */
  readonly batch: {
    readonly index: number;
    readonly count: number;
    readonly root: string;
    /** Hashes from the leaf to the root (RFC 6962, 2.1.1); leaf data are the 32 bytes of the receipt's hash. */
    readonly proof: readonly string[];
    /** Place of the batch's entry `registrations.received` in the log; null while it waits for the sequencer. */
    readonly logIndex: number | null;
  } | null;
}

/**
 * Logs the receipts that were handed out (docs/spec: log, `registrations.received`): count and root, nothing about anybody.
 * Whoever is left out of a draw can show that their receipt was in the log before the freeze.
 */
@Injectable()
export class ReceiptsLog {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLogService,
    private readonly proofs: LogProofsService,
  ) {}

  /** {@link appendBatch} as a whole business action. */
  async logReceived(): Promise<number> {
    return this.unitOfWork.run((em) => this.appendBatch(em));
  }

  /**
   * Logs all receipts that are committed and not logged yet, as one batch in the caller's transaction. Callers take turns,
   * so every receipt gets into exactly one batch. Nothing to log: no entry.
   * @returns how many were logged
   */
  async appendBatch(em: EntityManager): Promise<number> {
    await lockInTransaction(em, 'receipts.batch');
    const rows: { id: string; hash: Buffer }[] = await em.query(
      `SELECT id, hash FROM receipts WHERE batch_id IS NULL ORDER BY id FOR NO KEY UPDATE`,
    );
    if (rows.length === 0) return 0;
    const root = merkleRoot(rows.map((row) => row.hash));
    const logEntryId = await this.log.append(em, { type: 'registrations.received', count: rows.length, root: hexFromBytes(root) });
    const batchId = randomUUID();
    await em.query(`INSERT INTO receipt_batches (id, count, root, log_entry_id) VALUES ($1, $2, $3, $4)`, [
      batchId,
      rows.length,
      Buffer.from(root),
      logEntryId,
    ]);
    await em.query(
      `UPDATE receipts SET batch_id = $1, batch_index = logged.place - 1
       FROM unnest($2::bigint[]) WITH ORDINALITY AS logged (id, place) WHERE receipts.id = logged.id`,
      [batchId, rows.map((row) => row.id)],
    );
    return rows.length;
  }

  /** Whether receipts wait to be logged. */
  async hasUnlogged(): Promise<boolean> {
    return this.unitOfWork.run(async (em) => {
      const [row]: { waiting: boolean }[] = await em.query(`SELECT EXISTS (SELECT FROM receipts WHERE batch_id IS NULL) AS waiting`);
      return row!.waiting;
    });
  }

  /**
   * @param hash 64 hex digits: SHA-256 of the receipt's text
   * @throws RegistrationError `receipt.not-found`
   */
  async prove(hash: string): Promise<ReceiptProof> {
    return this.unitOfWork.run(async (em) => {
      const [receipt]: LoggedReceipt[] = await em.query(
        `SELECT receipts.batch_index AS index, batch.id AS "batchId", batch.count, batch.root, batch.log_entry_id AS "logEntryId"
         FROM receipts LEFT JOIN receipt_batches batch ON batch.id = receipts.batch_id WHERE receipts.hash = $1`,
        [Buffer.from(hash, 'hex')],
      );
      if (!receipt) throw new RegistrationError('receipt.not-found');
      if (receipt.batchId === null) return { hash, batch: null };
      const leaves: { hash: Buffer }[] = await em.query(`SELECT hash FROM receipts WHERE batch_id = $1 ORDER BY batch_index`, [
        receipt.batchId,
      ]);
      const proof = inclusionProof(
        leaves.map((leaf) => leaf.hash),
        receipt.index,
      );
      const logIndex = await this.proofs.findPlace(receipt.logEntryId, em);
      const { index, count } = receipt;
      return { hash, batch: { index, count, root: hexFromBytes(receipt.root), proof: proof.map(hexFromBytes), logIndex } };
    });
  }
}

interface LoggedReceipt {
  readonly index: number;
  readonly batchId: string | null;
  readonly count: number;
  readonly root: Buffer;
  readonly logEntryId: string;
}
