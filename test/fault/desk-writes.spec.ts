import { Approvals } from '../../src/modules/approvals';
import { EvidenceExport } from '../../src/modules/audits';
import { CaseImportService } from '../../src/modules/identity';
import { CapacityPatterns } from '../../src/modules/slots';
import type { StaffMember } from '../../src/modules/staff';
import { AnnouncementRequests, TemplatesService, WindowDrafts } from '../../src/modules/windows';
import { DAY, DrawWorld, planLater } from '../support/draw-world';
import { type FaultKind, Faults, ProcessDied } from '../support/draw-world-faults';
import { expectConsistentLog } from '../support/draw-world-outcome';
import { openSnapshots, type Snapshots } from '../support/draw-world-snapshot';
import { APPROVER, OPERATOR } from '../support/review-acts';

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

const faults = new Faults();
let world: DrawWorld;
let snapshots: Snapshots;
let goBack: () => Promise<void>;
let draft: string;
let template: string;
let starting: string;

beforeAll(async () => {
  world = await DrawWorld.open({ exchanges: { quietSweeps: true, unitOfWork: faults.unitOfWork } });
  await world.enrol({}, {}, {});
  await world.addSlots([{ id: 's1' }]);
  await world.liveThroughDraw(0);
  ({ id: draft } = await world.get(WindowDrafts).begin(OPERATOR, DrawWorld.service));
  const plan = { service: DrawWorld.service, plan: planLater(60), repeatDays: 7, announceSecondsBefore: DAY };
  ({ id: template } = await world.get(TemplatesService).propose({ ...plan, name: 'weekly' }));
  ({ id: starting } = await world.get(AnnouncementRequests).askToStart(OPERATOR, template));
  faults.arm(null);
  snapshots = await openSnapshots(world.test.database);
  goBack = await snapshots.take();
});
afterAll(async () => {
  await snapshots.close();
  await world.stop();
});
beforeEach(async () => {
  faults.arm(null);
  await goBack();
});

/** An act at a desk: what somebody wants, and what there is of it afterwards. */
interface Act {
  readonly want: () => Promise<unknown>;
  /** Rows and log entries that the act makes; no ids and no times. */
  readonly left: string;
  /** What whoever comes second, or again, is told. Absent: the same again. */
  readonly again?: string;
  /** How often it is there when two want it: an export is one for each, everything else is one. */
  readonly twice?: number;
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

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);
const NAMES = Object.keys(ACTS);

describe.each(NAMES)('%s', (name) => {
  const act = ACTS[name]!;
  const left = (): Promise<unknown[]> => world.query(act.left);

  it.each<FaultKind>(['before', 'after'])(
    'is whole or not there when the process dies %s a write, and can be wanted again',
    async (kind) => {
      await act.want();
      const { writes } = faults;
      const whole = await left();
      expect([writes > 0, whole.length]).toEqual([true, 1]);
      for (let at = 1; at <= writes; at++) {
        await goBack();
        faults.arm({ at, kind });
        await expect(act.want()).rejects.toBeInstanceOf(ProcessDied);
        const found = await left();
        if (found.length > 0) expect(found).toEqual(whole);
        await act.want().catch((error: unknown) => expect({ at, told: codeOf(error) }).toEqual({ at, told: act.again }));
        // Whoever was not told that it is done, and makes an archive or an import again, has two.
        expect((await left()).slice(0, 1)).toEqual(whole);
        expect((await left()).length).toBeLessThanOrEqual(found.length > 0 ? (act.twice ?? 1) : 1);
        await world.settle();
        await expectConsistentLog(world);
      }
    },
  );

  it('is there as often as it was wanted, and never half, when two want it at once and once more', async () => {
    const all = await Promise.allSettled([act.want(), act.want()]);
    const told = all.flatMap((each) => (each.status === 'rejected' ? [codeOf(each.reason)] : []));
    expect(told).toEqual(act.again === undefined ? [] : [act.again]);
    expect(await left()).toHaveLength(act.twice ?? 1);
    await act.want().catch((error: unknown) => expect(codeOf(error)).toBe(act.again));
    expect(await left()).toHaveLength(act.twice === undefined ? 1 : act.twice + 1);
    await world.settle();
    await expectConsistentLog(world);
  });
});
