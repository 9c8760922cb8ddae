export { AppLogger } from './app-logger';
export { describeError, scrub } from './describe-error';
export { LoggingModule } from './logging.module';
export { withLogContext } from './request-context';
