import { AppLogger } from '../../src/platform/logging';

/** A logger that keeps its lines. */
export interface TestLogger {
  readonly logger: AppLogger;
  /** Everything logged so far, one parsed object a line. */
  lines(): Record<string, unknown>[];
  /** Everything logged so far, as it would stand in a file. */
  text(): string;
}

export function createTestLogger(level = 'trace'): TestLogger {
  const written: string[] = [];
  const logger = AppLogger.create(level, { write: (line: string) => void written.push(line) });
  return {
    logger,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}
