import {
  hexFromBytes,
  leafHash,
  merkleRoot,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVerifierKey,
  sha256Hex,
  utf8FromString,
  verifyInclusion,
  verifyNote,
} from '../../src/core';
import { LOG_IDENTITY, type LogIdentity } from '../../src/modules/audit-log';
import { SLOT_ENDS } from '../../src/modules/slots';
import type { DrawWorld } from './draw-world';

/** What is left out of files that are compared: a proof depends on how far the log had grown, and the sums on the proofs. */
const OF_THE_MOMENT = /\.tlog-proof$|^SHA256SUMS$/;

/** Everything that a life has left behind, without what is random in it: two lives with the same inputs leave the same. */
export async function outcomeOf(world: DrawWorld): Promise<Record<string, unknown>> {
  const list = (sql: string): Promise<Record<string, unknown>[]> => world.query(sql);
  const files: Record<string, string> = {};
  for (const row of await world.query<{ draw_id: string; name: string; content: Buffer; sha256: string }>(
    `SELECT draw_id, name, content, sha256 FROM draw_files JOIN draws ON draws.id = draw_uuid ORDER BY draw_id, name`,
  )) {
    expect(sha256Hex(row.content)).toBe(row.sha256);
    files[`${row.draw_id} ${row.name}`] = OF_THE_MOMENT.test(row.name) ? 'there' : row.content.toString('utf8');
  }
  return {
    files,
    draws: await list('SELECT to_jsonb(draws) AS draw FROM draws ORDER BY number'),
    contributions: await list('SELECT draw_uuid, contributor, commitment, secret, revealed_at FROM draw_contributions ORDER BY 1, 2'),
    entries: await list('SELECT to_jsonb(draw_entries) AS entry FROM draw_entries ORDER BY draw_uuid, ticket_id'),
    drawSlots: await list('SELECT draw_uuid, slot_id, position FROM draw_slots JOIN slots ON slots.id = slot_uuid ORDER BY 1, 3'),
    results: await list('SELECT to_jsonb(draw_results) AS line FROM draw_results ORDER BY draw_uuid, rank'),
    offers: await list(
      `SELECT to_jsonb(offers) - 'id' AS offer, array_agg(slot_id || CASE WHEN live THEN ' live' ELSE '' END ORDER BY slot_id) AS slots
       FROM offers JOIN offer_slots ON offer_id = offers.id JOIN slots ON slots.id = slot_uuid GROUP BY offers.id ORDER BY draw_uuid, ticket_id`,
    ),
    registrations: await list(
      `SELECT to_jsonb(registrations) - '{sealed,sealed_secret}'::text[] AS registration FROM registrations ORDER BY id`,
    ),
    slots: await list('SELECT slot_id, state FROM slots ORDER BY slot_id'),
    windows: await list('SELECT path, state, closed_out_at FROM windows ORDER BY path'),
    checkIns: await list('SELECT outcome, differs, commitment_opened, checked_at FROM check_ins ORDER BY checked_at'),
    receipts: await list('SELECT encode(hash, $$hex$$) AS hash, batch_index FROM receipts ORDER BY id'),
    letters: await list('SELECT kind, registration_id FROM outbox_messages ORDER BY kind, registration_id'),
    log: await list('SELECT type, subject, body FROM log_entries ORDER BY body COLLATE "C"'),
  };
}

/** Whether every slot of the window has ended in exactly one way, in the table and in the log. */
export async function expectWholeLedger(world: DrawWorld): Promise<void> {
  const slots = Object.entries(await world.slotStates());
  const endings = (await world.logged('slot.%')).filter(({ type }) =>
    (SLOT_ENDS as readonly string[]).includes(String(type).slice('slot.'.length)),
  );
  const logged = endings.flatMap(({ type, slots: ids }) => (ids as string[]).map((id) => [id, String(type).slice('slot.'.length)]));
  expect(logged.sort()).toEqual(slots.sort());
}

/**
 * Whether the log is one tree: every entry has its place, and every checkpoint ever signed is the root of the first so many entries
 * under the log's key.
 */
export async function expectConsistentLog(world: Pick<DrawWorld, 'test'>): Promise<void> {
  const { query } = world.test.database;
  const entries = await query<{ body: string; tree_index: string }>('SELECT body, tree_index FROM log_entries ORDER BY tree_index');
  expect(entries.map((entry) => Number(entry.tree_index))).toEqual(entries.map((_, index) => index));
  const leaves = entries.map(({ body }) => utf8FromString(body));
  const key = parseVerifierKey(world.test.app.get<LogIdentity>(LOG_IDENTITY, { strict: false }).verifierKey);
  const checkpoints = await query<{ size: string; note: string }>('SELECT size, note FROM log_checkpoints ORDER BY size');
  expect(Number(checkpoints.at(-1)?.size ?? 0)).toBe(entries.length);
  for (const { size, note } of checkpoints) {
    verifyNote(parseNote(note), key);
    const { root, ...head } = parseCheckpoint(parseNote(note).text);
    expect(head.size).toBe(Number(size));
    expect(hexFromBytes(root)).toBe(hexFromBytes(merkleRoot(leaves.slice(0, head.size))));
  }
}

/** Whether a draw's record carries its log entries, each with a proof that holds. @param files as the record has them */
export function expectProofs(files: ReadonlyMap<string, Uint8Array>, steps = ['announced', 'frozen', 'revealed', 'drawn']): void {
  for (const step of steps) {
    const proof = parseTlogProof(Buffer.from(files.get(`log/${step}.tlog-proof`)!).toString('utf8'));
    const { size, root } = parseCheckpoint(parseNote(proof.checkpoint).text);
    const leaf = leafHash(files.get(`log/${step}.json`)!.slice(0, -1));
    verifyInclusion({ leafHash: leaf, index: proof.index, size, root, proof: proof.proof });
  }
}
