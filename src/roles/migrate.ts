import { parseConfig } from '../platform/config';
import { openRuntime } from '../platform/runtime';

/** Brings the schema up to date and ends. Run it before `web` and `worker` of a new version. */
export async function run(): Promise<void> {
  const runtime = await openRuntime(parseConfig(process.env), { migrate: true });
  await runtime.close();
  process.stdout.write('the database is up to date\n');
}
