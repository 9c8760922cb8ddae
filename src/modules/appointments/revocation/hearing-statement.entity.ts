import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { StatementRow } from '../../registrations';
import { RevocationHearingRow } from './revocation-hearing.entity';

/** What the holder of an appointment says in a hearing. */
@Entity('hearing_statements')
@Check('ck_hearing_statements_via', `via IN ('page', 'phone', 'counter', 'letter')`)
@Check('ck_hearing_statements_taker_whole', `(taken_by IS NULL) = (taken_person IS NULL) AND (via <> 'page' OR taken_by IS NULL)`)
@Index('ix_hearing_statements_hearing', ['aboutId'])
export class HearingStatementRow extends StatementRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_hearing_statements' })
  id: string;

  @Column({ name: 'hearing_id', type: 'uuid' })
  @ForeignKey(() => RevocationHearingRow, { name: 'fk_hearing_statements_hearing', onDelete: 'CASCADE' })
  aboutId: string;
}
