import { HEX_32_BYTES, parseDrawId, WINDOW } from '../../encoding/grammar';
import { readLines } from '../../encoding/lines';
import { sha256Hex } from '../../encoding/sha256';
import { anyString, matching, objectOf, oneOf, parsable } from '../../encoding/shape';
import { parseStrictJson, type JsonObject } from '../../encoding/strict-json';
import { parseTime } from '../../encoding/time';
import { stringFromUtf8 } from '../../encoding/utf8';
import { CoreError, underCode } from '../../errors';
import { leafHash, verifyInclusion } from '../../merkle';
import { parseCheckpoint, parseNote, parseTlogProof, parseVerifierKey, verifyNote, type Note } from '../../note';
import { getFile, type LoggedStep, type RecordFiles, type RequiredFile } from '../files';
import type { AnnouncedDraw } from './check-announcement';

/** Which log entry proves which step: its type, what it must name, and the file whose hash it carries (log.md). */
const STEPS = {
  announced: { type: 'window.announced', subject: 'window', file: 'announcement.json' },
  frozen: { type: 'draw.frozen', subject: 'drawId', file: 'freeze.json' },
  revealed: { type: 'draw.revealed', subject: 'drawId', file: 'reveal.json' },
} as const satisfies Readonly<Record<LoggedStep, { type: string; subject: 'window' | 'drawId'; file: RequiredFile }>>;

/** A step that is proved to be in the announced log. */
export interface LoggedEntry {
  /** Place in the log. */
  readonly index: number;
  /** A checkpoint that covers it, with the cosignatures that somebody may trust. */
  readonly checkpoint: Note;
}

/**
 * Reads a step's log entry and its proof and proves that the announced log holds exactly this entry about exactly this
 * file. Throws `timing.malformed`, `timing.subject`, `timing.log-signature`, `timing.inclusion`; null if a file is
 * missing.
 */
export function readLoggedStep(step: LoggedStep, files: RecordFiles, draw: AnnouncedDraw): LoggedEntry | null {
  const [entryFile, proofFile] = [files.get(`log/${step}.json`), files.get(`log/${step}.tlog-proof`)];
  if (entryFile === undefined || proofFile === undefined) return null;
  const { log } = draw.announcement;
  const entry = underCode('timing.malformed', () => readLogEntry(step, entryFile));
  const proof = underCode('timing.malformed', () => parseTlogProof(stringFromUtf8(proofFile)));
  const checkpoint = parseNote(proof.checkpoint);
  const tree = underCode('timing.malformed', () => parseCheckpoint(checkpoint.text));
  if (tree.origin !== log.origin) throw new CoreError('timing.malformed', { expected: log.origin, actual: tree.origin });
  assertSubject(step, entry, files, draw);
  underCode('timing.log-signature', () => verifyNote(checkpoint, parseVerifierKey(log.key)));
  const claim = { leafHash: leafHash(entryFile.subarray(0, -1)), index: proof.index, proof: proof.proof };
  underCode('timing.inclusion', () => verifyInclusion({ ...claim, size: tree.size, root: tree.root }));
  return { index: proof.index, checkpoint };
}

/** One line of JSON; of an entry of another type only the type is looked at. */
function readLogEntry(step: LoggedStep, file: Uint8Array): JsonObject {
  const { type, subject } = STEPS[step];
  let lines = 0;
  readLines(file, 'timing.malformed', () => lines++);
  if (lines !== 1) throw new CoreError('timing.malformed', { expected: 'one line', actual: `${lines}` });
  const entry = parseStrictJson(file, { ascii: true });
  if (anyString(entry['type'], 'type') !== type) return entry;
  const named = subject === 'window' ? matching(WINDOW) : parsable(parseDrawId);
  objectOf({ type: oneOf(type), at: parsable(parseTime), [subject]: named, sha256: matching(HEX_32_BYTES) })(entry, step);
  return entry;
}

function assertSubject(step: LoggedStep, entry: JsonObject, files: RecordFiles, { announcement, freeze }: AnnouncedDraw): void {
  const { type, subject, file } = STEPS[step];
  const expected = {
    type,
    [subject]: subject === 'window' ? announcement.window : freeze.drawId,
    sha256: sha256Hex(getFile(files, file)),
  };
  for (const [key, value] of Object.entries(expected)) {
    if (entry[key] !== value) throw new CoreError('timing.subject', { expected: value, actual: JSON.stringify(entry[key]) });
  }
}
