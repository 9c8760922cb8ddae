import type { EntityManager } from 'typeorm';

interface Thing {
  /** What an id looks like; anything else names nothing. */
  readonly id: RegExp;
  /** PostgreSQL's type of an id. */
  readonly type: 'uuid' | 'bigint' | 'text';
  /** `id`, `service_id`, `group_name` of all things of the kind: the service that each belongs to, and its group where it has one. */
  readonly sql: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PATH = /^[a-z0-9.-]+(\/[a-z0-9.-]+){1,3}$/;
const NUMBER = /^\d{1,18}$/;

const uuid = { id: UUID, type: 'uuid' } as const;
const path = { id: PATH, type: 'text' } as const;
const inTable = (table: string): string => `SELECT id, service_id, NULL AS group_name FROM ${table}`;
const ofRegistration = (table: string, id = 'id'): string =>
  `SELECT t.${id} AS id, r.service_id, NULL AS group_name FROM ${table} t JOIN registrations r ON r.id = t.registration_id`;

const SLOTS = 'SELECT slots.id, service_id, group_name FROM slots JOIN windows ON windows.id = window_id';
/** An offer is at the office of its slots. */
const OFFERS = `SELECT given.offer_id AS id, service_id, group_name FROM offer_slots given JOIN (${SLOTS}) slots ON slots.id = slot_uuid`;
/** What the subject of a request may be; ids of no two tables are equal. */
const SUBJECTS = `
  ${inTable('windows')} UNION ALL ${inTable('window_templates')} UNION ALL ${inTable('registrations')} UNION ALL ${SLOTS} UNION ALL ${OFFERS}`;

/**
 * Where the things that routes name belong. The SQL reaches into the tables of other modules on purpose: whose office something is of is one
 * question, and this is the one place that answers it.
 */
export const OFFICE_THINGS = {
  service: { ...path, sql: `SELECT authority || '/' || slug AS id, id AS service_id, NULL AS group_name FROM services` },
  window: { ...uuid, sql: inTable('windows') },
  'window-path': { ...path, sql: 'SELECT path AS id, service_id, NULL AS group_name FROM windows' },
  template: { ...uuid, sql: inTable('window_templates') },
  draft: { ...uuid, sql: inTable('window_drafts') },
  draw: {
    ...path,
    sql: `SELECT draw_id AS id, service_id, NULL AS group_name FROM draws JOIN windows ON windows.id = window_id`,
  },
  registration: { ...uuid, sql: inTable('registrations') },
  cluster: { ...uuid, sql: inTable('review_clusters') },
  question: { ...uuid, sql: ofRegistration('review_items') },
  letter: { id: NUMBER, type: 'bigint', sql: ofRegistration('letters_to_print', 'message_id') },
  approval: {
    ...uuid,
    // A grant is about the registration and the slot that it asks for.
    sql: `SELECT a.id, coalesce(subject.service_id, windows.service_id) AS service_id,
        coalesce(subject.group_name, (SELECT group_name FROM slots JOIN windows w ON w.id = window_id
          WHERE a.kind = 'slot.grant' AND w.path = a.details ->> 'path' AND slot_id = a.details ->> 'slot')) AS group_name
      FROM approvals a LEFT JOIN LATERAL (SELECT service_id, group_name FROM (${SUBJECTS}) s
        WHERE s.id = CASE WHEN a.subject ~ '^[0-9a-f-]{36}$' THEN a.subject::uuid END LIMIT 1) subject ON true
      LEFT JOIN draws ON draws.draw_id = a.subject LEFT JOIN windows ON windows.id = draws.window_id`,
  },
  appointment: { ...uuid, sql: OFFERS },
  slot: { ...uuid, sql: SLOTS },
  office: { ...uuid, sql: `SELECT o.id, g.service_id, g.name AS group_name FROM offices o JOIN slot_groups g ON g.office_id = o.id` },
  sample: {
    ...uuid,
    sql: `SELECT s.id, service_id, NULL AS group_name FROM audit_samples s JOIN draws ON draws.id = draw_uuid
      JOIN windows ON windows.id = window_id`,
  },
} as const satisfies Readonly<Record<string, Thing>>;

export type OfficeThing = keyof typeof OFFICE_THINGS;

/**
 * The condition that a row of `named` belongs to some offices: its service is given in one of them, or nowhere yet.
 * @param offices parameter of the slugs
 */
const isOf = (offices: string): string => `named.service_id IS NOT NULL AND (
  EXISTS (SELECT FROM slot_groups g JOIN offices o ON o.id = g.office_id WHERE g.service_id = named.service_id
    AND o.slug = ANY (${offices}) AND coalesce(named.group_name, g.name) = g.name)
  OR NOT EXISTS (SELECT FROM slot_groups g WHERE g.service_id = named.service_id))`;

/**
 * Those of some things that belong to these offices.
 * @param offices slugs
 */
export async function ownedBy(
  em: EntityManager,
  offices: readonly string[],
  thing: OfficeThing,
  ids: readonly string[],
): Promise<Set<string>> {
  const { id, type, sql }: Thing = OFFICE_THINGS[thing];
  const named = ids.filter((each) => id.test(each)).map((each) => (type === 'uuid' ? each.toLowerCase() : each));
  if (named.length === 0) return new Set();
  const rows: { id: string }[] = await em.query(
    `SELECT DISTINCT named.id::text AS id FROM (${sql}) named WHERE named.id = ANY ($1::${type}[]) AND ${isOf('$2')}`,
    [named, offices],
  );
  return new Set(rows.map((row) => row.id));
}

/**
 * SQL: whether what a column names belongs to some offices.
 * @param column as the query around it calls it  @param offices parameter of the slugs; null in it: all offices
 */
export function ownedCondition(thing: OfficeThing, column: string, offices: string): string {
  return `(${offices}::text[] IS NULL OR EXISTS (SELECT FROM (${OFFICE_THINGS[thing].sql}) named WHERE named.id = ${column} AND ${isOf(offices)}))`;
}
