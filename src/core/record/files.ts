import { CoreError } from '../errors';

/** The files that every record has (record.md). */
export const REQUIRED_FILES = [
  'announcement.json',
  'entries.txt',
  'slots.txt',
  'freeze.json',
  'reveal.json',
  'beacon.json',
  'result.txt',
] as const;
export type RequiredFile = (typeof REQUIRED_FILES)[number];

/** The three moments that a record proves by the log, as they name their files in `log/`. */
export const LOGGED_STEPS = ['announced', 'frozen', 'revealed'] as const;
export type LoggedStep = (typeof LOGGED_STEPS)[number];
export type LogFile = `log/${LoggedStep}.json` | `log/${LoggedStep}.tlog-proof`;

/** A record by file name, `log/…` for the files in the folder `log`; files with other names are ignored. */
export type RecordFiles = ReadonlyMap<string, Uint8Array>;

/** The bytes of a file that has to be there. Throws `record.missing-file`. */
export function getFile(files: RecordFiles, name: RequiredFile): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new CoreError('record.missing-file', { expected: name, actual: 'nothing' });
  return bytes;
}
