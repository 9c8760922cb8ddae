import { parseDrawId } from '../../core';

/** Whether a text is a draw's id. An address can hold anything, also what the database can't take. */
export function isDrawId(text: string): boolean {
  try {
    parseDrawId(text);
    return true;
  } catch {
    return false;
  }
}
