import { MOST_WISHES } from './questions';

/**
 * Forms have fields for the first wishes only; an interface takes more. Those behind stay while those before them are the same.
 * @param before what held until now; null for any
 */
export function withUnshown(chosen: readonly string[], before: readonly string[] | null): string[] {
  const isSame = String(chosen) === String(before?.slice(0, MOST_WISHES));
  return [...(isSame && before ? before : chosen)];
}
