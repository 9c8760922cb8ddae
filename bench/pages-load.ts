import autocannon from 'autocannon';

/** What is asked for, by how many at once. */
export interface VisitOrder {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second, of all visitors together; absent: each asks again as soon as the answer is there. */
  readonly rate?: number;
}

/** What came of it. Milliseconds; requests a second. */
export interface VisitResult {
  readonly p50: number;
  readonly p99: number;
  readonly rate: number;
}

/** Asks for one page. Runs in a process of its own, so that it does not wait for the service's event loop. @throws Error if one failed */
async function visit({ url, connections, seconds, rate }: VisitOrder): Promise<VisitResult> {
  const headers = { accept: 'text/html', 'accept-encoding': 'br, gzip' };
  const result = await autocannon({
    url,
    method: 'GET',
    headers,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${result['2xx'] + failed} requests failed`);
  return { p50: result.latency.p50, p99: result.latency.p99, rate: result['2xx'] / result.duration };
}

const ORDER = process.env.FAIRSLOT_BENCH_VISIT;
if (ORDER !== undefined && require.main === module) {
  void visit(JSON.parse(ORDER) as VisitOrder).then((result) => process.stdout.write(JSON.stringify(result)));
}
