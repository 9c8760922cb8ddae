import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Whose database this is: one row, written at the first start. Append-only by trigger, because everything that was hashed or signed since
 * then holds under these keys and this name only.
 */
@Entity('installation')
@Check('ck_installation_one_row', 'id')
export class InstallationRow {
  /** Always true, so that there can be no second row. */
  @PrimaryColumn({ type: 'boolean', default: true, primaryKeyConstraintName: 'pk_installation' })
  id: boolean;

  /** Lower-case hex SHA-256 (`fingerprintOf`). */
  @Column({ name: 'keys_fingerprint', type: 'text' })
  keysFingerprint: string;

  @Column({ name: 'log_origin', type: 'text' })
  logOrigin: string;
}
