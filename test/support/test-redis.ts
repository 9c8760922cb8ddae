import { createServer } from 'node:net';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { spawnBound } from './lifeline';
import { createTemporaryFolder, removeFolder } from './temporary-folder';
import { waitFor } from './wait-for';

/** A real redis-server of its own, with the settings the product asks for. */
export interface TestRedis {
  readonly url: string;
  /** Deletes everything, as a Redis without persistence does when it restarts. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Call in `beforeAll`, `stop()` in `afterAll`. Needs the program `redis-server` (Debian: apt-get install redis-server).
 * @param settings further settings, for example `{ appendonly: 'no' }`
 */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<TestRedis> {
  const folder = createTemporaryFolder('redis');
  const port = await findFreePort();
  const all = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    save: '',
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
    ...settings,
  };
  const child = spawnBound(
    'redis-server',
    Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
  );
  const ended = once(child, 'exit');
  const client = new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: null, retryStrategy: () => 20, lazyConnect: true });
  client.on('error', () => undefined);
  await waitFor(async () => {
    if (child.exitCode !== null) throw new Error('redis-server did not start: is it installed? (apt-get install redis-server)');
    if (client.status === 'wait' || client.status === 'end') await client.connect();
    return (await client.ping()) === 'PONG';
  }, 'redis-server');
  return {
    url: `redis://127.0.0.1:${port}`,
    flush: async () => void (await client.flushall()),
    stop: async () => {
      client.disconnect();
      child.kill('SIGTERM');
      await ended;
      removeFolder(folder);
    },
  };
}

/** A port that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
