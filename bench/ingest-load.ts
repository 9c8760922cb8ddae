import { connect } from 'node:net';

/** What the load is, as the bench hands it over. */
export interface LoadOrder {
  /** Of the `web` processes; connections are dealt out to them in turn. */
  readonly urls: readonly string[];
  readonly service: string;
  readonly connections: number;
  readonly seconds: number;
  /** Number of the first body, so that no two loads send the same. */
  readonly first: number;
  /** Cases that exist; every second registration names one of them, the others name none. */
  readonly cases: number;
}

/** What came of it. */
export interface LoadResult {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time that sending and receiving took. */
  readonly processor: number;
}

/** So many for each connection, one after the other and again; made beforehand, so that making them does not slow the service down. */
const BODIES_A_CONNECTION = 16;
const ACCEPTED = 'HTTP/1.1 201 ';
const BODY_LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/**
 * Registers over HTTP as hard as it can, in a process of its own. Each connection sends its next request when the answer to
 * the last one is there whole. Written on plain sockets because it runs on the service's own cores: a client for all cases
 * takes a third of what the service takes, and would be a good part of what is measured.
 */
export async function load(order: LoadOrder): Promise<LoadResult> {
  const [latencies, refused]: [number[], string[]] = [[], []];
  const before = process.cpuUsage();
  const began = performance.now();
  const until = began + order.seconds * 1000;
  const one = (n: number): Promise<void> => {
    const url = new URL(order.urls[n % order.urls.length]!);
    const first = order.first + n * BODIES_A_CONNECTION;
    const requests = Array.from({ length: BODIES_A_CONNECTION }, (_, k) => requestOf(order, url, first + k));
    return keepAsking(url, requests, (answer, milliseconds) => {
      if (answer.startsWith(ACCEPTED)) latencies.push(milliseconds);
      else refused.push(answer);
      return performance.now() < until;
    });
  };
  await Promise.all(Array.from({ length: order.connections }, (_, n) => one(n)));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  if (refused.length > 0) process.stderr.write(`${refused[0]}\n`);
  latencies.sort((a, b) => a - b);
  const quantile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? NaN;
  const processor = (user + system) / 1000;
  return { accepted: latencies.length, refused: refused.length, seconds, p50: quantile(0.5), p99: quantile(0.99), processor };
}

/**
 * Sends one request after the other, each when the answer to the last one is there, for as long as `more` says so.
 * @throws Error when the connection ends before
 */
function keepAsking(url: URL, requests: readonly Buffer[], more: (answer: string, milliseconds: number) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    let [count, sent, answer] = [0, 0, ''];
    const ask = (): void => {
      sent = performance.now();
      answer = '';
      socket.write(requests[count++ % requests.length]!);
    };
    socket.on('connect', ask);
    socket.on('data', (part) => {
      answer += part.toString('latin1');
      if (!isWhole(answer)) return;
      if (more(answer, performance.now() - sent)) return ask();
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error('the service has closed a connection')));
  });
}

/** @param answer one character a byte, since lengths are counted in bytes */
function isWhole(answer: string): boolean {
  const headEnd = answer.indexOf('\r\n\r\n');
  return headEnd >= 0 && answer.length >= headEnd + 4 + Number(BODY_LENGTH.exec(answer)?.[1]);
}

function requestOf(order: LoadOrder, url: URL, n: number): Buffer {
  const body = bodyOf(order, n);
  const head = ['POST /api/registrations HTTP/1.1', `host: ${url.host}`, 'content-type: application/json'];
  return Buffer.from(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** No two are alike; as large as real ones. */
function bodyOf(order: LoadOrder, n: number): string {
  return JSON.stringify({
    service: order.service,
    person: { surname: `Mustermann-Öztürk ${n}`, givenNames: 'Erika Ayşe', birthDate: '1990-05-17' },
    caseNumber: `BENCH-${n % 2 === 0 ? n % order.cases : `X${n}`}`,
    criticalDate: '2027-05-01',
    criticalDateSource: 'card',
    contact: { kind: 'mail', value: `bench.${n}@example.org` },
    wishes: ['evening', 'morning'],
    locale: 'de',
  });
}

const ORDER = process.env.FAIRSLOT_BENCH_LOAD;
if (ORDER !== undefined && require.main === module) {
  void load(JSON.parse(ORDER) as LoadOrder).then((result) => process.stdout.write(JSON.stringify(result)));
}
