import { Approvals } from '../../src/modules/approvals';
import { EvidenceExport } from '../../src/modules/audits';
import { CaseImportService } from '../../src/modules/identity';
import { CapacityPatterns } from '../../src/modules/slots';
import type { StaffMember } from '../../src/modules/staff';
import { AnnouncementRequests, TemplatesService, WindowDrafts } from '../../src/modules/windows';
import { DAY, DrawWorld, planLater } from '../support/draw-world';
import { APPROVER, OPERATOR } from '../support/review-acts';
import { type Act, describeActs, type FaultExchanges } from './acts';

jest.setTimeout(300_000);

const ANNA: StaffMember = { name: 'auditor-1', person: 'auditor-1', roles: ['auditor'] };
const DRAW = `${DrawWorld.path}/0`;
const CASES =
  'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record\nN-1,Beispiel,Ada,1990-01-01,,,no\n';
const SHIFT = {
  id: 'mornings',
  weekdays: [1, 2],
  from: '08:00',
  until: '09:00',
  slotMinutes: 20,
  counters: ['1'],
  group: 'am',
  label: 'general',
  place: 'Room 1',
};

let world: DrawWorld;
let draft: string;
let template: string;
let starting: string;

async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
  world = await DrawWorld.open({ exchanges });
  await world.enrol({}, {}, {});
  await world.addSlots([{ id: 's1' }]);
  await world.liveThroughDraw(0);
  ({ id: draft } = await world.get(WindowDrafts).begin(OPERATOR, DrawWorld.service));
  const plan = { service: DrawWorld.service, plan: planLater(60), repeatDays: 7, announceSecondsBefore: DAY };
  ({ id: template } = await world.get(TemplatesService).propose({ ...plan, name: 'weekly' }));
  ({ id: starting } = await world.get(AnnouncementRequests).askToStart(OPERATOR, template));
  return world;
}

const ACTS: Readonly<Record<string, Act>> = {
  'an archive for a court': {
    want: () => world.get(EvidenceExport).exportDraw(ANNA, DRAW),
    left: `SELECT 'export' AS what, entry.type FROM audit_exports JOIN log_entries entry ON entry.id = log_entry_id
      WHERE entry.body::jsonb ->> 'sha256' = sha256`,
    twice: 2,
  },
  'a change of capacity': {
    want: () => world.get(CapacityPatterns).store(OPERATOR, DrawWorld.service, 0, { land: null, shifts: [SHIFT], closures: [] }),
    left: 'SELECT version, changed_by FROM capacity_patterns',
    again: 'capacity.changed-meanwhile',
  },
  'a page of a draft': {
    want: () => world.get(WindowDrafts).store(OPERATOR, draft, 1, { basics: { name: 'next', title: 'Next' } }),
    left: 'SELECT version, answers FROM window_drafts WHERE version > 1',
    again: 'draft.changed-meanwhile',
  },
  'a template, started by two': {
    want: () => world.get(Approvals).decide(APPROVER, starting, 'approved'),
    left: `SELECT paused, decision, (SELECT count(*)::integer FROM log_entries WHERE type = 'template.started') AS logged
      FROM window_templates JOIN approvals ON subject = window_templates.id::text WHERE NOT paused`,
  },
  'an import of cases': {
    want: () => world.get(CaseImportService).import(DrawWorld.authority, CASES, false, 'operator-1'),
    left: `SELECT imported_by, case_imports.rows, (SELECT count(*)::integer FROM case_records WHERE import_id = case_imports.id) AS cases
      FROM case_imports WHERE imported_by = 'operator-1'`,
    twice: 2,
  },
};

describeActs(ACTS, live);
