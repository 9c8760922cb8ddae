import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The installation's secrets. Whoever holds them can read every field and sign in the office's name. */
export interface Keys {
  /** Ed25519 seed, 32 bytes: signs the transparency log's checkpoints. */
  readonly logSigningSeed: Uint8Array;
  /** Ed25519 seed, 32 bytes: signs receipts. */
  readonly receiptSigningSeed: Uint8Array;
  /** 32 bytes: without it nobody can test guessed case numbers against the stored keyed hashes. */
  readonly hashPepper: Uint8Array;
  /** 32 bytes each, the newest first: it encrypts; the others only decrypt what was written before. */
  readonly dataKeys: readonly Uint8Array[];
  /** 32 bytes: the seed of the practice beacon, which has no meaning outside rehearsals. */
  readonly practiceBeaconSecret: Uint8Array;
}

const SINGLE = ['logSigningSeed', 'receiptSigningSeed', 'hashPepper', 'practiceBeaconSecret'] as const;
const HEX_KEY = /^[0-9a-f]{64}$/;

/**
 * Reads the key file.
 * @returns null when there is none
 * @throws Error when the file can be read by others or is damaged
 */
export function readKeys(file: string): Keys | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return null;
  if ((stat.mode & 0o077) !== 0 && process.platform !== 'win32') {
    throw new Error(`${file} can be read by other accounts; run: chmod 600 ${file}`);
  }
  return parseKeys(readFileSync(file, 'utf8'), file);
}

/**
 * Reads the key file, or creates it with fresh keys (mode 0600) when there is none. Safe when two processes start at
 * once: the file appears complete or not at all, and the first one wins for both.
 *
 * Fresh keys make a new installation. Where a database may already belong to one, go through `openInstallationKeys`.
 * @throws Error when the file can be read by others, is damaged, or can't be written.
 */
export function openKeys(file: string): Keys {
  const existing = readKeys(file);
  if (existing) return existing;
  createKeys(file);
  return parseKeys(readFileSync(file, 'utf8'), file);
}

function createKeys(file: string): void {
  const fresh = () => randomBytes(32).toString('hex');
  const content = {
    note: 'Keep secret, keep a copy in a safe place: without this file the stored personal data cannot be read.',
    version: 1,
    ...Object.fromEntries(SINGLE.map((name) => [name, fresh()])),
    dataKeys: [fresh()],
  };
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // link() fails when the name is taken, where rename() would replace keys that somebody already uses.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** @throws Error naming the file and the first thing that is wrong, never a key. */
export function parseKeys(text: string, file: string): Keys {
  const wrong = (what: string): never => {
    throw new Error(`${file} is not a key file of this version: ${what}. Restore it from a copy; do not edit it.`);
  };
  let content: Record<string, unknown>;
  try {
    content = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return wrong('it is not JSON');
  }
  if (content.version !== 1) wrong('version is not 1');
  const key = (name: string, value: unknown): Uint8Array =>
    typeof value === 'string' && HEX_KEY.test(value) ? Buffer.from(value, 'hex') : wrong(`${name} is not 64 hex digits`);
  const dataKeys = content.dataKeys;
  if (!Array.isArray(dataKeys) || dataKeys.length === 0) return wrong('dataKeys is not a list with a key');
  const single = Object.fromEntries(SINGLE.map((name) => [name, key(name, content[name])]));
  return Object.freeze({ ...single, dataKeys: dataKeys.map((value) => key('dataKeys', value)) }) as unknown as Keys;
}
