import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One key's count, as rate-limiter-flexible writes it. */
@Entity('rate_limits')
export class RateLimitRow {
  /** The limit's name and a keyed hash; nothing that names anybody. */
  @PrimaryColumn({ type: 'character varying', length: 255, primaryKeyConstraintName: 'pk_rate_limits' })
  key: string;

  @Column({ type: 'integer', default: 0 })
  points: number;

  /** Milliseconds since the epoch. */
  @Column({ type: 'bigint', nullable: true })
  expire: string | null;
}
