export { AppLogger, type LogFields } from './app-logger';
export { describeError, scrub } from './describe-error';
export { LoggingModule } from './logging.module';
export { type LogContext, withLogContext } from './request-context';
