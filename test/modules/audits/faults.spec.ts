import { unzipSync } from 'fflate';
import { deriveContributionCommitment } from '../../../src/core';
import { EvidenceExport } from '../../../src/modules/audits';
import { ContributionsService } from '../../../src/modules/draws/contributions.service';
import { StepFailures } from '../../../src/modules/draws/step-failures.service';
import { DrawsProcessor } from '../../../src/modules/draws/draws.processor';
import type { Job } from 'bullmq';
import type { StepName } from '../../../src/modules/draws/steps.service';
import type { StaffMember } from '../../../src/modules/staff';
import { DrawWorld, HOUR, MINUTE, TIMES } from '../../support/draw-world';
import { textOfPdf } from '../../support/pdf-text';

const REFILL = `${DrawWorld.path}/1`;
const ANNA: StaffMember = { name: 'auditor-1', person: 'auditor-1', roles: ['auditor'] };

let world: DrawWorld;
afterEach(() => world.stop());

async function bundle(number: number): Promise<{ faults: string[]; said: string }> {
  const { zip } = await world.get(EvidenceExport).exportDraw(ANNA, `${DrawWorld.path}/${number}`);
  const files = unzipSync(zip);
  const [head, ...faults] = Buffer.from(files['evidence/faults.csv']!).toString().trim().split('\r\n');
  expect(head).toBe('kind,about,from,until,count,code');
  const said = textOfPdf(Buffer.from(files['protokoll.pdf']!)).join(' ').replaceAll(/\s+/g, '');
  return { faults, said: said.slice(said.indexOf('Störungen'), said.indexOf('VonHandEntschiedenes')) };
}

/** One attempt at a step as the queue makes it. */
const attempt = (step: StepName, draw: string): Promise<void> =>
  world.get(DrawsProcessor).process({ name: step, data: { draw } } as Job<{ draw: string }, void, StepName>);

it('says that nothing went wrong where nothing did', async () => {
  world = await DrawWorld.open({ plan: { contributors: ['office'] } });
  await world.enrol({}, {});
  await world.addSlots([{ id: 'a' }]);
  await world.liveThroughDraw(0);
  const { faults, said } = await bundle(0);
  expect(faults).toEqual([]);
  expect(said).toContain('KeinSchrittwarmehralsfünfMinutenzuspät');
});

it('lists late steps, attempts that failed, secrets kept back, and draws without a result', async () => {
  world = await DrawWorld.open({ plan: { contributors: ['office', 'ombudsperson', 'council'] } });
  await world.enrol({}, {}, {});
  await world.addSlots([{ id: 'a' }]);
  // The main draw is never frozen in time; the first refill draws, late and after failures.
  await world.liveUntil(TIMES.draw);
  const commitment = deriveContributionCommitment(REFILL, 'ombudsperson', 'ab'.repeat(32));
  await world.get(ContributionsService).commit('ombudsperson', REFILL, commitment);
  await world.liveUntil(TIMES.refillFreeze(1) + 6 * MINUTE);
  const { id } = await world.drawOf(1);
  await world.liveUntil(TIMES.refillReveal(1));
  world.clock.set(TIMES.refill(1) + MINUTE);
  await world.query(`CREATE FUNCTION fail_draw() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'secret of Ayşe'; END $$`);
  await world.query('CREATE TRIGGER tr_fail BEFORE INSERT ON draw_results FOR EACH STATEMENT EXECUTE FUNCTION fail_draw()');
  for (const seconds of [0, 30]) {
    world.clock.set(TIMES.refill(1) + MINUTE + seconds);
    await expect(attempt('draw', id)).rejects.toThrow();
  }
  await world.query('DROP TRIGGER tr_fail ON draw_results; DROP FUNCTION fail_draw()');
  await world.liveUntil(TIMES.refill(1) + HOUR);
  expect(await world.drawOf(1)).toMatchObject({ state: 'drawn' });
  const time = (at: number): string => new Date(at * 1000).toISOString().replace('.000', '');
  const { faults, said } = await bundle(1);
  expect(faults).toEqual([
    `late-step,freeze,${time(TIMES.refillFreeze(1))},${time(TIMES.refillFreeze(1) + 6 * MINUTE)},1,`,
    `late-step,draw,${time(TIMES.refill(1))},${time(TIMES.refill(1) + HOUR)},1,`,
    `failed-step,draw,${time(TIMES.refill(1) + MINUTE)},${time(TIMES.refill(1) + MINUTE + 30)},2,database P0001`,
    `absent,council,${time(TIMES.refillFreeze(1))},,1,`,
    `withheld,ombudsperson,${time(TIMES.refillReveal(1))},,1,`,
    `voided,${DrawWorld.path}/0,,,1,late-freeze`,
  ]);
  for (const words of [
    'gescheiterteVersuche:2',
    'keinenGeheimbeitragzugesagt',
    'council',
    'Geheimbeitragnichtoffengelegt',
    'ombudsperson',
    'Laufaufgehoben',
    'late-freeze',
  ]) {
    expect(said).toContain(words);
  }
  expect(said).not.toContain('Ayşe');
});

it('counts no attempt of a draw that does not exist, and fails for none', async () => {
  world = await DrawWorld.open();
  await world.get(StepFailures).note('draw', '00000000-0000-4000-8000-000000000000', new Error('no such draw'));
  expect(await world.query('SELECT FROM draw_step_failures')).toEqual([]);
});
