import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { takeFolder, takePort } from '../../src/demo/demo-place';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';

test('a demo has a folder of its own; what others left behind goes, what others use stays', () => {
  const data = createTemporaryFolder('demo');
  const over = spawnSync(process.execPath, ['-e', '']).pid;
  const [left, inUse, other] = [`demo-${over}`, `demo-${process.ppid}`, 'pgdata'].map((name) => join(data, name));
  for (const folder of [left, inUse, other]) mkdirSync(folder!);
  const own = takeFolder(data);
  expect(own).toBe(join(data, `demo-${process.pid}`));
  expect([left, inUse, other].map((folder) => existsSync(folder!))).toEqual([false, true, true]);
  writeFileSync(join(own, 'old'), '');
  expect(existsSync(join(takeFolder(data), 'old'))).toBe(false);
  removeFolder(data);
});

test('where the usual port is taken, another will do; one that was asked for is insisted on', async () => {
  const somebody = createServer();
  await new Promise<void>((done) => somebody.listen(0, '127.0.0.1', done));
  const { port: taken } = somebody.address() as AddressInfo;
  const other = await takePort('127.0.0.1', taken, false);
  expect(other).toBeGreaterThan(0);
  expect(other).not.toBe(taken);
  expect(await takePort('127.0.0.1', taken, true)).toBe(taken);
  expect(await takePort('127.0.0.1', 0, true)).toBeGreaterThan(0);
  await new Promise((done) => somebody.close(done));
});
