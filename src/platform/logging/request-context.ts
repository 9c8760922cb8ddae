import { AsyncLocalStorage } from 'node:async_hooks';

/** Which request or job a log line belongs to. */
interface LogContext {
  readonly request?: string;
  readonly job?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `work` so that every log line written by it carries `context`. */
export function withLogContext<T>(context: LogContext, work: () => T): T {
  return storage.run(context, work);
}

export function currentRequest(): LogContext {
  return storage.getStore() ?? {};
}
