import { serve } from './serve';

/** Requests only; jobs are left to `worker` processes. */
export function run(): Promise<void> {
  return serve({ web: true, worker: false }, { migrate: false });
}
