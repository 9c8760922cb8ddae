import { Check, Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** What an appointment is for, at one authority. Its path `<authority>/<slug>` begins every window's path. */
@Entity('services')
@Unique('uq_services_one_slug_per_authority', ['authority', 'slug'])
@Check('ck_services_legal_effect', `legal_effect IN ('none', 'application')`)
@Check('ck_services_time_limits', 'confirm_within_seconds > 0 AND answer_within_seconds > 0')
export class ServiceRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_services' })
  id: string;

  @Column('text')
  authority: string;

  @Column('text')
  slug: string;

  @Column('text')
  title: string;

  /** How long an applicant has to confirm their contact. */
  @Column({ name: 'confirm_within_seconds', type: 'integer' })
  confirmWithinSeconds: number;

  /** How long somebody has to answer an offer. */
  @Column({ name: 'answer_within_seconds', type: 'integer' })
  answerWithinSeconds: number;

  /** Whether registering counts as an application in law; the receipt says which. */
  @Column({ name: 'legal_effect', type: 'text' })
  legalEffect: 'none' | 'application';

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** A building people go to. */
@Entity('offices')
@Unique('uq_offices_one_slug_per_authority', ['authority', 'slug'])
export class OfficeRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_offices' })
  id: string;

  @Column('text')
  authority: string;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text')
  address: string;
}

/** The coarse public label of slots that applicants choose between: an office and a part of the week. */
@Entity('slot_groups')
@Unique('uq_slot_groups_one_name_per_service', ['serviceId', 'name'])
export class SlotGroupRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_slot_groups' })
  id: string;

  @Column({ name: 'service_id', type: 'uuid' })
  @ForeignKey(() => ServiceRow, { name: 'fk_slot_groups_service' })
  serviceId: string;

  @Column({ name: 'office_id', type: 'uuid' })
  @ForeignKey(() => OfficeRow, { name: 'fk_slot_groups_office' })
  officeId: string;

  /** As in announcements and slots.txt (docs/spec: record). */
  @Column('text')
  name: string;

  /** For people: "Office A, mornings". */
  @Column('text')
  title: string;
}
