import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawRecord } from '../core';
import { type Output, runOrExplain } from './output';
import { readRecord } from './read-record';
import { RECORD_FILES, unreadable } from './record-files';

const RESULT = 'result.txt';

/**
 * `fairslot draw FOLDER`: computes result.txt from the other files and writes it there, or prints it. A result that is
 * there already is not read, and replaced; no other file is touched.
 *
 * @returns the exit code: 0, or 2 for input from which nothing can be drawn
 */
export function runDraw(folder: string, { print = false }: { print?: boolean }, output: Output): number {
  return runOrExplain(() => {
    const inputs = readRecord(
      folder,
      RECORD_FILES.filter((name) => name !== RESULT),
    );
    if (!print && !statSync(folder).isDirectory()) throw unreadable('a folder to write to (or --print)', 'an archive');
    const { file, lines } = drawRecord(inputs);
    const served = lines.filter((line) => line.pot !== null).length;
    if (print) {
      output.out(Buffer.from(file).toString('ascii'));
      return;
    }
    replaceFile(folder, RESULT, file);
    output.out(`${RESULT} written: ${lines.length} entries ranked, ${served} served.\n`);
  }, output);
}

/** All or nothing: under its name there is at any time the old file or the new one. A link of that name is replaced, not followed. */
function replaceFile(folder: string, name: string, content: Uint8Array): void {
  const draft = join(folder, `.${name}.${randomUUID()}`);
  try {
    const file = openSync(draft, 'wx');
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, join(folder, name));
  } catch (error) {
    rmSync(draft, { force: true });
    throw unreadable(`a folder in which ${name} can be written`, (error as Error).message);
  }
}
