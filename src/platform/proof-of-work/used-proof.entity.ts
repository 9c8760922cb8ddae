import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A challenge whose solution has been used. Kept as long as it could be used again. */
@Entity('used_proofs')
export class UsedProofRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_used_proofs' })
  nonce: string;

  @Column({ type: 'timestamptz' })
  until: Date;
}
