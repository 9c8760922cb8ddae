import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ServiceRow } from '../../windows';

/** What the registrations of a cluster have in common: a case, seemingly the person, or a pattern that many registrations made at once leave. */
export type ClusterKind = 'case' | 'person' | 'contact' | 'mail-domain' | 'network' | 'burst' | 'representative';

/** 1: somebody waits for an answer, or all speaks for one person; 2: much does; 3: there is mostly an ordinary reason (twins, families, shelters). */
export type Grade = 1 | 2 | 3;

/** Registrations of one service that staff look at together. Open while a question about one of them is. */
@Entity('review_clusters')
@Check('ck_review_clusters_kind', `kind IN ('case', 'person', 'contact', 'mail-domain', 'network', 'burst', 'representative')`)
@Check('ck_review_clusters_grade', 'grade BETWEEN 1 AND 3')
@Index('uq_review_clusters_one_open', ['serviceId', 'kind', 'key'], { unique: true, where: 'closed_at IS NULL' })
@Index('ix_review_clusters_open', ['grade', 'openedAt', 'id'], { where: 'closed_at IS NULL' })
export class ReviewClusterRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_review_clusters' })
  id: string;

  @Column({ name: 'service_id', type: 'uuid' })
  @ForeignKey(() => ServiceRow, { name: 'fk_review_clusters_service' })
  serviceId: string;

  @Column('text')
  kind: ClusterKind;

  /** By which the next registration of its kind finds it: a keyed hash, or the id of the first registration of a person. */
  @Column('bytea')
  key: Buffer;

  @Column('smallint')
  grade: Grade;

  /** Codes of what was found in the strongest of its questions. */
  @Column('text', { array: true })
  signs: string[];

  /** Registrations in it. */
  @Column('integer')
  size: number;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  /** Its size when staff found nothing in it: what has an ordinary reason is asked about again when it has doubled, not before. */
  @Column({ name: 'kept_size', type: 'integer', nullable: true })
  keptSize: number | null;
}
