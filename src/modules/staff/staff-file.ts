import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomToken, sha256 } from '../../platform/crypto';
import { parseStaffFile, type StaffRecord } from './staff-record';
import { STAFF_ROLES } from './staff-member';

/** The contributor in a fresh file: somebody who is not the office. */
const FIRST_CONTRIBUTOR = 'ombudsperson';

export interface StaffRoster {
  readonly records: readonly StaffRecord[];
  /**
   * Name to bearer token, only when this very call made the file. Nothing else ever knows a token: the file holds hashes.
   * If they get lost, delete the file and start again, or write a member by hand.
   */
  readonly freshTokens: ReadonlyMap<string, string> | null;
}

/**
 * Reads the staff file, or makes one with a member for each role when there is none.
 *
 * The file appears complete or not at all, and an existing one is never replaced: of two processes that start at once
 * the first wins for both, and only that one returns tokens. A process that dies after the file is there and before its
 * tokens were read has lost them: nobody can sign in with them, and deleting the file starts afresh.
 *
 * @throws Error naming the file and what is wrong in it, never a hash
 */
export function openStaffFile(file: string): StaffRoster {
  const freshTokens = statSync(file, { throwIfNoEntry: false }) ? null : createStaffFile(file);
  return { records: parseStaffFile(readFileSync(file, 'utf8'), file), freshTokens };
}

/** The form in which a token is kept: a fast hash is enough, because a token has 256 random bits. */
export function hashToken(token: string): string {
  return sha256(token).toString('hex');
}

function createStaffFile(file: string): ReadonlyMap<string, string> | null {
  const tokens = new Map<string, string>();
  const members = STAFF_ROLES.map((role): StaffRecord => {
    const name = role === 'contributor' ? FIRST_CONTRIBUTOR : `${role}-1`;
    const token = randomToken(32);
    tokens.set(name, token);
    const contributor = role === 'contributor' ? { contributor: FIRST_CONTRIBUTOR } : {};
    return { name, roles: [role], ...contributor, tokenSha256: hashToken(token) };
  });
  const note = 'tokenSha256 is the hex SHA-256 of the bearer token. Names are pseudonyms: they appear in the public log.';
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify({ note, version: 1, members }, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // link() fails when the name is taken, where rename() would take away tokens that somebody already holds.
    linkSync(draft, file);
    return tokens;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return null;
  } finally {
    rmSync(draft);
  }
}
