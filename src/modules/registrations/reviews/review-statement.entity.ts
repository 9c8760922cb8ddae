import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { StatementRow } from '../statements';
import { ReviewNoticeRow } from './review-notice.entity';

/** What somebody says to a notice. */
@Entity('review_statements')
@Check('ck_review_statements_via', `via IN ('page', 'phone', 'counter', 'letter')`)
@Check('ck_review_statements_taker_whole', `(taken_by IS NULL) = (taken_person IS NULL) AND (via <> 'page' OR taken_by IS NULL)`)
@Index('ix_review_statements_notice', ['aboutId'])
export class ReviewStatementRow extends StatementRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_review_statements' })
  id: string;

  @Column({ name: 'notice_id', type: 'uuid' })
  @ForeignKey(() => ReviewNoticeRow, { name: 'fk_review_statements_notice', onDelete: 'CASCADE' })
  aboutId: string;
}
