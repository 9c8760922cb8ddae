import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TreeNode } from './tree-growth';

type Place = { level: number; index: number };

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
