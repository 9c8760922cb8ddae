/** What of an error goes into a log line. */
interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

/**
 * Classes of SQLSTATE whose messages hold names of tables and columns only. The messages of the others, data exceptions
 * (22) and violated constraints (23) above all, quote the values that people typed in.
 */
const HARMLESS_SQL_CLASSES = ['08', '25', '3D', '3F', '40', '42', '53', '54', '55', '57', '58'];
const MAIL_ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;
const PHONE_NUMBER = /\+\d[\d ()/-]{5,}\d/g;

/** Text without mail addresses and international phone numbers: other people's programs put them into their messages. */
export function scrub(text: string): string {
  return text.replace(MAIL_ADDRESS, '[mail]').replace(PHONE_NUMBER, '[phone]');
}

/**
 * The parts of an error that can be logged. Everything else is left out, because libraries hang whole requests, queries
 * and their parameters onto their errors.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: typeof error === 'string' ? scrub(error) : '' };
  const source = error as Error & Record<string, unknown>;
  const code = typeof source.code === 'string' ? source.code : undefined;
  return {
    name: error.name,
    message: messageOf(source, code),
    ...(code === undefined ? {} : { code }),
    ...(typeof source.constraint === 'string' ? { constraint: source.constraint } : {}),
    ...(typeof source.table === 'string' ? { table: source.table } : {}),
    ...framesOf(error.stack),
    ...(error.cause === undefined || depth === 3 ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

function messageOf(error: Error & Record<string, unknown>, code: string | undefined): string {
  const isFromDatabase = /^[0-9A-Z]{5}$/.test(code ?? '') && (typeof error.severity === 'string' || error.driverError);
  if (isFromDatabase && !HARMLESS_SQL_CLASSES.includes(code!.slice(0, 2))) return 'message withheld: it can quote data';
  return scrub(error.message);
}

/** The stack's frames; its first lines repeat the message. */
function framesOf(stack: string | undefined): { stack?: string } {
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return frames?.length ? { stack: frames.join('\n') } : {};
}
