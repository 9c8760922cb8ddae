export { ACCESS, DUTY_EXTENSION, Public } from './access';
export { createHttpApp, createValidationPipe } from './create-http-app';
export { ErrorPages } from './error-pages';
export { DomainError, ERROR_KINDS, type ErrorKind, type ErrorPlace } from './domain-error';
export { type FieldError, InvalidRequest } from './invalid-request';
export { describeProblem, type Problem } from './problem';
export { AcceptQuickly, findQuickAcceptance } from './quick-acceptance';
export { ProblemFilter, routeOf } from './problem-filter';
export { UploadGuard, type UploadSender } from './upload-guard';
