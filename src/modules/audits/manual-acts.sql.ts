import { DAILY_ACTS } from './daily-acts.sql';

/**
 * All acts by hand as one list. Parameters: draw id and its window's path (null: all draws), kind, pseudonym, limit, offset. A window that a
 * template has announced is there because of who let the template run before.
 *
 * Approvals find their entry in the log by subject, and by time and people where several could be meant: the entry was written in the
 * transaction of the decision. Entries with two officers that no approval or review stands behind are listed for themselves, and
 * so are grants of hardship that nobody has asked for there: those are for an auditor to wonder about.
 */
export const MANUAL_ACTS = `
WITH entries AS (
  SELECT registration_id, ticket_id, draw_id FROM draw_entries JOIN draws ON draws.id = draw_uuid WHERE $1::text IS NOT NULL AND draw_id = $1
), decided AS (
  SELECT 'approval' AS kind, approval.kind AS what, coalesce(decided_at, requested_at) AS at,
    coalesce(details ->> 'path', details ->> 'drawId', details ->> 'window', CASE WHEN subject LIKE '%/%' THEN subject END) AS about,
    CASE WHEN approval.kind LIKE 'hardship%' THEN NULL ELSE details ->> 'ticketId' END AS ticket_id,
    reason, requested_by AS first, decided_by AS second, decision,
    (SELECT entry.id FROM log_entries entry
     WHERE decision = 'approved' AND entry.subject IN (approval.subject, details ->> 'path', details ->> 'drawId', details ->> 'window', '-')
       AND ((approval.kind, entry.type) IN (('window.announce', 'window.announced'), ('draw.void', 'draw.voided'))
         OR approval.kind = 'appointment.revoke' AND (entry.type = 'slot.cancelled' AND entry.body::jsonb ->> 'reason' = 'office'
           -- One that was granted outside the draws: its slot only comes back.
           OR entry.type = 'slot.returned' AND details ->> 'drawId' IS NULL)
           AND (entry.body::jsonb ->> 'at')::timestamptz BETWEEN decided_at - interval '2 seconds' AND decided_at + interval '2 seconds'
         OR entry.type IN ('name.corrected', 'hardship.granted', 'template.started', 'slot.granted', 'registration.excluded')
           AND entry.body LIKE '%"officers":["' || requested_by || '","' || decided_by || '"]%'
           AND (entry.body::jsonb ->> 'at')::timestamptz BETWEEN decided_at - interval '2 seconds' AND decided_at + interval '2 seconds')
     ORDER BY entry.id LIMIT 1) AS log_id,
    subject
  FROM approvals approval
), reviewed AS (
  SELECT 'review' AS kind, item.decision AS what, decided_at AS at, services.authority || '/' || services.slug AS about,
    (SELECT ticket_id FROM entries WHERE entries.registration_id = item.registration_id) AS ticket_id, item.reason,
    decided_by AS first, NULL AS second, NULL AS decision,
    (SELECT entry.id FROM log_entries entry WHERE item.decision <> 'keep' AND entry.type = 'registration.excluded' AND entry.subject = '-'
       AND entry.body LIKE '%"' || decided_by || '"%'
       AND (entry.body::jsonb ->> 'at')::timestamptz BETWEEN decided_at - interval '2 seconds' AND decided_at + interval '2 seconds'
     ORDER BY entry.id LIMIT 1) AS log_id,
    item.registration_id::text AS subject
  FROM review_items item JOIN registrations r ON r.id = item.registration_id JOIN services ON services.id = r.service_id
  WHERE item.decision IS NOT NULL AND decided_by <> 'register'
), others AS (
  SELECT 'assisted' AS kind, channel AS what, received_at AS at, services.authority || '/' || services.slug AS about,
    (SELECT ticket_id FROM entries WHERE entries.registration_id = r.id) AS ticket_id, NULL AS reason,
    registered_by AS first, NULL AS second, NULL AS decision, NULL::bigint AS log_id, r.id::text AS subject
  FROM registrations r JOIN services ON services.id = r.service_id WHERE registered_by IS NOT NULL
  UNION ALL
  SELECT 'check-in', outcome, checked_at, draws.draw_id, offers.ticket_id, array_to_string(differs, ','), checked_by, NULL, NULL, NULL,
    offers.registration_id::text
  FROM check_ins JOIN offers ON offers.id = offer_id LEFT JOIN draws ON draws.id = offers.draw_uuid WHERE outcome = 'mismatched'
  UNION ALL
  SELECT 'hardship', proof, approved_at, services.authority || '/' || services.slug, NULL, reason, requested_by, approved_by, 'approved', NULL,
    registration_id::text
  FROM hardship_grants JOIN registrations r ON r.id = registration_id JOIN services ON services.id = r.service_id
  WHERE NOT EXISTS (SELECT FROM approvals WHERE kind = 'hardship.grant' AND subject = registration_id::text AND decision = 'approved')
  UNION ALL
  SELECT 'session', 'ended', ended_at, NULL, NULL, NULL, ended_by, 'staff-' || number, NULL, NULL, NULL
  FROM staff_sessions JOIN staff_people USING (person_key) WHERE ended_by <> 'staff-' || number
  UNION ALL
  SELECT 'finding', outcome, found_at, draws.draw_id, ticket_id, reason, found_by, NULL, NULL, audit_findings.log_entry_id, NULL
  FROM audit_findings JOIN audit_samples ON audit_samples.id = sample_id JOIN draws ON draws.id = draw_uuid
  UNION ALL
  SELECT 'export', CASE WHEN ticket_id IS NULL THEN 'draw' ELSE 'person' END, exported_at, draws.draw_id, ticket_id, NULL, exported_by, NULL, NULL,
    log_entry_id, NULL
  FROM audit_exports JOIN draws ON draws.id = draw_uuid
  UNION ALL ${DAILY_ACTS}
), linked AS (
  SELECT * FROM decided UNION ALL SELECT * FROM reviewed UNION ALL SELECT * FROM others
), acts AS (
  SELECT * FROM linked
  UNION ALL
  SELECT 'logged', type, (body::jsonb ->> 'at')::timestamptz,
    coalesce(body::jsonb ->> 'drawId', body::jsonb ->> 'window', body::jsonb ->> 'template', body::jsonb ->> 'service'), body::jsonb ->> 'ticketId', body::jsonb ->> 'reason',
    body::jsonb -> 'officers' ->> 0, body::jsonb -> 'officers' ->> 1, NULL, id, NULL
  FROM log_entries WHERE type IN ('name.corrected', 'hardship.granted', 'template.started', 'slot.granted', 'registration.excluded')
    AND id NOT IN (SELECT log_id FROM linked WHERE log_id IS NOT NULL)
)
SELECT kind, what, at, about, acts.ticket_id AS "ticketId", reason, first, second, decision, entry.tree_index AS "logIndex"
FROM acts LEFT JOIN log_entries entry ON entry.id = log_id
WHERE ($1::text IS NULL OR about = $1 OR about = $2 OR acts.subject IN (SELECT registration_id::text FROM entries)
    OR EXISTS (SELECT FROM windows WHERE path = $2 AND template_id::text = acts.subject AND acts.at < announced_at + interval '1 second'))
  AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR first = $4 OR second = $4)
ORDER BY at DESC, kind, what, entry.id DESC LIMIT $5 OFFSET $6`;
