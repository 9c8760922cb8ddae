import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { consistencyPath, formatTlogProof, inclusionPath } from '../../core';
import { LogTreeRepository } from './log-tree.repository';

type GetNode = (level: number, index: number) => Uint8Array;

/** An entry's exact line and its C2SP tlog-proof, as they go into a draw's record. */
export interface LoggedEntry {
  body: string;
  treeIndex: number;
  proof: string;
}

/** Reads the log: proofs for records, receipts and auditors. Works from what is committed and signed; signs nothing itself. */
@Injectable()
export class LogProofsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tree: LogTreeRepository,
  ) {}

  /**
   * The first entry of a type about a subject (a draw's id, a window's path), with its proof as {@link prove} gives it.
   *
   * @returns null if there is none, or it waits for the sequencer
   */
  async findLogged(by: { subject: string; type: string }, em: EntityManager = this.dataSource.manager): Promise<LoggedEntry | null> {
    const entry = await this.tree.findEntry(em, by);
    if (entry === null || entry.treeIndex === null) return null;
    return { body: entry.body, treeIndex: entry.treeIndex, proof: await this.prove(em, entry.treeIndex) };
  }

  /** Place in the tree of an entry by the id that `append` returned; null while it waits for the sequencer. */
  async findPlace(id: string, em: EntityManager = this.dataSource.manager): Promise<number | null> {
    return this.tree.findPlace(em, id);
  }

  /**
   * The tlog-proof of the entry at an index, under the first checkpoint that covers it: whoever proves later, the proof shows how early the
   * entry was there, and what witnesses sign of a checkpoint can be older than a moment that a draw must keep (docs/spec/log.md).
   * @throws RangeError if the log is not that long
   */
  async prove(em: EntityManager, index: number): Promise<string> {
    const checkpoint = await this.tree.findFirstCheckpointOver(em, index);
    if (!checkpoint) throw new RangeError(`the log has no entry ${index} yet`);
    const proof = await this.withNodes(em, (getNode) => inclusionPath(index, checkpoint.size, getNode));
    return formatTlogProof({ index, proof, checkpoint: checkpoint.note });
  }

  /** Inclusion paths of many entries in the tree of the first `size`, by one question to the database. */
  async inclusionPaths(em: EntityManager, indexes: readonly number[], size: number): Promise<Uint8Array[][]> {
    return this.withNodes(em, (getNode) => indexes.map((index) => inclusionPath(index, size, getNode)));
  }

  /** Hashes that show the tree of `from` leaves to be a prefix of the tree of `to` leaves (RFC 6962, 2.1.2). */
  async proveConsistency(from: number, to: number): Promise<Uint8Array[]> {
    return this.withNodes(this.dataSource.manager, (getNode) => consistencyPath(from, to, getNode));
  }

  /**
   * Runs a synchronous path computation of the core over nodes that lie in the database: a first walk with empty hashes tells which
   * nodes are needed (the places depend on the sizes alone), one query fetches them, a second walk is the real one.
   */
  private async withNodes<T>(em: EntityManager, walk: (getNode: GetNode) => T): Promise<T> {
    const needed: { level: number; index: number }[] = [];
    walk((level, index) => {
      needed.push({ level, index });
      return new Uint8Array(32);
    });
    const nodes = await this.tree.getNodes(em, needed);
    return walk((level, index) => nodes.get(`${level}/${index}`)!);
  }
}
