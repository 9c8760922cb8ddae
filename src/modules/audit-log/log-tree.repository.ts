import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatTime } from '../../core';
import type { LogFilter, LogLine } from './log-lines';
import type { TreeNode } from './tree-growth';

type Place = { level: number; index: number };
type LineRow = { tree_index: string; type: string; body: string };
type CheckpointRow = { size: string; root: Buffer; note: string; signed_at: Date };

/** A checkpoint as it is kept. */
interface SignedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  readonly signedAt: Date;
}

/** Nodes, checkpoints and the order of entries. Everything here is append-only in the database itself. */
@Injectable()
export class LogTreeRepository {
  /** Reads nodes by place. @throws Error if one is missing: then the tree in the database is damaged, and nothing may be signed. */
  async getNodes(em: EntityManager, places: readonly Place[]): Promise<Map<string, Uint8Array>> {
    const rows: { level: number; node_index: string; hash: Buffer }[] = await em.query(
      `SELECT level, node_index, hash FROM log_nodes
       WHERE (level, node_index) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[]))`,
      [places.map((place) => place.level), places.map((place) => place.index)],
    );
    const nodes = new Map(rows.map((row) => [`${row.level}/${row.node_index}`, new Uint8Array(row.hash)]));
    const lost = places.find((place) => !nodes.has(`${place.level}/${place.index}`));
    if (lost) throw new Error(`the log's tree lacks node ${lost.level}/${lost.index}`);
    return nodes;
  }

  async insertNodes(em: EntityManager, nodes: readonly TreeNode[]): Promise<void> {
    await em.query(`INSERT INTO log_nodes (level, node_index, hash) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])`, [
      nodes.map((node) => node.level),
      nodes.map((node) => node.index),
      nodes.map((node) => Buffer.from(node.hash)),
    ]);
  }

  /** Number of leaves that have their place. */
  async getSize(em: EntityManager): Promise<number> {
    const rows: { size: string }[] = await em.query(`SELECT coalesce(max(tree_index) + 1, 0) AS size FROM log_entries`);
    return Number(rows[0]!.size);
  }

  /** Entries without a place yet, oldest first, locked: one sequencer at a time. */
  async lockUnsequenced(em: EntityManager, most: number): Promise<{ id: string; body: string }[]> {
    return em.query(`SELECT id, body FROM log_entries WHERE tree_index IS NULL ORDER BY id LIMIT $1 FOR UPDATE`, [most]);
  }

  /** Gives entries the places from `first` on. */
  async place(em: EntityManager, ids: readonly string[], first: number): Promise<void> {
    await em.query(
      `UPDATE log_entries SET tree_index = $2::bigint + place - 1
       FROM unnest($1::bigint[]) WITH ORDINALITY AS given (id, place) WHERE log_entries.id = given.id`,
      [ids, first],
    );
  }

  async insertCheckpoint(em: EntityManager, checkpoint: { size: number; root: Uint8Array; note: string; at: Date }): Promise<void> {
    await em.query(`INSERT INTO log_checkpoints (size, root, note, signed_at) VALUES ($1, $2, $3, $4)`, [
      checkpoint.size,
      Buffer.from(checkpoint.root),
      checkpoint.note,
      checkpoint.at,
    ]);
  }

  /** The newest checkpoint, or null before the first entry was sequenced. */
  async findLatestCheckpoint(em: EntityManager): Promise<{ size: number; note: string } | null> {
    const [row]: { size: string; note: string }[] = await em.query(`SELECT size, note FROM log_checkpoints ORDER BY size DESC LIMIT 1`);
    return row ? { size: Number(row.size), note: row.note } : null;
  }

  /** The first checkpoint over the entry at an index; null while none is. */
  async findFirstCheckpointOver(em: EntityManager, index: number): Promise<{ size: number; note: string } | null> {
    const sql = `SELECT size, note FROM log_checkpoints WHERE size > $1 ORDER BY size LIMIT 1`;
    const [row]: { size: string; note: string }[] = await em.query(sql, [index]);
    return row ? { size: Number(row.size), note: row.note } : null;
  }

