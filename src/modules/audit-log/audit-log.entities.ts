import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * One entry of the transparency log. `treeIndex` is empty until the sequencer has given it its place. Append-only by trigger, and each step of a
 * draw is logged once: an office that logged two freezes could publish the better one (docs/spec/log.md).
 */
@Entity('log_entries')
@Unique('uq_log_entries_one_place_in_the_tree', ['treeIndex'])
@Index('ix_log_entries_subject', ['subject', 'type'])
@Index('uq_log_entries_one_step_per_subject', ['subject', 'type'], {
  unique: true,
  where: `type = 'window.announced' OR type LIKE 'draw.%'`,
})
@Index('ix_log_entries_unsequenced', ['id'], { where: 'tree_index IS NULL' })
export class LogEntryRow {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pk_log_entries' })
  id: string;

  @Column('text')
  type: string;

  @Column('text')
  subject: string;

  /** The exact ASCII bytes, without line end. */
  @Column('text')
  body: string;

  @Column({ name: 'tree_index', type: 'bigint', nullable: true })
  treeIndex: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** The hash of one complete subtree: 2^level leaves, beginning at leaf nodeIndex · 2^level. Never changes once complete. */
@Entity('log_nodes')
@Check('ck_log_nodes_hash_is_sha256', 'octet_length(hash) = 32')
export class LogNodeRow {
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'pk_log_nodes' })
  level: number;

  @PrimaryColumn({ name: 'node_index', type: 'bigint', primaryKeyConstraintName: 'pk_log_nodes' })
  nodeIndex: string;

  @Column('bytea')
  hash: Buffer;
}

/** A signed checkpoint, exactly as it was served: what the log has promised can't be unsaid. */
@Entity('log_checkpoints')
export class LogCheckpointRow {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_log_checkpoints' })
  size: string;

  @Column('bytea')
  root: Buffer;

  @Column('text')
  note: string;

  @Column({ name: 'signed_at', type: 'timestamptz' })
  signedAt: Date;
}
