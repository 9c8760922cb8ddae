import { serve } from './serve';

/** Everything in one process: database (unless DATABASE_URL is set), schema, web and worker. */
export function run(): Promise<void> {
  return serve({ web: true, worker: true }, { migrate: true });
}
