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
  expect(other.port).toBeGreaterThan(0);
  expect(other.port).not.toBe(taken);
  // Until it is released nobody else gets it: another demo that wants it as its usual one does not.
  const next = await takePort('127.0.0.1', other.port, false);
  expect(next.port).not.toBe(other.port);
  await Promise.all([other.release(), next.release()]);
  const again = await takePort('127.0.0.1', other.port, false);
  expect(again.port).toBe(other.port);
  await again.release();
  expect((await takePort('127.0.0.1', taken, true)).port).toBe(taken);
  const any = await takePort('127.0.0.1', 0, true);
  expect(any.port).toBeGreaterThan(0);
  await any.release();
  await new Promise((done) => somebody.close(done));
});
