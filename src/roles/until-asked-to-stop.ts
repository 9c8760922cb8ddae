import type { AppLogger } from '../platform/logging';

/** The end of a process, asked for or not. */
interface Stop {
  /** Resolves at the first SIGINT or SIGTERM. At the second one the process ends at once. */
  readonly asked: Promise<void>;
  /** Something happened after which going on makes no sense: say it and end, status 1. */
  fail(reason: string, error?: unknown): never;
}

/** Milliseconds within which signals count as one: a terminal's Ctrl-C reaches us directly and once more through npm. */
const ONE_KEYSTROKE = 500;
/** Milliseconds an orderly stop may take; a supervisor's patience is usually 10 to 30 s, and a crash loses nothing. */
const STOP_PATIENCE = 25_000;

/**
 * Installs the handlers. An error nobody handled leaves the process in a state nobody thought about: it is logged and the
 * process ends. What it was doing is in the database, and the sweep of the next start takes it up.
 */
export function untilAskedToStop(logger: AppLogger): Stop {
  const fail = (reason: string, error?: unknown): never => {
    logger.fatal(reason, error);
    process.exit(1);
  };
  process.on('unhandledRejection', (error) => fail('unhandled rejection', error));
  process.on('uncaughtException', (error) => fail('uncaught exception', error));
  const asked = new Promise<void>((resolve) => {
    let first = 0;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (first > 0 && Date.now() - first > ONE_KEYSTROKE) process.exit(130);
      if (first > 0) return;
      first = Date.now();
      logger.log('stopping', { signal });
      setTimeout(() => fail('stopping took too long'), STOP_PATIENCE).unref();
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  return { asked, fail };
}