  /** Sequenced entries that a filter lets through, the newest first. */
  async listLines(em: EntityManager, { type, about, from, until }: LogFilter, limit: number, offset: number): Promise<LogLine[]> {
    const rows: LineRow[] = await em.query(
      `SELECT tree_index, type, body FROM log_entries
       WHERE tree_index IS NOT NULL AND ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR starts_with(subject, $2))
         AND ($3::text IS NULL OR body::jsonb ->> 'at' >= $3) AND ($4::text IS NULL OR body::jsonb ->> 'at' <= $4)
       ORDER BY tree_index DESC LIMIT $5 OFFSET $6`,
      [
        type ?? null,
        about ?? null,
        from === undefined ? null : formatTime(from),
        until === undefined ? null : formatTime(until),
        limit,
        offset,
      ],
    );
    return rows.map(lineOf);
  }

  async getLines(em: EntityManager, indexes: readonly number[]): Promise<LogLine[]> {
    const sql = `SELECT tree_index, type, body FROM log_entries WHERE tree_index = ANY ($1::bigint[]) ORDER BY tree_index`;
    return (await em.query<LineRow[]>(sql, [indexes])).map(lineOf);
  }

  async listOfSubjects(em: EntityManager, subjects: readonly string[]): Promise<LogLine[]> {
    const sql = `SELECT tree_index, type, body FROM log_entries
      WHERE subject = ANY ($1::text[]) AND tree_index IS NOT NULL ORDER BY tree_index`;
    return (await em.query<LineRow[]>(sql, [subjects])).map(lineOf);
  }

  /** The newest first. */
  async listCheckpoints(em: EntityManager, most: number): Promise<SignedCheckpoint[]> {
    const sql = `SELECT size, root, note, signed_at FROM log_checkpoints ORDER BY size DESC LIMIT $1`;
    return (await em.query<CheckpointRow[]>(sql, [most])).map(checkpointOf);
  }

  async findCheckpoint(em: EntityManager, size: number): Promise<SignedCheckpoint | null> {
    const rows: CheckpointRow[] = await em.query(`SELECT size, root, note, signed_at FROM log_checkpoints WHERE size = $1`, [size]);
    return rows[0] ? checkpointOf(rows[0]) : null;
  }

  async findEntry(em: EntityManager, by: { subject: string; type: string }): Promise<{ body: string; treeIndex: number | null } | null> {
    const [row]: { body: string; tree_index: string | null }[] = await em.query(
      `SELECT body, tree_index FROM log_entries WHERE subject = $1 AND type = $2 ORDER BY id LIMIT 1`,
      [by.subject, by.type],
    );
    return row ? { body: row.body, treeIndex: row.tree_index === null ? null : Number(row.tree_index) } : null;
  }

  /** Place of an entry in the tree; null while it waits for the sequencer or does not exist. */
  async findPlace(em: EntityManager, id: string): Promise<number | null> {
    const [row]: { tree_index: string | null }[] = await em.query(`SELECT tree_index FROM log_entries WHERE id = $1`, [id]);
    return row === undefined || row.tree_index === null ? null : Number(row.tree_index);
  }

  /** Bodies of the entries first … first + count − 1, as far as they are sequenced. */
  async getBodies(em: EntityManager, first: number, count: number): Promise<string[]> {
    const rows: { body: string }[] = await em.query(
      `SELECT body FROM log_entries WHERE tree_index >= $1 AND tree_index < $2 ORDER BY tree_index`,
      [first, first + count],
    );
    return rows.map((row) => row.body);
  }

  /** Hashes of the nodes of one level, first … first + count − 1, as far as they are complete. */
  async getLevel(em: EntityManager, level: number, first: number, count: number): Promise<Uint8Array[]> {
    const rows: { hash: Buffer }[] = await em.query(
      `SELECT hash FROM log_nodes WHERE level = $1 AND node_index >= $2 AND node_index < $3 ORDER BY node_index`,
      [level, first, first + count],
    );
    return rows.map((row) => new Uint8Array(row.hash));
  }
}

function lineOf({ tree_index, type, body }: LineRow): LogLine {
  return { index: Number(tree_index), type, at: (JSON.parse(body) as { at: string }).at, body };
}

function checkpointOf({ size, root, note, signed_at }: CheckpointRow): SignedCheckpoint {
  return { size: Number(size), root: new Uint8Array(root), note, signedAt: signed_at };
}
