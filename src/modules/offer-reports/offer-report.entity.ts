import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One report of an offer to sell a place. Its row is deleted when its time is over (retention: `offer-report`). */
@Entity('offer_reports')
@Index('ix_offer_reports_received', ['receivedAt'])
export class OfferReportRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_offer_reports' })
  id: string;

  /** Everything that somebody wrote. */
  @Column('bytea')
  sealed: Buffer;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt: Date;
}
