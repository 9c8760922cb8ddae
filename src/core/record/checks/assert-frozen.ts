import { CoreError, type CoreErrorCode } from '../../errors';

/** Throws `code` unless what the record contains is what was frozen. */
export function assertFrozen(code: CoreErrorCode, frozen: number | string, found: number | string): void {
  if (frozen !== found) throw new CoreError(code, { expected: String(frozen), actual: String(found) });
}
