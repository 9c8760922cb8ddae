import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';

/** A record as one zip archive. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(files), { level, mtime: new Date('1980-01-01T12:00:00') });
}

/** Writes a record as a folder. @returns its path */
export function writeFolder(path: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  mkdirSync(path, { recursive: true });
  return path;
}

/** Writes records in turns as folders, as archives and as archives that are not packed. @returns the path */
export function writeRecord(folder: string, number: number, files: ReadonlyMap<string, Uint8Array>): string {
  if (number % 3 === 0) return writeFolder(join(folder, `record-${number}`), files);
  const path = join(folder, `record-${number}.zip`);
  writeFileSync(path, zipOf(files, number % 3 === 1 ? 6 : 0));
  return path;
}
