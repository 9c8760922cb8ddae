import { writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { corrupt } from '../support/record-corruption';
import { generateRecord, RANDOM_TRUST } from '../support/record-generator';
import { Random } from '../support/record-random';
import { OldBrowser } from './support/old-browser';
import { writeRecord, zipOf } from './support/record-store';
import { loadMutations, loadRecords } from './support/vectors';
import { buildBundle, verifyByBundle, verifyByCommand } from './support/verifiers';
import type * as Remembered from './support/remembered-beacons';
jest.mock('../../src/core/beacon/verify-beacon', () =>
  jest.requireActual<typeof Remembered>('./support/remembered-beacons').rememberBeacons(jest.requireActual('../../src/core/beacon/verify-beacon')),
);
jest.setTimeout(600_000);
const log: string[] = [];
function time<T>(n: string, f: () => T): T { const c = process.cpuUsage(); const r = f(); const d = process.cpuUsage(c); log.push(`${n} ${(d.user + d.system) / 1e6}`); return r; }
it('t', () => {
  const folder = createTemporaryFolder('tm');
  const trust = join(folder, 'trust.json'); writeFileSync(trust, JSON.stringify(RANDOM_TRUST));
  const recs = time('generate', () => Array.from({ length: 2000 }, (_, s) => { const r = new Random(s); const f = generateRecord(r); if (s % 3 === 2) corrupt(r, f); return f; }));
  const paths = time('write', () => recs.map((f, i) => writeRecord(folder, i, f)));
  time('command', () => paths.map((record) => verifyByCommand({ record, trust, receipt: null })));
  const b = time('build', () => new OldBrowser(buildBundle(folder).code));
  const zips = time('zip300', () => recs.slice(0, 300).map((f) => zipOf(f)));
  time('bundle300', () => zips.map((z) => verifyByBundle(b, z, { trust, receipt: null })));
  const t = Date.now();
  execFileSync('sh', ['-c', `( time python3 reference/verify.py --batch --trust ${trust} > /dev/null ) 2> ${folder}/time`], { input: paths.join('\n') + '\n' });
  log.push('python ' + execFileSync('cat', [folder + '/time']).toString() + (Date.now() - t));
  const v = time('load', () => [...loadRecords(), ...loadMutations()]);
  const vz = time('vzip', () => v.map(({ files }) => zipOf(files)));
  time('vbundle', () => vz.map((z, i) => verifyByBundle(b, z, { trust: v[i]!.trust, receipt: null })));
  console.log(log.join('\n'));
  removeFolder(folder);
});
