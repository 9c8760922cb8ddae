import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registration.entity';

export type TraitKind = 'name' | 'birth' | 'contact' | 'mail-domain' | 'network' | 'representative';

/** Something that a registration may have in common with another one of its service, as a keyed hash: for finding clusters only. */
@Entity('registration_traits')
@Check('ck_registration_traits_kind', `kind IN ('name', 'birth', 'contact', 'mail-domain', 'network', 'representative')`)
@Index('ix_registration_traits_network', ['at'], { where: `kind = 'network'` })
export class RegistrationTraitRow {
  /** Of kind, service and value. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'pk_registration_traits' })
  key: Buffer;

  @PrimaryColumn({ name: 'registration_id', type: 'uuid', primaryKeyConstraintName: 'pk_registration_traits' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_registration_traits_registration' })
  @Index('ix_registration_traits_registration')
  registrationId: string;

  @Column('text')
  kind: TraitKind;

  /** When the registration was received. */
  @Column('timestamptz')
  at: Date;
}
