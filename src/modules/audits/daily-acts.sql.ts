/**
 * What staff do for people and to their own lists without a second person, as more of the rows of `others` in manual-acts.sql.ts. No ticket stands
 * beside a notice or a hearing: both are suspicions. That is why an answer that was taken for somebody stands with what it answers only.
 */
export const DAILY_ACTS = `
  SELECT 'helped' AS kind, act.kind AS what, done_at AS at, services.authority || '/' || services.slug AS about,
    (SELECT ticket_id FROM entries WHERE entries.registration_id = r.id) AS ticket_id, NULL AS reason,
    done_by AS first, NULL AS second, NULL AS decision, NULL::bigint AS log_id, r.id::text AS subject
  FROM assisted_acts act JOIN registrations r ON r.id = act.registration_id JOIN services ON services.id = r.service_id
  WHERE act.kind <> 'answer'
  UNION ALL
  SELECT 'notice', 'sent', sent_at, services.authority || '/' || services.slug, NULL, suspicion, sent_by, NULL, NULL, NULL, r.id::text
  FROM review_notices JOIN registrations r ON r.id = registration_id JOIN services ON services.id = r.service_id
  UNION ALL
  SELECT 'hearing', CASE turn WHEN 1 THEN 'begun' ELSE 'dropped' END, CASE turn WHEN 1 THEN hearing.opened_at ELSE hearing.ended_at END, draws.draw_id,
    NULL, CASE turn WHEN 1 THEN hearing.reason ELSE drop_reason END, CASE turn WHEN 1 THEN opened_by ELSE dropped_by END, NULL, NULL, NULL,
    offers.registration_id::text
  FROM revocation_hearings hearing CROSS JOIN generate_series(1, 2) turn JOIN offers ON offers.id = offer_id LEFT JOIN draws ON draws.id = offers.draw_uuid
  WHERE turn = 1 OR dropped_by IS NOT NULL
  UNION ALL
  SELECT 'notice', 'answer', said.at, services.authority || '/' || services.slug, NULL, via, taken_by, NULL, NULL, NULL, r.id::text
  FROM review_statements said JOIN review_notices notice ON notice.id = notice_id JOIN registrations r ON r.id = notice.registration_id
  JOIN services ON services.id = r.service_id WHERE taken_by IS NOT NULL
  UNION ALL
  SELECT 'hearing', 'answer', said.at, draws.draw_id, NULL, via, taken_by, NULL, NULL, NULL, offers.registration_id::text
  FROM hearing_statements said JOIN revocation_hearings hearing ON hearing.id = hearing_id JOIN offers ON offers.id = hearing.offer_id
  LEFT JOIN draws ON draws.id = offers.draw_uuid WHERE taken_by IS NOT NULL
  UNION ALL
  SELECT 'import', 'cases', imported_at, authority, NULL, NULL, imported_by, NULL, NULL, NULL, NULL FROM case_imports WHERE imported_by IS NOT NULL
  UNION ALL
  SELECT 'paper', CASE turn WHEN 1 THEN 'held' ELSE 'entered' END, CASE turn WHEN 1 THEN held_at ELSE entered_at END, authority || '/' || slug,
    NULL, day::text, CASE turn WHEN 1 THEN held_by ELSE entered_by END, NULL, NULL, NULL, NULL
  FROM paper_days CROSS JOIN generate_series(1, 2) turn JOIN offices ON offices.id = office_id
  WHERE turn = 1 OR entered_by IS NOT NULL`;
