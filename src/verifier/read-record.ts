import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CoreError } from '../core';
import { readArchive } from './archive';
import { assertFileSize, MOST_ARCHIVE_BYTES, MOST_SMALL_FILE_BYTES, RECORD_FILES, unreadable } from './record-files';

/** So that a pipe put in a file's place cannot keep the reader waiting. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const READ_NO_LINK = READ | (constants.O_NOFOLLOW ?? 0);

/**
 * Reads a record's files from a folder or a zip archive, and no other file: a link inside the folder, which could lead
 * anywhere, is refused like everything else that is no plain file. Whether all required files are there is for the
 * verifier to say.
 *
 * @param names the files wanted, where it is not all of them
 * @throws CoreError record.unreadable
 */
export function readRecord(path: string, names = RECORD_FILES): Map<string, Uint8Array> {
  try {
    if (statSync(path).isDirectory()) return readFolder(path, names);
    const archive = readPlainFile(path, READ, (bytes) => {
      if (bytes > MOST_ARCHIVE_BYTES) throw unreadable(`an archive of at most ${MOST_ARCHIVE_BYTES} bytes`, String(bytes));
    });
    return readArchive(archive);
  } catch (error) {
    if (error instanceof CoreError) throw error;
    throw unreadable('a folder or a zip archive that can be read', reasonOf(error));
  }
}

/**
 * Reads a file of the reader's own, a receipt or a trust file.
 *
 * @throws CoreError with this code
 */
export function readInput(path: string, code: 'trust.malformed' | 'receipt.malformed'): Uint8Array {
  try {
    return readPlainFile(path, READ, (bytes) => {
      if (bytes > MOST_SMALL_FILE_BYTES) throw new Error(`it has ${bytes} bytes`);
    });
  } catch (error) {
    throw new CoreError(code, { expected: `a file of at most ${MOST_SMALL_FILE_BYTES} bytes that can be read`, actual: reasonOf(error) });
  }
}

function readFolder(path: string, names: readonly string[]): Map<string, Uint8Array> {
  if (lstatSync(join(path, 'log'), { throwIfNoEntry: false })?.isSymbolicLink()) throw unreadable('a folder', 'a link called log');
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const content = readFileOfRecord(join(path, name), name);
    if (content !== null) files.set(name, content);
  }
  return files;
}

/** Null if there is nothing of that name. */
function readFileOfRecord(path: string, name: string): Uint8Array | null {
  try {
    return readPlainFile(path, READ_NO_LINK, (bytes) => assertFileSize(name, bytes));
  } catch (error) {
    if (error instanceof CoreError) throw error;
    if (isAbsence(error)) return null;
    throw unreadable(`${name} to be a file that can be read`, reasonOf(error));
  }
}

/** The size is judged before anything is read, and again after. */
function readPlainFile(path: string, flags: number, assertSize: (bytes: number) => void): Uint8Array {
  const file = openSync(path, flags);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error('it is no plain file');
    assertSize(found.size);
    const content = readFileSync(file);
    assertSize(content.length);
    // Not as a Buffer, whose slices are views of it.
    return new Uint8Array(content.buffer, content.byteOffset, content.length);
  } finally {
    closeSync(file);
  }
}

/** Nothing of that name is there; a file in the place of the folder `log` counts as that, too. */
function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
