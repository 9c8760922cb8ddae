import { unzipSync } from 'fflate';
import { sha256Hex } from '../../../src/core';
import { Approvals } from '../../../src/modules/approvals';
import { EvidenceExport } from '../../../src/modules/audits';
import type { StaffMember } from '../../../src/modules/staff';
import { AnnouncementRequests, TemplatesService } from '../../../src/modules/windows';
import { DAY, DrawWorld, planOfWorld, TIMES } from '../../support/draw-world';
import { textOfPdf } from '../../support/pdf-text';

const member = (name: string, role: 'operator' | 'approver' | 'auditor'): StaffMember => ({ name, person: name, roles: [role] });
const PATH = 'stadt.example/permit/weekly-2026-03-02';

let world: DrawWorld;
let template: string;
beforeAll(async () => {
  world = await DrawWorld.open();
  world.clock.set(TIMES.planned - DAY);
  const templates = world.get(TemplatesService);
  const repeats = { repeatDays: 7, announceSecondsBefore: DAY };
  ({ id: template } = await templates.propose({ service: DrawWorld.service, name: 'weekly', plan: planOfWorld(2), ...repeats }));
  await start('operator-7', 'approver-8');
  world.clock.set(TIMES.planned);
  expect(await templates.openNext(template)).toEqual({ outcome: 'announced', path: PATH });
  const [window] = await world.query<{ id: string }>('SELECT id FROM windows WHERE path = $1', [PATH]);
  await world.enrol({}, {});
  await world.addSlots([{ id: 't1' }], window!.id);
  await world.liveThroughDraw(0);
  await start('operator-3', 'approver-4');
});
afterAll(() => world.stop());

async function start(first: string, second: string): Promise<void> {
  const { id } = await world.get(AnnouncementRequests).askToStart(member(first, 'operator'), template);
  await world.get(Approvals).decide(member(second, 'approver'), id, 'approved');
}

it('names both people who let the template run, in minutes and acts, beside the hash of what it announced', async () => {
  const { zip } = await world.get(EvidenceExport).exportDraw(member('auditor-1', 'auditor'), `${PATH}/0`);
  const files = unzipSync(zip);
  const said = textOfPdf(Buffer.from(files['protokoll.pdf']!)).join('').replaceAll(/\s+/g, '');
  expect(said).toContain('durchdieVorlagestadt.example/permit/weekly,derenLaufbeantragtundfreigegebenhaben:operator-7,approver-8');
  expect(said).toContain(sha256Hex(files['announcement.json']!));
  const acts = Buffer.from(files['evidence/acts.csv']!).toString().trim().split('\r\n').slice(1);
  expect(acts.map((line) => line.split(',').slice(1))).toEqual([
    ['approval', 'template.start', 'stadt.example/permit/weekly', '', 'as-planned', 'operator-7', 'approver-8', 'approved', '1'],
  ]);
  // In the log before the window that followed from it; and once more for the second start.
  expect((await world.logged('template.started')).map(({ officers }) => officers)).toEqual([
    ['operator-7', 'approver-8'],
    ['operator-3', 'approver-4'],
  ]);
  const [started, announced] = await world.query<{ tree_index: string; body: string }>(
    `SELECT tree_index, body FROM log_entries WHERE type = 'template.started' OR subject = $1 ORDER BY id LIMIT 2`,
    [PATH],
  );
  expect(JSON.parse(started!.body)).toEqual({
    type: 'template.started',
    at: expect.any(String) as string,
    template: 'stadt.example/permit/weekly',
    officers: ['operator-7', 'approver-8'],
  });
  expect([JSON.parse(announced!.body), started!.tree_index]).toMatchObject([{ type: 'window.announced', window: PATH }, '1']);
  // Started once more, after this window: another one's affair.
  expect(said).not.toContain('approver-4');
});
