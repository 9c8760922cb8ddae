import { Column } from 'typeorm';

/** How staff come to know what somebody says. */
export const TAKEN_WAYS = ['phone', 'counter', 'letter'] as const;
export type TakenWay = (typeof TAKEN_WAYS)[number];
export type StatementWay = 'page' | TakenWay;

/**
 * What somebody has to say about what the office holds against them: on their own page, or told to staff. Rows are written once, and the
 * service has no right to change one: nobody's words take the place of another's. Each kind of concern has a table of its own.
 */
export abstract class StatementRow {
  abstract id: string;

  /** The notice or hearing that it answers; goes with it. */
  abstract aboutId: string;

  /** Sealed. */
  @Column('bytea')
  text: Buffer;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  via: StatementWay;

  /** Pseudonym of the member of staff who has written it down; null on one's own page, and where an older version has not kept it. */
  @Column({ name: 'taken_by', type: 'text', nullable: true })
  takenBy: string | null;

  /** The human being behind it (`StaffMember.person`). */
  @Column({ name: 'taken_person', type: 'text', nullable: true })
  takenPerson: string | null;
}
