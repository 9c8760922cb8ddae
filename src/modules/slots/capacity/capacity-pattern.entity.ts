import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ServiceRow } from '../../windows';
import type { CapacityPattern } from './capacity-pattern';

/**
 * One state of a service's capacity pattern. Append-only: a change is a new version, so that two who change at once are told of each other and everybody
 * can see who changed what.
 */
@Entity('capacity_patterns')
@Check('ck_capacity_patterns_version', 'version > 0')
export class CapacityPatternRow {
  @PrimaryColumn({ name: 'service_id', type: 'uuid', primaryKeyConstraintName: 'pk_capacity_patterns' })
  @ForeignKey(() => ServiceRow, { name: 'fk_capacity_patterns_service' })
  serviceId: string;

  /** Counts up from 1. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_capacity_patterns' })
  version: number;

  @Column('jsonb')
  pattern: CapacityPattern;

  /** Pseudonym of the member of staff. */
  @Column({ name: 'changed_by', type: 'text' })
  changedBy: string;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;
}
