/** Names of a record's files, in the order of docs/spec: record. */
export const RECORD_FILES = [
  'announcement.json',
  'entries.txt',
  'slots.txt',
  'freeze.json',
  'reveal.json',
  'beacon.json',
  'result.txt',
] as const;

/** Log entries that a record carries: file name, entry type, and what the entry is about. */
export const LOGGED_FILES = [
  { name: 'announced', type: 'window.announced', subject: 'window' },
  { name: 'frozen', type: 'draw.frozen', subject: 'draw' },
  { name: 'revealed', type: 'draw.revealed', subject: 'draw' },
  { name: 'drawn', type: 'draw.drawn', subject: 'draw' },
] as const;

/** The checksum file for `sha256sum -c`: a convenience for people, not part of verification. */
export const SUMS_FILE = 'SHA256SUMS';

/** Every name that a file of a record can have. */
export const ALL_FILES: ReadonlySet<string> = new Set([
  ...RECORD_FILES,
  ...LOGGED_FILES.flatMap(({ name }) => [`log/${name}.json`, `log/${name}.tlog-proof`]),
  SUMS_FILE,
]);

/** Media type by file name. Everything is text. */
export function mediaTypeOf(name: string): string {
  return name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8';
}
