import autocannon from 'autocannon';

/** What the load is, as the bench hands it over. */
export interface LoadOrder {
  readonly url: string;
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
  readonly errors: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** So many for each connection, one after the other and again; made beforehand, so that making them does not slow the service down. */
const BODIES_A_CONNECTION = 16;

/** Registers over HTTP as hard as it can. Runs in a process of its own, so that it does not wait for the service's event loop. */
export async function load(order: LoadOrder): Promise<LoadResult> {
  let count = order.first;
  const result = await autocannon({
    url: `${order.url}/api/registrations`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    connections: order.connections,
    duration: order.seconds,
    setupClient: (client) => {
      client.setRequests(Array.from({ length: BODIES_A_CONNECTION }, () => ({ body: bodyOf(order, count++) })));
    },
  });
  return {
    accepted: result['2xx'],
    refused: result.non2xx,
    errors: result.errors + result.timeouts,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
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
