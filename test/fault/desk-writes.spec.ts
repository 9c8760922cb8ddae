import { Approvals } from '../../src/modules/approvals';
import { parseTime } from '../../src/core';
import { AuditFindings, AuditSamples, EvidenceExport, SampleDrawing } from '../../src/modules/audits';
import { CaseImportService } from '../../src/modules/identity';
import { CapacityPatterns } from '../../src/modules/slots';
import type { StaffMember } from '../../src/modules/staff';
import { AnnouncementRequests, TemplatesService, WindowDrafts } from '../../src/modules/windows';
import { DAY, DrawWorld, planLater } from '../support/draw-world';
import type { FaultExchanges } from '../support/draw-world-rewound';
import { ANSWERED, MORNINGS } from '../support/planned-work';
import { APPROVER, OPERATOR } from '../support/review-acts';
import { type Act, describeActs } from './acts';

jest.setTimeout(300_000);

const ANNA: StaffMember = { name: 'auditor-1', person: 'auditor-1', roles: ['auditor'] };
const DRAW = `${DrawWorld.path}/0`;
const CASES =
  'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record\nN-1,Beispiel,Ada,1990-01-01,,,no\n';

const ANOTHER: StaffMember = { ...OPERATOR, name: 'operator-2', person: 'six' };

let world: DrawWorld;
let draft: string;
let answered: string;
let repeating: string;
let planned: string;
let template: string;
let starting: string;
let announcing: string;
let sample: string;
let ticket: string;

async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
  world = await DrawWorld.open({ exchanges });
  await world.enrol({}, {}, {});
  await world.addSlots([{ id: 's1' }]);
  await world.liveThroughDraw(0);
  const drafts = world.get(WindowDrafts);
  ({ id: draft } = await drafts.begin(OPERATOR, DrawWorld.service));
  ({ id: answered } = await drafts.begin(OPERATOR, DrawWorld.service, ANSWERED));
  const repeat = { everyDays: 14, announceDaysBefore: 7 };
  ({ id: repeating } = await drafts.begin(OPERATOR, DrawWorld.service, {
    ...ANSWERED,
    basics: { name: 'fortnight', title: 'Often' },
    repeat,
  }));
  planned = await plan('june');
  ({ id: announcing } = await world.get(AnnouncementRequests).askToAnnounce(OPERATOR, await plan('july')));
  const repeated = { service: DrawWorld.service, plan: planLater(60), repeatDays: 7, announceSecondsBefore: DAY };
  ({ id: template } = await world.get(TemplatesService).propose({ ...repeated, name: 'weekly' }));
  ({ id: starting } = await world.get(AnnouncementRequests).askToStart(OPERATOR, template));
  await openSampled();
  return world;
}

/** A window that a draft has become. */
async function plan(name: string): Promise<string> {
  const { id } = await world.get(WindowDrafts).begin(OPERATOR, DrawWorld.service, { ...ANSWERED, basics: { name, title: name } });
  return ((await world.get(WindowDrafts).finish(id, 1)) as { windowId: string }).windowId;
}

async function openSampled(): Promise<void> {
  const { id, roundAt } = await world.get(AuditSamples).request(ANNA, DRAW);
  sample = id;
  world.clock.set(parseTime(roundAt));
  await world.get(SampleDrawing).draw(sample);
  ticket = (await world.get(AuditSamples).get(sample)).entries[0]!.ticketId;
  await world.get(AuditFindings).open(ANNA, sample, ticket);
}

