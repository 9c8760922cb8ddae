import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** The hashes of receipts that were logged together, in one entry `registrations.received` (docs/spec: log). Append-only. */
@Entity('receipt_batches')
export class ReceiptBatchRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_receipt_batches' })
  id: string;

  @Column('integer')
  count: number;

  /** RFC 6962 root over the 32-byte receipt hashes in batch order. */
  @Column('bytea')
  root: Buffer;

  @Column({ name: 'log_entry_id', type: 'bigint' })
  @ForeignKey('LogEntryRow', { name: 'fk_receipt_batches_log_entry' })
  logEntryId: string;
}

/** One receipt's hash. Deliberately without a way to its registration: whoever holds the receipt can compute the hash. */
@Entity('receipts')
@Unique('uq_receipts_one_row_per_receipt', ['hash'])
@Index('ix_receipts_unlogged', ['id'], { where: 'batch_id IS NULL' })
@Index('ix_receipts_batch', ['batchId', 'batchIndex'])
export class ReceiptRow {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_receipts',
  })
  id: string;

  /** SHA-256 of the note's text, without signatures. */
  @Column('bytea')
  hash: Buffer;

  @Column({ name: 'batch_id', type: 'uuid', nullable: true })
  @ForeignKey(() => ReceiptBatchRow, { name: 'fk_receipts_batch' })
  batchId: string | null;

  @Column({ name: 'batch_index', type: 'integer', nullable: true })
  batchIndex: number | null;
}
