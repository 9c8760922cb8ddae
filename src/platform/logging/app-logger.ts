import { Injectable, type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError, scrub } from './describe-error';
import { currentRequest } from './request-context';

/** Fields beside the message. Numbers, states, our own ids: never what a person typed in. */
type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Names under which personal data or secrets would come; the last net below the rule not to log them at all. */
const NEVER_LOGGED = [
  'name', 'givenName', 'familyName', 'birthDate', 'caseNumber', 'caseNo', 'email', 'mail', 'phone', 'to', 'address', 'ip',
  'token', 'code', 'password', 'secret', 'cookie', 'authorization', 'link', 'url',
]; // prettier-ignore

const FRAMEWORK = ['NestFactory', 'NestApplication', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer'];

/**
 * The one logger: a Nest LoggerService that writes JSON lines. Messages are fixed sentences, facts are fields, errors are
 * reduced to what can't hold personal data.
 */
@Injectable()
export class AppLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  static create(level: string, destination?: DestinationStream): AppLogger {
    const options = {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      redact: { paths: NEVER_LOGGED, censor: '[withheld]' },
    };
    return new AppLogger(destination ? pino(options, destination) : pino(options, pino.destination({ fd: 2, sync: true })));
  }

  /** Whether lines of this level are written at all. */
  isEnabled(level: Level): boolean {
    return this.pino.isLevelEnabled(level);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  /** Nest's word for `info`. What the framework tells about every module and route at start is for debugging. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write(FRAMEWORK.includes(rest.at(-1) as string) ? 'debug' : 'info', message, rest);
  }
  info(message: string, fields?: LogFields): void {
    this.write('info', message, [fields]);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** `rest` holds, in any order: an error, fields, and (from Nest's own Logger) a stack and the context's name. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const line: Record<string, unknown> = { ...currentRequest() };
    for (const part of message instanceof Error ? [message, ...rest] : rest) {
      if (part instanceof Error) line.err = describeError(part);
      else if (typeof part === 'string') line[part.includes('\n') ? 'stack' : 'context'] = scrub(part);
      else if (part !== null && typeof part === 'object') Object.assign(line, scrubFields(part as LogFields));
    }
    this.pino[level](line, message instanceof Error ? message.name : scrub(String(message)));
  }
}

function scrubFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? scrub(value) : typeof value === 'object' && value !== null ? '[object]' : value,
    ]),
  );
}
