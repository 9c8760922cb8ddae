import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireBuild } from '../support/api-description';

/** What the build has gathered (nest-cli.json). */
const GATHERED = join(__dirname, '../../dist/metadata.js');

type Parts = readonly (readonly [
  Promise<Readonly<Record<string, object>>>,
  Readonly<Record<string, Readonly<Record<string, Described>>>>,
])[];
interface Described {
  readonly summary?: string;
}

let gathered: { models: Parts; controllers: Parts };
beforeAll(async () => {
  requireBuild();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is there after a build only
  const { default: load } = require(GATHERED) as { default: () => Promise<Record<string, typeof gathered>> };
  gathered = (await load())['@nestjs/swagger']!;
});

it('every route of the interface says in the description what it does', async () => {
  const silent: string[] = [];
  let described = 0;
  for (const [file, controllers] of gathered.controllers) {
    for (const [name, handlers] of Object.entries(controllers)) {
      const path = String(Reflect.getMetadata('path', (await file)[name]!));
      if (!/^(api|log|health)\b/.test(path)) continue;
      for (const [handler, { summary }] of Object.entries(handlers)) {
        if (summary) described += 1;
        else silent.push(`${name}.${handler}`);
      }
    }
  }
  expect(silent).toEqual([]);
  expect(described).toBeGreaterThan(70);
});

it('every class of a body in the interface has its fields there', async () => {
  const [bodies, bare]: [string[], string[]] = [[], []];
  for (const [file, classes] of gathered.models) {
    for (const [name, fields] of Object.entries(classes)) {
      const inherits = Object.getPrototypeOf((await file)[name]) !== Function.prototype;
      if (name.endsWith('Dto')) (Object.keys(fields).length > 0 || inherits ? bodies : bare).push(name);
    }
  }
  expect(bare).toEqual([]);
  expect(bodies).toEqual(expect.arrayContaining(['RegisterDto', 'PlanWindowDto', 'GrantSlotDto', 'DecideApprovalDto']));
});

it('no service loads anything of the demo for it', () => {
  expect(readFileSync(GATHERED, 'utf8')).not.toContain('/demo/');
});
