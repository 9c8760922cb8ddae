import { DrawWorld, TIMES } from '../../support/draw-world';
import { Faults } from '../../support/draw-world-faults';
import { live, settle } from '../../support/draw-world-life';
import { takeSnapshot } from '../../support/draw-world-snapshot';
let world: DrawWorld;
const faults = new Faults();
let out = '';
let s = Date.now();
const t = (l: string) => { out += `${l} ${Date.now() - s} cpu ${process.cpuUsage().user/1000} writes ${faults.writes}\n`; s = Date.now(); };
beforeAll(async () => { s = Date.now(); world = await DrawWorld.open({exchanges: {quietSweeps: true, unitOfWork: faults.unitOfWork}}); t('open'); });
afterAll(() => world.stop());
it('lives', async () => {
  await settle(world);
  const snap = await takeSnapshot(world.test.database);
  t('seed');
  for (let i = 0; i < 6; i++) {
    await snap.restore();
    t('restore');
    faults.arm(null);
    await live(world);
    t('life');
    if (i === 0) out += JSON.stringify(await world.query('select number,state,ended_reason from draws order by 1')) + JSON.stringify(await world.slotStates()) + (await world.logged('%')).map((e) => e.type).join();
  }
  await snap.close();
  console.log(out);
}, 200000);
