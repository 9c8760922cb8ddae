import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { CoreError } from '../core';

/** Larger files are refused before they are read: a record of ten million entries stays below. */
const MOST_BYTES = 2 ** 30;
/** The folders of a record. Anything else beside them is none of our business. */
const FOLDERS = ['', 'log/'];

/**
 * Reads a record from a folder or a `.zip`, by the names the specification gives them. Reads no other file and follows no link out of the folder.
 *
 * @throws CoreError record.unreadable
 */
export function readRecord(path: string): Map<string, Uint8Array> {
  try {
    return lstatSync(path).isDirectory() ? readFolder(path) : readZip(path);
  } catch (error) {
    if (error instanceof CoreError) throw error;
    throw new CoreError('record.unreadable', { expected: 'a folder or a zip file', actual: path });
  }
}

function readFolder(path: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const folder of FOLDERS) {
    const inside = join(path, folder);
    if (folder !== '' && !lstatSync(inside, { throwIfNoEntry: false })?.isDirectory()) continue;
    for (const entry of readdirSync(inside, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      assertSize(entry.name, lstatSync(join(inside, entry.name)).size);
      files.set(folder + entry.name, readFileSync(join(inside, entry.name)));
    }
  }
  return files;
}

function readZip(path: string): Map<string, Uint8Array> {
  assertSize(path, lstatSync(path).size);
  const entries = unzipSync(readFileSync(path), {
    // The announced size is checked before anything is unpacked; fflate allocates that much and refuses to write beyond it.
    filter: (entry) => {
      assertSize(entry.name, entry.originalSize);
      return FOLDERS.some((folder) => entry.name.startsWith(folder) && !entry.name.slice(folder.length).includes('/'));
    },
  });
  return new Map(Object.entries(entries).filter(([name]) => !name.endsWith('/')));
}

function assertSize(name: string, bytes: number): void {
  if (bytes > MOST_BYTES) throw new CoreError('record.unreadable', { expected: `at most ${MOST_BYTES} bytes`, actual: `${bytes} in ${name}` });
}
