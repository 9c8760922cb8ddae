import { serve } from './serve';

/** Jobs and sweeps only. Any number of these may run. */
export function run(): Promise<void> {
  return serve({ web: false, worker: true }, { migrate: false });
}
