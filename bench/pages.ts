import { spawn } from 'node:child_process';
import { get, Agent, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { extname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import fastify from 'fastify';
import { type BenchService, withBenchService } from './bench-service';
import type { VisitOrder, VisitResult } from './pages-load';

/** One measured value; `floor` is the most that it may be. */
export interface PageRow {
  readonly name: string;
  readonly value: number;
  readonly unit: 'kB' | 'ms' | '/s';
  readonly ratio?: number;
  readonly against?: string;
  readonly floor?: number;
  readonly ok?: boolean;
}

const VISITORS = 50;
/** Everybody asks for a page a second, each for another reason: more than readers do. */
const PAGES_A_SECOND = VISITORS;
const SECONDS = 5;
const ROUNDS = 3;
const MOST_KILOBYTES = 100;
const LONGEST_MEDIAN_MS = 20;

/** Measures what a visitor with an old phone waits for: how much the first page weighs, and how long the server takes for it. */
export async function benchPages(): Promise<PageRow[]> {
  return withBenchService(measureOn);
}

async function measureOn({ app, service }: BenchService): Promise<PageRow[]> {
  await app.listen(0, '127.0.0.1');
  const bare = fastify();
  try {
    const origin = await app.getUrl();
    const start = `/services/${service}`;
    const pages = ['/de', '/ar', `/de${start}`, `/ar${start}`];
    const weights: PageRow[] = [];
    for (const path of pages) weights.push(await weigh(origin + path, path.replace(service, '…')));
    const { body, headers } = await fetchOnce(origin + pages[2]!);
    bare.get('/', (_, reply) => reply.headers({ 'content-type': headers['content-type'] }).send(body));
    const bareUrl = await bare.listen({ port: 0, host: '127.0.0.1' });
    return [...weights, ...(await measureTimes(origin + pages[2]!, bareUrl))];
  } finally {
    await bare.close();
  }
}

/** The page, and what its head asks for, over connections of their own: headers count, fonts don't. */
async function weigh(url: string, name: string): Promise<PageRow> {
  const page = await fetchOnce(url);
  const asked = [...page.body.toString('utf8').matchAll(/<(?:link|script|img)\b[^>]*?\b(?:href|src)="(\/[^"]+)"/g)].map(
    ([, path]) => path!,
  );
  let bytes = page.bytes;
  for (const path of new Set(asked)) bytes += (await fetchOnce(new URL(path, url).href)).bytes;
  const kilobytes = bytes / 1000;
  return {
    name: `first page ${name}, over the wire, without fonts`,
    value: kilobytes,
    unit: 'kB',
    floor: MOST_KILOBYTES,
    ok: kilobytes <= MOST_KILOBYTES,
  };
}

interface Fetched {
  /** All that came over the connection, headers included. */
  readonly bytes: number;
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
}

async function fetchOnce(url: string): Promise<Fetched> {
  const agent = new Agent({ keepAlive: false });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent, headers: { accept: 'text/html,*/*', 'accept-encoding': 'br' } }, resolve).on('error', reject);
  });
  const socket: Socket = response.socket;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  const raw = Buffer.concat(chunks);
  const body = response.headers['content-encoding'] === 'br' ? brotliDecompressSync(raw) : raw;
  return { bytes: socket.bytesRead, body, headers: response.headers };
}

/**
 * Two ways: visitors who read, a page a second each; and visitors who ask again at once, which says how many pages a core makes. The bare
 * route sends the same bytes without making them, in turns with ours, so that whatever else the machine does hits both.
 */
async function measureTimes(url: string, bareUrl: string): Promise<PageRow[]> {
  const order = { connections: VISITORS, seconds: SECONDS };
  await visit({ ...order, url });
  const [reading, bareReading, asking, bareAsking]: [VisitResult[], VisitResult[], VisitResult[], VisitResult[]] = [[], [], [], []];
  const processor: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bareReading.push(await visit({ ...order, url: bareUrl, rate: PAGES_A_SECOND }));
    reading.push(await visit({ ...order, url, rate: PAGES_A_SECOND }));
    bareAsking.push(await visit({ ...order, url: bareUrl }));
    const used = process.cpuUsage();
    asking.push(await visit({ ...order, url }));
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000 / (asking.at(-1)!.rate * SECONDS));
  }
  // Whoever was cut off is still being served; the database must not go before.
  await fetchOnce(url);
  const middle = <T>(results: readonly T[], of: (result: T) => number): number =>
    results.map(of).sort((a, b) => a - b)[Math.floor(results.length / 2)]!;
  const p50 = middle(reading, (result) => result.p50);
  const rate = middle(asking, (result) => result.rate);
  const against = 'a bare Fastify route sending the same bytes';
  return [
    {
      name: `start page, ${VISITORS} visitors, a page a second each: p50`,
      value: p50,
      unit: 'ms',
      floor: LONGEST_MEDIAN_MS,
      ok: p50 <= LONGEST_MEDIAN_MS,
    },
    { name: 'their p99', value: middle(reading, (result) => result.p99), unit: 'ms' },
    { name: `${against}: p50`, value: middle(bareReading, (result) => result.p50), unit: 'ms' },
    {
      name: `start page, ${VISITORS} that ask again at once`,
      value: rate,
      unit: '/s',
      ratio: rate / middle(bareAsking, (result) => result.rate),
      against,
    },
    { name: 'their p50', value: middle(asking, (result) => result.p50), unit: 'ms' },
    { name: 'processor time of the service a page', value: middle(processor, (ms) => ms), unit: 'ms' },
  ];
}

async function visit(order: VisitOrder): Promise<VisitResult> {
  const script = join(__dirname, `pages-load${extname(__filename)}`);
  const child = spawn(process.execPath, [...process.execArgv, script], {
    env: { ...process.env, FAIRSLOT_BENCH_VISIT: JSON.stringify(order) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  if (code !== 0) throw new Error(`the visitors ended with ${code}`);
  return JSON.parse(output) as VisitResult;
}
