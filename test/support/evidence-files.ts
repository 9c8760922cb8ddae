import { createHash } from 'node:crypto';
import {
  bytesFromBase64,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  utf8FromString,
  verifyInclusion,
  verifyNote,
} from '../../src/core';
import { LOG_IDENTITY, type LogIdentity } from '../../src/modules/audit-log';
import type { DrawWorld } from './draw-world';
import { textOfPdf } from './pdf-text';

/** The files of an archive, by their names. */
export type EvidenceFiles = Readonly<Record<string, Uint8Array>>;

export const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes!).toString('utf8');

/** Whether the sums are of every file but themselves, and right. */
export function expectSums(files: EvidenceFiles): void {
  const sums = textOf(files.SHA256SUMS).trimEnd().split('\n');
  const others = Object.keys(files).filter((name) => name !== 'SHA256SUMS');
  expect(sums).toEqual(others.sort().map((name) => `${createHash('sha256').update(files[name]!).digest('hex')}  ${name}`));
}

/** Entries of the log that an archive brings, each proven under one checkpoint that the log's key has signed. */
export function provenEntries<T extends { readonly type: string }>(world: DrawWorld, files: EvidenceFiles): T[] {
  const note = parseNote(textOf(files['evidence/log/checkpoint.txt']));
  verifyNote(note, parseVerifierKey(world.get<LogIdentity>(LOG_IDENTITY as never).verifierKey));
  const { size, root } = parseCheckpoint(note.text);
  const lines = textOf(files['evidence/log/entries.jsonl']).trimEnd().split('\n');
  return lines.map((line) => {
    const { index, body, path } = JSON.parse(line) as { index: number; body: string; path: string[] };
    verifyInclusion({ leafHash: leafHash(utf8FromString(body)), index, size, root, proof: path.map(bytesFromBase64) });
    return JSON.parse(body) as T;
  });
}

/** What a search finds in a file, minutes included: without white space, since lines end anywhere. */
export function searchable(name: string, content: Uint8Array): string {
  const text = name.endsWith('.pdf') ? textOfPdf(Buffer.from(content)).join('') : textOf(content);
  return squeeze(text);
}

/** @returns names of the files that hold one of the words */
export function filesWith(files: EvidenceFiles, words: readonly string[]): string[] {
  const squeezed = words.map(squeeze);
  return Object.entries(files).flatMap(([name, content]) => {
    const text = searchable(name, content);
    return squeezed.some((word) => text.includes(word)) ? [name] : [];
  });
}

const squeeze = (text: string): string => text.replaceAll(/[\s\u00ad]/g, '');
