import type { EntityManager } from 'typeorm';

interface Thing {
  /** What an id looks like; anything else names nothing. */
  readonly id: RegExp;
  /** `id`, `service_id`, `group_name`: the service that a thing of these ids ($1, text[]) belongs to, and its group where it has one. */
  readonly sql: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PATH = /^[a-z0-9.-]+(\/[a-z0-9.-]+){1,3}$/;
const NUMBER = /^\d{1,18}$/;

const byUuid = (table: string, service = 'service_id'): string =>
  `SELECT id::text AS id, ${service} AS service_id, NULL AS group_name FROM ${table} WHERE id = ANY ($1::uuid[])`;
const ofRegistration = (table: string, id = 'id', type = 'uuid'): string =>
  `SELECT t.${id}::text AS id, r.service_id, NULL AS group_name FROM ${table} t JOIN registrations r ON r.id = t.registration_id
   WHERE t.${id} = ANY ($1::${type}[])`;

/** What the subject of a request may be; ids of no two tables are equal. */
const SUBJECTS = `
  SELECT id, service_id FROM windows UNION ALL SELECT id, service_id FROM window_templates UNION ALL SELECT id, service_id FROM registrations
  UNION ALL SELECT slots.id, service_id FROM slots JOIN windows ON windows.id = window_id
  UNION ALL SELECT offers.id, service_id FROM offers JOIN registrations ON registrations.id = registration_id`;

/**
 * Where the things that routes name belong. The SQL reaches into the tables of other modules on purpose: whose office something is of is one
 * question, and this is the one place that answers it.
 */
export const OFFICE_THINGS = {
  service: {
    id: PATH,
    sql: `SELECT authority || '/' || slug AS id, id AS service_id, NULL AS group_name FROM services WHERE authority || '/' || slug = ANY ($1)`,
  },
  window: { id: UUID, sql: byUuid('windows') },
  'window-path': { id: PATH, sql: 'SELECT path AS id, service_id, NULL AS group_name FROM windows WHERE path = ANY ($1)' },
  template: { id: UUID, sql: byUuid('window_templates') },
  draft: { id: UUID, sql: byUuid('window_drafts') },
  draw: {
    id: PATH,
    sql: `SELECT draw_id AS id, service_id, NULL AS group_name FROM draws JOIN windows ON windows.id = window_id WHERE draw_id = ANY ($1)`,
  },
  registration: { id: UUID, sql: byUuid('registrations') },
  cluster: { id: UUID, sql: byUuid('review_clusters') },
  question: { id: UUID, sql: ofRegistration('review_items') },
  letter: { id: NUMBER, sql: ofRegistration('letters_to_print', 'message_id', 'bigint') },
  approval: {
    id: UUID,
    sql: `SELECT a.id::text AS id, coalesce(subject.service_id, windows.service_id) AS service_id, NULL AS group_name FROM approvals a
      LEFT JOIN LATERAL (SELECT service_id FROM (${SUBJECTS}) s
        WHERE s.id = CASE WHEN a.subject ~ '^[0-9a-f-]{36}$' THEN a.subject::uuid END LIMIT 1) subject ON true
      LEFT JOIN draws ON draws.draw_id = a.subject LEFT JOIN windows ON windows.id = draws.window_id WHERE a.id = ANY ($1::uuid[])`,
  },
  /** An offer: at the office of its slots. */
  appointment: {
    id: UUID,
    sql: `SELECT given.offer_id::text AS id, service_id, group_name FROM offer_slots given JOIN slots ON slots.id = slot_uuid
      JOIN windows ON windows.id = window_id WHERE given.offer_id = ANY ($1::uuid[])`,
  },
  office: {
    id: UUID,
    sql: `SELECT o.id::text AS id, g.service_id, g.name AS group_name FROM offices o JOIN slot_groups g ON g.office_id = o.id
      WHERE o.id = ANY ($1::uuid[])`,
  },
  sample: {
    id: UUID,
    sql: `SELECT s.id::text AS id, service_id, NULL AS group_name FROM audit_samples s JOIN draws ON draws.id = draw_uuid
      JOIN windows ON windows.id = window_id WHERE s.id = ANY ($1::uuid[])`,
  },
} as const satisfies Readonly<Record<string, Thing>>;

export type OfficeThing = keyof typeof OFFICE_THINGS;

/**
 * Those of some things that belong to these offices: their service is given in one of them, or nowhere yet.
 * @param offices slugs
 */
export async function ownedBy(
  em: EntityManager,
  offices: readonly string[],
  thing: OfficeThing,
  ids: readonly string[],
): Promise<Set<string>> {
  const { id, sql }: Thing = OFFICE_THINGS[thing];
  const named = ids.filter((each) => id.test(each)).map((each) => (id === UUID ? each.toLowerCase() : each));
  if (named.length === 0) return new Set();
  const rows: { id: string }[] = await em.query(
    `WITH named AS (${sql}), given AS (SELECT g.service_id, g.name, o.slug FROM slot_groups g JOIN offices o ON o.id = g.office_id)
     SELECT DISTINCT named.id FROM named WHERE named.service_id IS NOT NULL AND (
       EXISTS (SELECT FROM given WHERE given.service_id = named.service_id AND slug = ANY ($2) AND coalesce(named.group_name, name) = name)
       OR NOT EXISTS (SELECT FROM given WHERE given.service_id = named.service_id))`,
    [named, offices],
  );
  return new Set(rows.map((row) => row.id));
}
