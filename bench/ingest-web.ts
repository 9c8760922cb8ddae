import { AppModule } from '../src/app.module';
import { SettableClock } from '../src/platform/clock';
import { createHttpApp } from '../src/platform/http';
import { AppLogger } from '../src/platform/logging';
import { openRuntime } from '../src/platform/runtime';
import { benchConfig } from './bench-service';

/** What a process is to be, as the bench hands it over. */
export interface WebOrder {
  /** The bench's data folder: its embedded server and its keys. */
  readonly folder: string;
  /** Milliseconds since the epoch, at which the bench's window is open; they stand still. */
  readonly now: number;
}

/** Sent when it listens, and as the answer to any message. */
export interface WebReport {
  readonly url: string;
  /** Milliseconds of processor time that this process has used so far. */
  readonly processor: number;
}

/** One `web` process as operations documents it; only its clock is the bench's. Ends when the bench does. */
async function serve(order: WebOrder): Promise<void> {
  const config = benchConfig(order.folder);
  const logger = AppLogger.create('error');
  const runtime = await openRuntime(config, { migrate: false, clock: new SettableClock(order.now), logger });
  const app = await createHttpApp(AppModule.forRole({ web: true, worker: false }, runtime), config.http, logger);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const report = (): void => {
    const { user, system } = process.cpuUsage();
    process.send?.({ url, processor: (user + system) / 1000 } satisfies WebReport);
  };
  process.on('message', report);
  process.on('disconnect', () => void app.close().then(() => runtime.close()));
  report();
}

const ORDER = process.env.FAIRSLOT_BENCH_WEB;
if (ORDER !== undefined && require.main === module) void serve(JSON.parse(ORDER) as WebOrder);
