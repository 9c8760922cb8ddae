import {
  COSIGNATURE,
  DEFAULT_TRUST,
  deriveVerifierKey,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  signCosignature,
  utf8FromString,
  verifyRecord,
} from '../../src/core';
import { LOG_IDENTITY, type LogIdentity } from '../../src/modules/audit-log';
import type { DrawWorld } from './draw-world';

/** Somebody outside who cosigns every checkpoint in the second in which it was signed. */
const WITNESS = { name: 'witness.example/w', seed: new Uint8Array(32).fill(7) };

/**
 * Whether a reader who trusts a prompt witness finds announcement, freeze and reveal in the log before their moments: if not, no witness
 * could ever make this record a verified one.
 */
export async function expectLoggedInTime(world: DrawWorld, number: number): Promise<void> {
  const rows = await world.query<{ size: string; at: string }>(
    'SELECT size, floor(extract(epoch FROM signed_at)) AS at FROM log_checkpoints',
  );
  const signedAt = new Map(rows.map(({ size, at }) => [Number(size), Number(at)]));
  const files = new Map(await world.files(number));
  for (const [name, content] of files) {
    if (name.endsWith('.tlog-proof')) files.set(name, utf8FromString(cosigned(Buffer.from(content).toString('utf8'), signedAt)));
  }
  const { verifierKey } = world.test.app.get<LogIdentity>(LOG_IDENTITY, { strict: false });
  const witnesses = [formatVerifierKey(deriveVerifierKey(WITNESS, COSIGNATURE))];
  const { checks } = verifyRecord(files, { ...DEFAULT_TRUST, logs: [verifierKey], witnesses, quorum: 1 }, null);
  expect(checks.find(({ check }) => check === 'timing')).toEqual({ check: 'timing', outcome: 'passed' });
}

function cosigned(file: string, signedAt: ReadonlyMap<number, number>): string {
  const proof = parseTlogProof(file);
  const note = parseNote(proof.checkpoint);
  const line = signCosignature(note.text, WITNESS, signedAt.get(parseCheckpoint(note.text).size)!);
  return formatTlogProof({ ...proof, checkpoint: formatNote({ ...note, signatures: [...note.signatures, line] }) });
}