const ACTS: Readonly<Record<string, Act>> = {
  'an archive for a court': {
    want: () => world.get(EvidenceExport).exportDraw(ANNA, DRAW),
    by: [ANNA, ANNA],
    left: `SELECT exported_by, ticket_id, body::jsonb - '{at,sha256}'::text[] AS logged, body::jsonb ->> 'sha256' = sha256 AS fits
      FROM audit_exports FULL JOIN (SELECT * FROM log_entries WHERE type = 'audit.exported') entry ON entry.id = log_entry_id`,
    whole: (by) => [
      { exported_by: by, ticket_id: null, logged: { type: 'audit.exported', drawId: DRAW, scope: 'draw', officer: by }, fits: true },
    ],
    each: true,
  },
  'what an auditor has found': {
    want: () => world.get(AuditFindings).record(ANNA, sample, ticket, { outcome: 'objected', reason: 'tickets' }),
    by: [ANNA, ANNA],
    left: `SELECT outcome, reason, found_by, body::jsonb - '{at,ticketId,round}'::text[] AS logged, body::jsonb ->> 'ticketId' = ticket_id AS fits
      FROM audit_findings FULL JOIN (SELECT * FROM log_entries WHERE type IN ('audit.objected', 'audit.confirmed')) entry ON entry.id = log_entry_id`,
    whole: (by) => [
      {
        ...{ outcome: 'objected', reason: 'tickets', found_by: by, fits: true },
        logged: { type: 'audit.objected', drawId: DRAW, reason: 'tickets', officer: by },
      },
    ],
  },
  'a change of capacity': {
    want: (member) => world.get(CapacityPatterns).store(member, DrawWorld.service, 0, { land: null, shifts: [MORNINGS], closures: [] }),
    by: [OPERATOR, ANOTHER],
    left: 'SELECT version, changed_by, pattern FROM capacity_patterns',
    whole: (by) => [{ version: 1, changed_by: by, pattern: { land: null, shifts: [MORNINGS], closures: [] } }],
    again: 'capacity.changed-meanwhile',
  },
  'a page of a draft': {
    want: (member) => world.get(WindowDrafts).store(member, draft, 1, { basics: { name: 'next', title: 'Next' } }),
    by: [OPERATOR, ANOTHER],
    left: `SELECT version, answers, changed_by FROM window_drafts WHERE version > 1 OR answers -> 'basics' ->> 'name' = 'next'`,
    whole: (by) => [{ version: 2, answers: { basics: { name: 'next', title: 'Next' } }, changed_by: by }],
    again: 'draft.changed-meanwhile',
  },
  'a draft that becomes a window': {
    want: () => world.get(WindowDrafts).finish(answered, 1),
    by: [OPERATOR, OPERATOR],
    left: `SELECT name, state, path, title, template_id, announced_at FROM
        (SELECT window_id, answers -> 'basics' ->> 'name' AS name FROM window_drafts WHERE answers -> 'basics' ->> 'name' = 'may') draft
        FULL JOIN (SELECT * FROM windows WHERE path LIKE '%/may') made ON window_id = made.id WHERE window_id IS NOT NULL OR made.id IS NOT NULL`,
    whole: () => [{ name: 'may', state: 'planned', path: `${DrawWorld.service}/may`, title: 'May', template_id: null, announced_at: null }],
    again: 'draft.finished',
  },
  'a draft that becomes a template': {
    want: () => world.get(WindowDrafts).finish(repeating, 1),
    by: [OPERATOR, OPERATOR],
    left: `SELECT draft.name AS draft, made.name, paused, repeat_days, announce_seconds_before, window_id FROM
        (SELECT *, answers -> 'basics' ->> 'name' AS name FROM window_drafts WHERE answers -> 'basics' ->> 'name' = 'fortnight') draft
        FULL JOIN (SELECT * FROM window_templates WHERE name = 'fortnight') made ON template_id = made.id
      WHERE template_id IS NOT NULL OR window_id IS NOT NULL OR made.id IS NOT NULL`,
    whole: () => [
      {
        ...{ draft: 'fortnight', name: 'fortnight', paused: true, repeat_days: 14, announce_seconds_before: 7 * DAY, window_id: null },
      },
    ],
    again: 'draft.finished',
  },
  'asking for an announcement': {
    want: (member) => world.get(AnnouncementRequests).askToAnnounce(member, planned),
    by: [OPERATOR, OPERATOR],
    left: `SELECT kind, reason, details, requested_by, decision, state FROM approvals JOIN windows ON subject = windows.id::text
      WHERE path LIKE '%/june'`,
    whole: (by) => [
      {
        ...{ kind: 'window.announce', reason: 'as-planned', details: { path: `${DrawWorld.service}/june` }, requested_by: by },
        ...{ decision: null, state: 'planned' },
      },
    ],
  },
  'an announcement by two': {
    want: () => world.get(Approvals).decide(APPROVER, announcing, 'approved'),
    by: [APPROVER, APPROVER],
    left: `SELECT state, announced_at IS NOT NULL AND sha256(announcement) = decode(announcement_sha256, 'hex') AS is_announced, decision, decided_by,
        ARRAY(SELECT body::jsonb ->> 'sha256' = announcement_sha256 FROM log_entries WHERE body::jsonb ->> 'window' = path) AS logged
      FROM windows JOIN approvals ON subject = windows.id::text
      WHERE path LIKE '%/july' AND (state <> 'planned' OR decision IS NOT NULL
        OR EXISTS (SELECT FROM log_entries WHERE body::jsonb ->> 'window' = path))`,
    whole: (by) => [{ state: 'announced', is_announced: true, decision: 'approved', decided_by: by, logged: [true] }],
  },
  'a template, started by two': {
    want: () => world.get(Approvals).decide(APPROVER, starting, 'approved'),
    by: [APPROVER, APPROVER],
    left: `SELECT paused, decision, decided_by, ARRAY(SELECT body::jsonb - 'at' FROM log_entries WHERE type = 'template.started') AS logged
      FROM window_templates JOIN approvals ON subject = window_templates.id::text
      WHERE NOT paused OR decision IS NOT NULL OR EXISTS (SELECT FROM log_entries WHERE type = 'template.started')`,
    whole: (by) => [
      {
        ...{ paused: false, decision: 'approved', decided_by: by },
        logged: [{ type: 'template.started', template: `${DrawWorld.service}/weekly`, officers: [OPERATOR.name, by] }],
      },
    ],
  },
  'an import of cases': {
    want: ({ name }) => world.get(CaseImportService).import(DrawWorld.authority, CASES, false, name),
    by: [OPERATOR, ANOTHER],
    // A case is of the import that has brought it.
    left: `SELECT imported_by, case_imports.rows, (SELECT count(*)::integer FROM case_records
        WHERE import_id IN (SELECT id FROM case_imports WHERE imported_by IS NOT NULL)) AS cases
      FROM case_imports WHERE imported_by IS NOT NULL ORDER BY imported_by`,
    whole: (by) => [{ imported_by: by, rows: 1, cases: 1 }],
    each: true,
  },
};

describeActs(ACTS, live);
